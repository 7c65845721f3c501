package valentine.fondness;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import valentine.models.Beta;
import valentine.models.Fondness;
import valentine.models.Pieces;

/// How fond a customer is of us, as far as anything is known.
///
/// @param chance the probability that the customer would speak well of us if asked now, with its 95 % interval
/// @param pieces on how many pieces of evidence it rests
/// @param worth how many fresh answers these are worth
/// @param pull how far the chance moves with the firm's mean, from 0 to 1
/// @param moved what moved it most, the strongest first
public record Feeling(
        double chance,
        double low,
        double high,
        int pieces,
        double worth,
        Instant lastAt,
        double pull,
        List<Moved> moved) {
    private static final double TAIL = 0.025;
    private static final int MOST_REASONS = 3;
    private static final double LEAST_EFFECT = 0.005;

    public Feeling {
        moved = List.copyOf(moved);
    }

    /// A piece of evidence, by its number, and by how much the chance is higher for it.
    public record Moved(long piece, double effect) {}

    /// How fond the customer of this index was before this moment; there must be a piece before it.
    static Feeling of(Fondness fondness, Gathered gathered, int index, Instant moment) {
        Pieces pieces = gathered.pieces();
        double day = Gathered.day(moment);
        Beta told = fondness.told(pieces, index, day);
        return new Feeling(
                told.mean(),
                told.quantile(TAIL),
                told.quantile(1 - TAIL),
                pieces.until(index, day) - pieces.from(index),
                fondness.worth(pieces, index, day),
                gathered.last(index),
                fondness.pull(told),
                moved(fondness, gathered, index, day, told.mean()));
    }

    private static List<Moved> moved(Fondness fondness, Gathered gathered, int index, double day, double chance) {
        Pieces pieces = gathered.pieces();
        List<Moved> moved = new ArrayList<>();
        if (fondness.way() == Fondness.Way.MEAN) return moved;
        // Old pieces move next to nothing, and somebody may have thousands.
        int newest = pieces.until(index, day);
        for (int piece = Math.max(pieces.from(index), newest - 100); piece < newest; piece++) {
            double effect =
                    chance - fondness.toldWithout(pieces, index, day, piece).mean();
            if (Math.abs(effect) >= LEAST_EFFECT) moved.add(new Moved(gathered.id(piece), effect));
        }
        moved.sort(Comparator.comparingDouble(one -> -Math.abs(one.effect())));
        return moved.subList(0, Math.min(MOST_REASONS, moved.size()));
    }
}
