package valentine.health;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import valentine.staying.Words;

/// Who moved between the fields of the loyalty map within a quarter, both ways held against each other.
///
/// Of those who moved between two fields either way is as likely where nothing changed: the difference of the two has
/// the sum of them as its variance (McNemar). An arrow stands only where it lies beyond 1.96 of its root.
///
/// @param comparable whether fondness was told by one rule at both ends; else nothing is said
/// @param moves those beyond chance, the largest first
/// @param others how many customers moved in ways that chance explains
record Moves(String quarter, boolean comparable, List<Move> moves, long others) {
    private static final double NORMAL_975 = 1.959963984540054;

    Moves {
        moves = List.copyOf(moves);
    }

    /// @param from the field that lost more than it won
    record Move(LoyaltyField from, LoyaltyField to, long there, long back) {
        boolean isBeyondChance() {
            return net() > NORMAL_975 * Math.sqrt((double) there + back);
        }

        long net() {
            return there - back;
        }

        String margin() {
            return String.format(Locale.ENGLISH, "%,.0f", NORMAL_975 * Math.sqrt((double) there + back));
        }

        boolean isGood() {
            return to == LoyaltyField.IN_LOVE || from == LoyaltyField.PARTING;
        }
    }

    /// The quarters, the latest first.
    static List<Moves> of(List<Quarters.End> ends, List<Quarters.Flow> flows) {
        List<Moves> all = new ArrayList<>();
        for (int i = 1; i < ends.size(); i++) {
            LocalDate day = ends.get(i).day();
            boolean comparable = ends.get(i).way().equals(ends.get(i - 1).way());
            List<Move> moves = comparable ? within(day, flows) : List.of();
            all.add(new Moves(
                    "to " + Words.day(day),
                    comparable,
                    moves.stream().filter(Move::isBeyondChance).toList(),
                    moves.stream()
                            .filter(move -> !move.isBeyondChance())
                            .mapToLong(move -> move.there() + move.back())
                            .sum()));
        }
        return all.reversed();
    }

    private static List<Move> within(LocalDate day, List<Quarters.Flow> flows) {
        List<Move> moves = new ArrayList<>();
        List<LoyaltyField> fields = LoyaltyField.known();
        for (int i = 0; i < fields.size(); i++) {
            for (int j = i + 1; j < fields.size(); j++) {
                long there = count(day, fields.get(i), fields.get(j), flows);
                long back = count(day, fields.get(j), fields.get(i), flows);
                moves.add(
                        there >= back
                                ? new Move(fields.get(i), fields.get(j), there, back)
                                : new Move(fields.get(j), fields.get(i), back, there));
            }
        }
        moves.sort(Comparator.comparingLong(move -> -move.net()));
        return moves;
    }

    private static long count(LocalDate day, LoyaltyField from, LoyaltyField to, List<Quarters.Flow> flows) {
        return flows.stream()
                .filter(flow -> flow.day().equals(day) && flow.from() == from && flow.to() == to)
                .mapToLong(Quarters.Flow::customers)
                .sum();
    }
}
