package valentine.models.survival;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import valentine.models.Measured;

/// Subscribers of a telephone company, on data that are kept apart from the code.
///
/// What leaks the outcome (satisfaction, churn score) or grows with the time itself (totals, referrals, offers) stays
/// out. Contract and services are those of the last day, not of the first: all the data tell.
@Tag("shared")
class TelcoTest {
    private static final Path DATA = Path.of(System.getProperty("valentine.shared", ""), "telco");
    private static final double[] MONTHS = {6, 12, 24, 36, 48, 60};

    private final List<Map<String, String>> services = read("Telco_customer_churn_services.csv");
    private final List<Map<String, String>> status = read("Telco_customer_churn_status.csv");
    private final List<Map<String, String>> people = read("Telco_customer_churn_demographics.csv");

    @Test
    void who_knows_more_than_the_contract_foretells_better_on_customers_not_learned_from() {
        for (List<Map<String, String>> other : List.of(status, people)) {
            assertThat(words(other, "Customer ID")).isEqualTo(words(services, "Customer ID"));
        }
        SurvivalTrial trial = trial();
        trial.entries().forEach(entry -> System.out.println(line((SurvivalTrial.Tried) entry)));
        SurvivalTrial.Tried contract = (SurvivalTrial.Tried) trial.entries().get(1);
        SurvivalTrial.Tried cox = (SurvivalTrial.Tried) trial.entries().get(3);
        assertThat(trial.customers()).isEqualTo(7_043);
        assertThat(contract.behind().high()).isNegative();
        assertThat(cox.score().high()).isLessThan(contract.score().low());
        assertThat(cox.harrell().orElseThrow().low())
                .isGreaterThan(contract.harrell().orElseThrow().high());
        assertThat(cox.uno().orElseThrow().low())
                .isGreaterThan(contract.uno().orElseThrow().high());
        assertThat(cox.calibration().error()).isLessThan(.03);
    }

    private SurvivalTrial trial() {
        int customers = services.size();
        boolean[] left = new boolean[customers];
        for (int i = 0; i < customers; i++) {
            left[i] = status.get(i).get("Customer Status").equals("Churned");
        }
        Lifetimes lifetimes = Lifetimes.of(numbers(services, "Tenure in Months"), left);
        List<String> contract = words(services, "Contract");
        LinkedHashMap<String, Learner> learners = new LinkedHashMap<>();
        learners.put("everybody", Learner.everybody(lifetimes));
        learners.put("contract, a curve each", Learner.byKind(lifetimes, contract));
        Covariates contractOnly = Covariates.of(customers).with("contract", contract);
        learners.put("contract, Cox", Learner.cox(lifetimes, contractOnly, 0));
        learners.put("all known, Cox", Learner.cox(lifetimes, known(), 0));
        learners.put("all known, hazard", Learner.hazard(lifetimes, known(), 1));
        return SurvivalTrial.of(lifetimes, learners, MONTHS, 5, 1);
    }

    private Covariates known() {
        Covariates known = Covariates.of(services.size())
                .with("monthly charge", numbers(services, "Monthly Charge"))
                .with("age", numbers(people, "Age"));
        for (String column : List.of(
                "Contract",
                "Internet Type",
                "Payment Method",
                "Paperless Billing",
                "Online Security",
                "Online Backup",
                "Device Protection Plan",
                "Premium Tech Support",
                "Streaming TV",
                "Streaming Movies",
                "Streaming Music",
                "Unlimited Data",
                "Multiple Lines",
                "Phone Service")) {
            known = known.with(column, words(services, column));
        }
        for (String column : List.of("Married", "Dependents", "Gender")) {
            known = known.with(column, words(people, column));
        }
        return known;
    }

    private static String line(SurvivalTrial.Tried tried) {
        return String.format(
                Locale.ROOT,
                "%-24s Harrell %s  Uno %s  Brier %s  against everybody %.4f (%.4f to %.4f)  calibration error %.3f",
                tried.name(),
                interval(tried.harrell()),
                interval(tried.uno()),
                interval(Optional.of(tried.score())),
                tried.behind().mean(),
                tried.behind().low(),
                tried.behind().high(),
                tried.calibration().error());
    }

    private static String interval(Optional<Measured> measured) {
        return measured.map(told ->
                        String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", told.value(), told.low(), told.high()))
                .orElse("-");
    }

    private static double[] numbers(List<Map<String, String>> rows, String column) {
        return rows.stream()
                .mapToDouble(row -> Double.parseDouble(row.get(column)))
                .toArray();
    }

    private static List<String> words(List<Map<String, String>> rows, String column) {
        return rows.stream().map(row -> row.get(column)).toList();
    }

    private static List<Map<String, String>> read(String file) {
        try {
            List<String> lines = Files.readAllLines(DATA.resolve(file));
            String[] names = lines.getFirst().replace("\uFEFF", "").split(",", -1);
            return lines.stream()
                    .skip(1)
                    .map(line -> row(names, line.split(",", -1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> row(String[] names, String[] values) {
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            row.put(names[i], values[i]);
        }
        return row;
    }
}
