package valentine.models;

import java.util.Arrays;

/// Every answer with all that was known before it: what [Fondness] is learned from.
///
/// The product of the chances of all answers, each given those before it, is the likelihood of the beta-binomial where
/// nothing fades and every piece weighs one; with weights and a half-life it stays a likelihood of the answers in the
/// order in which they came. First answers, of whom nothing was known, are told by the mean alone: together they count
/// as a few only, because who says something for the first time says it differently from those whom we know, and it is
/// these whose chances are published. Firms change: an answer counts half in it for every two years that it is old.
/// Parameters:
/// mean, strength, lukewarm, then the weight of each kind.
final class FondnessRows implements Surface {
    private static final double DAYS_TO_HALF = 730;
    private static final double MOST_FIRST_ANSWERS = 30;
    private static final int FIRST_WEIGHT = 3;
    /// How far, in logarithms, one may stray from its default; a little evidence does not move it, much does.
    private static final double LOOSE = 1;
    private static final double LOOSE_LUKEWARM = 0.5;

    private final FondnessDefaults defaults;
    private final double until;
    private boolean[] good = new boolean[256];
    private double[] counts = new double[256];
    private int[] end = new int[256];
    private byte[] kind = new byte[1024];
    /// For each kind before an answer: the faded number of its pieces, the part of them that is good whatever lukewarm
    /// is worth, and the part that counts so often what lukewarm is worth.
    private double[] number = new double[1024];
    private double[] plain = new double[1024];
    private double[] half = new double[1024];
    private int rows;
    private int entries;
    private int answers;
    private double all;
    private double allGood;
    private double heard;
    private double firstGood;
    private double firstBad;

    private FondnessRows(FondnessDefaults defaults, double until) {
        this.defaults = defaults;
        this.until = until;
    }

    /// All answers before a day; of more than so many, those of one customer in several.
    static FondnessRows of(Pieces pieces, double until, double halfLife, int most, FondnessDefaults defaults) {
        FondnessRows rows = new FondnessRows(defaults, until);
        int stride = 1 + pieces.answers(until, defaults.answers()) / most;
        for (int customer = 0; customer < pieces.customers(); customer += stride) {
            rows.add(pieces, customer, halfLife);
        }
        rows.bound();
        return rows;
    }

    int answers() {
        return answers;
    }

    /// The share of good answers, with one good and one bad in advance.
    double share() {
        return (allGood + 1) / (all + 2);
    }

    /// How many answers of today it speaks of.
    @Override
    public double customers() {
        return Math.max(1, heard);
    }

    @Override
    public double at(double[] parameters, double[] gradient) {
        double mean = parameters[0];
        double strength = parameters[1];
        double lukewarm = parameters[2];
        Arrays.fill(gradient, 0);
        double sum = firstGood * Math.log(mean) + firstBad * Math.log1p(-mean);
        gradient[0] = firstGood / mean - firstBad / (1 - mean);
        int entry = 0;
        for (int i = 0; i < rows; i++) {
            int from = entry;
            double forUs = mean * strength;
            double against = (1 - mean) * strength;
            for (; entry < end[i]; entry++) {
                double weight = parameters[FIRST_WEIGHT + kind[entry]];
                double share = plain[entry] + lukewarm * half[entry];
                forUs += weight * share;
                against += weight * (number[entry] - share);
            }
            double both = forUs + against;
            sum += counts[i] * Math.log((good[i] ? forUs : against) / both);
            double byGood = counts[i] * ((good[i] ? 1 / forUs : 0) - 1 / both);
            double byBad = counts[i] * ((good[i] ? 0 : 1 / against) - 1 / both);
            gradient[0] += strength * (byGood - byBad);
            gradient[1] += mean * byGood + (1 - mean) * byBad;
            for (int e = from; e < entry; e++) {
                double share = plain[e] + lukewarm * half[e];
                gradient[2] += parameters[FIRST_WEIGHT + kind[e]] * half[e] * (byGood - byBad);
                gradient[FIRST_WEIGHT + kind[e]] += share * byGood + (number[e] - share) * byBad;
            }
        }
        return sum + held(parameters, gradient);
    }

