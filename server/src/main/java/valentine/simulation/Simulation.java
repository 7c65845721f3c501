package valentine.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.function.IntConsumer;

/// A small shop's business of so many customers over so many months, the same for the same seed.
///
/// `end` is the last day that the files tell of. Orders and returns stand in `orders.csv` only, everything else in
/// `interactions.csv`; `truth.csv` holds what no firm can see, with the orders of the time after the end.
public record Simulation(int customers, int months, long seed, LocalDate end) {
    private static final int BLOCK = 50;

    /// What was written; credit notes count as lines, not as orders.
    public record Written(long customers, long orders, long orderLines, long interactions) {}

    public Simulation {
        int least = Cast.values().length;
        if (customers < least) {
            throw new IllegalArgumentException(
                    "A simulation needs at least " + least + " customers, the five with names");
        }
        if (months < 1 || months > 600) {
            throw new IllegalArgumentException("A simulation lasts from 1 to 600 months");
        }
    }

    /// Writes `customers.csv`, `orders.csv`, `interactions.csv` and `truth.csv` into this folder, made where missing.
    public Written write(Path directory) throws IOException {
        return write(directory, _ -> {});
    }

    /// Writes the files and says after each customer how many are done.
    public Written write(Path directory, IntConsumer progress) throws IOException {
        Files.createDirectories(directory);
        Period period = new Period(end, months);
        Stories stories = new Stories();
        try (Ledger ledger = new Ledger(directory, period.lastDay())) {
            for (int index = 1; index <= customers; index++) {
                ledger.write(index, biography(index, stories, period));
                progress.accept(index);
            }
            return ledger.written();
        }
    }

    private Biography biography(int index, Stories stories, Period period) {
        Draw draw = Draw.of(seed, index);
        Cast[] cast = Cast.values();
        if (index <= cast.length) {
            return stories.of(cast[index - 1], draw, period);
        }
        return Life.of(People.at(index, draw, company(index)), draw, period);
    }

    /// In every block of customers the first two to four buy for one company: six of a hundred.
    private String company(int index) {
        int offset = index - Cast.values().length - 1;
        if (offset % BLOCK > 3) {
            return "";
        }
        Draw draw = Draw.of(seed, -1L - offset / BLOCK);
        String name = People.company(draw);
        return offset % BLOCK < draw.between(2, 4) ? name : "";
    }
}
