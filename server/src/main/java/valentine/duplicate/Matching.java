package valentine.duplicate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import valentine.models.Comparisons;
import valentine.models.Linkage;
import valentine.models.LinkageFit;
import valentine.models.Unfit;

/// Compares everybody with whom he might be one, and learns from all pairs how much what agrees is worth.
///
/// Pairs come from [Rule]s; first a sample of them and pairs drawn by lot teach the weights, then all are weighed.
/// Two threads work at most.
final class Matching {
    private static final int THREADS = 2;
    private static final int LEARNED_FROM = 1_000_000;
    private static final int STRANGERS = 1_000_000;
    private static final int CUSTOMER_BITS = 24;
    private static final int PATTERN_SHIFT = 2 * CUSTOMER_BITS;
    private static final int CUSTOMER = (1 << CUSTOMER_BITS) - 1;
    /// Pairs are kept from as many bits below the lowest even chance upwards; the others hardly add to the prior.
    private static final double MARGIN = 6;

    private final Portraits portraits;
    private final Comparing comparing;
    private final Progress progress;
    private final Random random = new Random(7);

    Matching(Portraits portraits, Progress progress) {
        this.portraits = portraits;
        this.comparing = new Comparing(portraits, portraits.size());
        this.progress = progress;
    }

    /// Told how far a run has come, from 0 to 1.
    interface Progress {
        void at(double share);
    }

    /// Two portraits that may be one.
    record Pair(int one, int other, int pattern) {}

    /// What came of it.
    ///
    /// @param why nothing was learned, so that what is usual was taken; empty where it was learned
    /// @param compared how many pairs were compared
    /// @param leftOut how many pairs had a key in common but were too many to compare
    /// @param expected how many pairs are one, as the probabilities add up
    record Found(Linkage linkage, String why, long compared, long leftOut, double expected, Pairs pairs) {}

    /// Pairs as numbers: the pattern, then both portraits.
    static final class Pairs {
        private final long[] pairs;

        private Pairs(long[] pairs) {
            this.pairs = pairs;
        }

        int size() {
            return pairs.length;
        }

        Pair get(int place) {
            long pair = pairs[place];
            return new Pair(
                    (int) (pair >>> CUSTOMER_BITS) & CUSTOMER, (int) pair & CUSTOMER, (int) (pair >>> PATTERN_SHIFT));
        }
    }

    Found run(double least) {
        LinkageFit fit = learn();
        Linkage linkage = switch (fit) {
            case LinkageFit.Fitted fitted -> fitted.linkage();
            case Unfit _ -> Usual.belief().linkage();
        };
        double[] weight = new double[Field.PATTERNS.count()];
        Arrays.setAll(weight, linkage::weight);
        double from = Math.max(0, Math.log(portraits.size() / 2.0 + 1) / Math.log(2) - MARGIN);
        Weighed weighed = weigh(weight, from);
        Comparisons candidates = new Comparisons(Field.PATTERNS);
        for (long pair : weighed.pairs) candidates.add((int) (pair >>> PATTERN_SHIFT));
        double all = Math.max(1, portraits.size() * (portraits.size() - 1.0) / 2);
        Linkage told = linkage.withPriorAmong(candidates, all);
        double[] probability = new double[Field.PATTERNS.count()];
        Arrays.setAll(probability, told::probability);
        return new Found(
                told,
                fit instanceof Unfit unfit ? unfit.why() : "",
                weighed.compared,
                weighed.leftOut,
                told.prior() * all,
                new Pairs(Arrays.stream(weighed.pairs)
                        .filter(pair -> probability[(int) (pair >>> PATTERN_SHIFT)] >= least)
                        .toArray()));
    }

    private LinkageFit learn() {
        List<Comparisons> samples = new ArrayList<>();
        for (Rule rule : Rule.values()) {
            Blocks blocks = Blocks.of(portraits, rule);
            int every = (int) Math.max(1, Math.ceil(blocks.pairs() / LEARNED_FROM));
            Comparisons sample = new Comparisons(Field.PATTERNS);
            for (Comparisons part : inParts(part -> {
                Comparisons counted = new Comparisons(Field.PATTERNS);
                blocks.each(part, THREADS, every, (i, j) -> counted.add(rule.blank(comparing.pattern(i, j))));
                return counted;
            })) {
                sample.add(part);
            }
            samples.add(sample);
            progress.at(0.3 * samples.size() / Rule.values().length);
        }
        return LinkageFit.of(samples, strangers(), Usual.belief());
    }

    /// Pairs drawn by lot, or all where they are few.
    private Comparisons strangers() {
        Comparisons strangers = new Comparisons(Field.PATTERNS);
        int size = portraits.size();
        if (size * (size - 1.0) / 2 <= STRANGERS) {
            for (int i = 0; i < size; i++) {
                for (int j = i + 1; j < size; j++) strangers.add(comparing.pattern(i, j));
            }
            return strangers;
        }
        for (int drawn = 0; drawn < STRANGERS; drawn++) {
            int i = random.nextInt(size);
            int j = random.nextInt(size);
            if (i != j) strangers.add(comparing.pattern(i, j));
        }
        return strangers;
    }

    private static final class Weighed {
        private long compared;
        private long leftOut;
        private long[] pairs = new long[1 << 10];
        private int size;

        private void keep(int i, int j, int pattern) {
            if (size == pairs.length) pairs = Arrays.copyOf(pairs, size * 2);
            pairs[size++] = (long) pattern << PATTERN_SHIFT | (long) Math.min(i, j) << CUSTOMER_BITS | Math.max(i, j);
        }

        private void add(Weighed other) {
            compared += other.compared;
            leftOut += other.leftOut;
            int before = size;
            pairs = Arrays.copyOf(pairs, Math.max(1, before + other.size));
            System.arraycopy(other.pairs, 0, pairs, before, other.size);
            size = before + other.size;
        }

        /// Several rules bring the same two together.
        private void unite() {
            Arrays.sort(pairs, 0, size);
            int kept = 0;
            for (int place = 0; place < size; place++) {
                if (place == 0 || pairs[place] != pairs[place - 1]) pairs[kept++] = pairs[place];
            }
            pairs = Arrays.copyOf(pairs, kept);
            size = kept;
        }
    }

    private Weighed weigh(double[] weight, double from) {
        Weighed all = new Weighed();
        for (Rule rule : Rule.values()) {
            Blocks blocks = Blocks.of(portraits, rule);
            for (Weighed part : inParts(part -> {
                Weighed weighed = new Weighed();
                weighed.leftOut = blocks.each(part, THREADS, 1, (i, j) -> {
                    weighed.compared++;
                    int pattern = comparing.pattern(i, j);
                    if (weight[pattern] >= from) weighed.keep(i, j, pattern);
                });
                return weighed;
            })) {
                all.add(part);
            }
            all.unite();
            progress.at(0.3 + 0.6 * (rule.place() + 1) / Rule.values().length);
        }
        return all;
    }

    private static <T> List<T> inParts(IntFunction<T> work) {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<T>> parts = new ArrayList<>();
            for (int part = 0; part < THREADS; part++) {
                int mine = part;
                parts.add(threads.submit(() -> work.apply(mine)));
            }
            List<T> done = new ArrayList<>();
            for (Future<T> part : parts) done.add(part.get());
            return done;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped while comparing", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Comparing failed", e.getCause());
        }
    }
}
