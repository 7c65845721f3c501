package valentine.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import valentine.models.discrete.BgBb;
import valentine.models.discrete.BgBbFit;

/// What others computed and published, on data that are kept apart from the code.
@Tag("shared")
class SharedDataTest {
    private static final Path DATA = Path.of(System.getProperty("valentine.shared", ""), "models");
    private static final Percentage MILLIONTH = Percentage.withPercentage(1e-4);

    private static final LocalDate START = LocalDate.of(1997, 1, 1);
    private static final BgNbd BG = new BgNbd(.242594522, 4.413602019, .792922017, 2.425906777);
    private static final ParetoNbd PARETO = new ParetoNbd(.553277047, 10.577683463, .606239989, 11.668735289);

    private final Summaries cdnow = cdnow();

    @Test
    void every_reference_point_at_the_edges_is_met_to_nine_digits() throws IOException {
        for (String line : rows("testpoints.csv")) {
            String[] field = line.split(",");
            double[] number = Arrays.stream(field)
                    .skip(1)
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            PurchaseModel model = model(field[0], number);
            int frequency = (int) number[4];
            double recency = number[5];
            double age = number[6];

            near(line, model.logLikelihood(frequency, recency, age), number[8]);
            near(line, model.probabilityAlive(frequency, recency, age), number[9]);
            near(line, model.expectedPurchases(frequency, recency, age, number[7]), number[10]);
        }
    }

    @Test
    void bg_nbd_on_cdnow_is_the_exact_maximum() {
        Fit.Fitted fit = (Fit.Fitted) Fit.bgNbd(cdnow);
        BgNbd model = (BgNbd) fit.model();

        parameters(
                new double[] {model.r(), model.alpha(), model.a(), model.b()},
                .242594522,
                4.413602019,
                .792922017,
                2.425906777);
        assertThat(fit.logLikelihood()).isCloseTo(-9582.42920667, within(1e-6));
        errors(fit, .012557, .378224, .185734, .705414);
    }

    @Test
    void pareto_nbd_on_cdnow_is_the_exact_maximum_of_its_flat_ridge() {
        Fit.Fitted fit = (Fit.Fitted) Fit.paretoNbd(cdnow);
        ParetoNbd model = (ParetoNbd) fit.model();

        parameters(
                new double[] {model.r(), model.alpha(), model.s(), model.beta()},
                .553277047,
                10.577683463,
                .606239989,
                11.668735289);
        assertThat(fit.logLikelihood()).isCloseTo(-9594.97617894, within(1e-6));
        errors(fit, .047628, .842723, .187281, 6.211114);
    }

    @Test
    void mbg_nbd_on_cdnow_is_the_exact_maximum() {
        Fit.Fitted fit = (Fit.Fitted) Fit.mbgNbd(cdnow);
        MbgNbd model = (MbgNbd) fit.model();

        parameters(
                new double[] {model.r(), model.alpha(), model.a(), model.b()},
                .524843159,
                6.183085280,
                .891359391,
                1.614002240);
        assertThat(fit.logLikelihood()).isCloseTo(-9582.13571555, within(1e-6));
    }

    @Test
    void nbd_on_cdnow_is_the_exact_maximum() {
        Fit.Fitted fit = (Fit.Fitted) Fit.nbd(cdnow);
        Nbd model = (Nbd) fit.model();

        parameters(new double[] {model.r(), model.alpha()}, .384766136, 12.072022845);
        assertThat(fit.logLikelihood()).isCloseTo(-9763.65761467, within(1e-6));
    }

    @Test
    void days_and_weeks_tell_the_same() {
        ParetoNbd weeks = (ParetoNbd) ((Fit.Fitted) Fit.paretoNbd(cdnow)).model();
        ParetoNbd days = (ParetoNbd) ((Fit.Fitted) Fit.paretoNbd(cdnow(1))).model();

        parameters(
                new double[] {days.r(), days.alpha() / 7, days.s(), days.beta() / 7},
                weeks.r(),
                weeks.alpha(),
                weeks.s(),
                weeks.beta());
    }