    double[] start(double mean) {
        double[] start = new double[FIRST_WEIGHT + defaults.weights().size()];
        start[0] = mean;
        start[1] = defaults.strength();
        start[2] = defaults.lukewarm();
        for (int i = FIRST_WEIGHT; i < start.length; i++) {
            start[i] = defaults.weights().get(i - FIRST_WEIGHT);
        }
        return start;
    }

    /// Draws all but the mean to their defaults.
    private double held(double[] parameters, double[] gradient) {
        double sum = 0;
        for (int i = 1; i < parameters.length; i++) {
            double usual = i == 1
                    ? defaults.strength()
                    : i == 2 ? defaults.lukewarm() : defaults.weights().get(i - FIRST_WEIGHT);
            double loose = i == 2 ? LOOSE_LUKEWARM : LOOSE;
            double away = Math.log(parameters[i] / usual) / loose;
            sum -= away * away / 2;
            gradient[i] -= away / loose / parameters[i];
        }
        return sum;
    }

    private void add(Pieces pieces, int customer, double halfLife) {
        int kinds = defaults.weights().size();
        double[] numbers = new double[kinds];
        double[] plains = new double[kinds];
        double[] halves = new double[kinds];
        double now = 0;
        int known = pieces.from(customer);
        int last = pieces.until(customer, until);
        for (int i = known; i < last; i++) {
            if (pieces.kind(i) >= defaults.answers()) {
                continue;
            }
            // What came in the same moment was not known before.
            for (; pieces.day(known) < pieces.day(i); known++) {
                double fade = Math.pow(0.5, (pieces.day(known) - now) / halfLife);
                now = pieces.day(known);
                for (int k = 0; k < kinds; k++) {
                    numbers[k] *= fade;
                    plains[k] *= fade;
                    halves[k] *= fade;
                }
                numbers[pieces.kind(known)]++;
                plains[pieces.kind(known)] += Fondness.plain(pieces.share(known));
                halves[pieces.kind(known)] += Fondness.half(pieces.share(known));
            }
            double fade = Math.pow(0.5, (pieces.day(i) - now) / halfLife);
            double count = Math.pow(0.5, (until - pieces.day(i)) / DAYS_TO_HALF);
            answers++;
            all += count;
            heard += count;
            allGood += pieces.isGood(i) ? count : 0;
            answer(pieces.isGood(i), count, fade, numbers, plains, halves);
        }
    }

    private void bound() {
        double first = firstGood + firstBad;
        double kept = Math.min(1, MOST_FIRST_ANSWERS / Math.max(1, first));
        firstGood *= kept;
        firstBad *= kept;
        heard -= (1 - kept) * first;
    }

    private void answer(boolean isGood, double count, double fade, double[] numbers, double[] plains, double[] halves) {
        int before = entries;
        for (int k = 0; k < numbers.length; k++) {
            if (numbers[k] > 0) {
                if (entries == kind.length) {
                    int more = entries + (entries >> 1);
                    kind = Arrays.copyOf(kind, more);
                    number = Arrays.copyOf(number, more);
                    plain = Arrays.copyOf(plain, more);
                    half = Arrays.copyOf(half, more);
                }
                kind[entries] = (byte) k;
                number[entries] = fade * numbers[k];
                plain[entries] = fade * plains[k];
                half[entries++] = fade * halves[k];
            }
        }
        if (entries == before) {
            firstGood += isGood ? count : 0;
            firstBad += isGood ? 0 : count;
            return;
        }
        if (rows == good.length) {
            good = Arrays.copyOf(good, rows + (rows >> 1));
            end = Arrays.copyOf(end, good.length);
            counts = Arrays.copyOf(counts, good.length);
        }
        good[rows] = isGood;
        counts[rows] = count;
        end[rows++] = entries;
    }
}
