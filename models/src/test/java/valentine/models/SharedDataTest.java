package valentine.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What others computed and published, on data that are kept apart from the code.
@Tag("shared")
class SharedDataTest {
    private static final Path DATA = Path.of(System.getProperty("valentine.shared", ""), "models");
    private static final Percentage MILLIONTH = Percentage.withPercentage(1e-4);

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