    @Test
    void gamma_gamma_on_the_946_repeaters_of_cdnow_is_the_exact_maximum() {
        List<String> rows = rows("cdnow_sample_cbs_39w.csv");
        double[] mean = rows.stream()
                .mapToDouble(row -> Double.parseDouble(row.split(",")[5]))
                .toArray();
        SpendFit.Fitted fit = (SpendFit.Fitted) GammaGamma.fit(column(rows, 2), mean);
        GammaGamma model = fit.model();

        parameters(new double[] {model.p(), model.q(), model.gamma()}, 6.249572277, 3.744224668, 15.443520948);
        assertThat(fit.logLikelihood()).isCloseTo(-4055.91769455, within(1e-6));
    }

    @Test
    void cdnow_is_bought_by_chance_so_that_the_likeliest_k_is_one_and_all_digits_stay() throws IOException {
        double logIntervals = logIntervals();
        for (Fit[] pair : new Fit[][] {
            {Fit.bgCnbd(cdnow, logIntervals), Fit.bgNbd(cdnow)}, {Fit.mbgCnbd(cdnow, logIntervals), Fit.mbgNbd(cdnow)}
        }) {
            Fit.Fitted regular = (Fit.Fitted) pair[0];
            Fit.Fitted byChance = (Fit.Fitted) pair[1];
            assertThat(regular.model().parameters().subList(0, 4))
                    .isEqualTo(byChance.model().parameters());
            assertThat(regular.model().parameters().get(4)).isEqualTo(1);
            assertThat(regular.logLikelihood()).isEqualTo(byChance.logLikelihood());
        }
    }

    @Test
    void the_frequencies_of_cdnow_are_expected_as_published() {
        double[] bg = {1407.68, 460.32, 192.46, 101.17, 59.85, 38.12, 25.55};
        double[] pareto = {1434.05, 396.88, 193.49, 111.81, 69.99, 45.86, 30.93};
        frequencies(BG, bg);
        frequencies(PARETO, pareto);
    }

    @Test
    void the_purchases_of_cdnow_are_tracked_as_published() {
        double[] bg = {1312.458, 1669.600, 2501.519, 3134.089, 4165.629};
        double[] pareto = {1308.875, 1674.271, 2532.723, 3191.102, 4275.455};
        // The published sums rest on parameters of four digits.
        int[] weeks = {20, 25, 39, 52, 78};
        for (int i = 0; i < weeks.length; i++) {
            assertThat(tracked(BG, weeks[i])).isCloseTo(bg[i], within(.1));
            assertThat(tracked(PARETO, weeks[i])).isCloseTo(pareto[i], within(.1));
        }
    }

    @Test
    void the_holdout_of_cdnow_is_expected_by_frequency_as_published() {
        double[] bg = {.2251, .5231, 1.0441, 1.5203, 2.1638, 2.6538, 3.5040, 6.1570};
        double[] pareto = {.1385, .5995, 1.1960, 1.7140, 2.3985, 2.9074, 3.8189, 6.4035};
        holdout(BG, bg);
        holdout(PARETO, pareto);
    }

    @Test
    void the_donors_as_a_file_are_the_donors_of_the_published_table() throws IOException {
        List<String> rows = rows("donations.csv");
        int[] weight = column(rows, 3);
        int[] x = repeated(column(rows, 0), weight);
        BgBbFit.Fitted fit = (BgBbFit.Fitted)
                BgBb.fit(Summaries.of(x, repeated(column(rows, 1), weight), repeated(column(rows, 2), weight)));
        assertThat(x).hasSize(11_104);
        assertThat(fit.logLikelihood()).isCloseTo(-33225.58128, within(1e-5));
    }

    private void frequencies(PurchaseModel model, double[] expected) {
        for (int x = 0; x < expected.length; x++) {
            double sum = 0;
            for (int i = 0; i < cdnow.distinct(); i++) {
                sum += cdnow.count(i) * model.probability(x, cdnow.age(i));
            }
            assertThat(sum).as("bought %d times", x).isCloseTo(expected[x], within(.01));
        }
    }

    private double tracked(PurchaseModel model, int week) {
        double sum = 0;
        for (String row : rows("cdnow_sample_cbs_39w.csv")) {
            double first = LocalDate.parse(row.split(",")[1]).toEpochDay() - START.toEpochDay();
            sum += model.expectedPurchases(week - first / 7);
        }
        return sum;
    }

    private void holdout(PurchaseModel model, double[] expected) {
        double[] sum = new double[8];
        double[] customers = new double[8];
        for (int i = 0; i < cdnow.distinct(); i++) {
            int x = cdnow.frequency(i);
            sum[Math.min(x, 7)] += cdnow.count(i) * model.expectedPurchases(x, cdnow.recency(i), cdnow.age(i), 39);
            customers[Math.min(x, 7)] += cdnow.count(i);
        }
        for (int x = 0; x < expected.length; x++) {
            assertThat(sum[x] / customers[x]).as("bought %d times", x).isCloseTo(expected[x], within(.001));
        }
    }

    /// Of the time between purchases within the first 39 weeks, from the log itself.
    private static double logIntervals() throws IOException {
        Map<String, Set<Long>> days = new TreeMap<>();
        for (String line : Files.readAllLines(DATA.resolveSibling("cdnow").resolve("CDNOW_sample.txt"))) {
            String[] field = line.trim().split(" +");
            long day =
                    LocalDate.parse(field[2], DateTimeFormatter.BASIC_ISO_DATE).toEpochDay() - START.toEpochDay();
            if (day < 39 * 7) {
                days.computeIfAbsent(field[1], customer -> new TreeSet<>()).add(day);
            }
        }
        double sum = 0;
        for (Set<Long> customer : days.values()) {
            long[] bought = customer.stream().mapToLong(Long::longValue).toArray();
            for (int i = 1; i < bought.length; i++) {
                sum += Math.log((bought[i] - bought[i - 1]) / 7.0);
            }
        }
        return sum;
    }

    private static int[] repeated(int[] values, int[] times) {
        return IntStream.range(0, values.length)
                .flatMap(i -> IntStream.generate(() -> values[i]).limit(times[i]))
                .toArray();
    }

    private static PurchaseModel model(String name, double[] p) {
        return switch (name) {
            case "bg" -> new BgNbd(p[0], p[1], p[2], p[3]);
            case "mbg" -> new MbgNbd(p[0], p[1], p[2], p[3]);
            case "pn" -> new ParetoNbd(p[0], p[1], p[2], p[3]);
            default -> throw new IllegalStateException("Unknown model " + name);
        };
    }

    /// Below the smallest double a zero is right.
    private static void near(String line, double computed, double expected) {
        assertThat(computed).as(line).isCloseTo(expected, within(1e-9 * Math.abs(expected) + Double.MIN_NORMAL));
    }

    private static void parameters(double[] computed, double... expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(computed[i]).isCloseTo(expected[i], MILLIONTH);
        }
    }

    private static void errors(Fit.Fitted fit, double... expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(fit.standardErrors().get(i)).isCloseTo(expected[i], Percentage.withPercentage(0.1));
        }
    }

    private static Summaries cdnow() {
        return cdnow(1.0 / 7);
    }

    private static Summaries cdnow(double step) {
        List<String> rows = rows("cdnow_sample_cbs_39w.csv");
        return Summaries.of(column(rows, 2), column(rows, 3), column(rows, 4), step);
    }

    private static int[] column(List<String> rows, int index) {
        return rows.stream()
                .mapToInt(row -> Integer.parseInt(row.split(",")[index]))
                .toArray();
    }

    private static List<String> rows(String file) {
        try {
            return Files.readAllLines(DATA.resolve(file)).stream().skip(1).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
