package valentine;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Currency;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import valentine.models.Calibration;
import valentine.staying.Band;
import valentine.staying.Candidate;
import valentine.staying.Judgement;
import valentine.staying.OrderHistory;
import valentine.staying.Proof;
import valentine.staying.Standing;
import valentine.staying.Words;

/// What `score` has to say: a table of customers for programs, and an answer for people.
final class ScoreAnswer {
    private final OrderHistory history;
    private final Judgement judgement;
    private final LocalDate now;
    private final int horizon;

    ScoreAnswer(OrderHistory history, Judgement judgement, int now, int horizon) {
        this.history = history;
        this.judgement = judgement;
        this.now = LocalDate.ofEpochDay(now);
        this.horizon = horizon;
    }

    void write(Path path) throws IOException {
        try (CsvWriter csv = CsvWriter.builder().build(path)) {
            csv.writeRecord(
                    "customer",
                    "orders",
                    "first",
                    "last",
                    "staying",
                    "expected_orders",
                    "expected_value",
                    "band",
                    "reason");
            judgement
                    .everybody()
                    .each((customer, standing) -> csv.writeRecord(
                            guarded(history.customer(customer)),
                            Integer.toString(standing.known().orders()),
                            LocalDate.ofEpochDay(standing.known().first()).toString(),
                            LocalDate.ofEpochDay(standing.known().last()).toString(),
                            decimals(standing.staying(), 6),
                            decimals(standing.expectedOrders(), 6),
                            decimals(standing.expectedValue(), 2),
                            standing.band().label(),
                            guarded(standing.reasons().getFirst().label())));
        }
    }

    void print(PrintWriter out) {
        Map<Band, Total> totals = new EnumMap<>(Band.class);
        for (Band band : Band.values()) {
            totals.put(band, new Total());
        }
        judgement
                .everybody()
                .each((_, standing) -> total(totals, standing.band()).add(standing));
        int known = judgement.everybody().size();
        out.println(Words.of(total(totals, Band.IN_TOUCH).customers, "customer", "customers") + " of "
                + Words.count(known) + " known at the end of " + Words.day(now)
                + " are in touch: at least as likely as not to buy again within " + Words.of(horizon, "day", "days")
                + ", and not silent for unusually long.");
        if (history.isMoneyed()) {
            double atRisk = total(totals, Band.COOLING).atRisk + total(totals, Band.LOSING_TOUCH).atRisk;
            out.println("Those who are cooling or losing touch put about " + money(atRisk) + " a year at risk.");
        }
        out.println();
        out.printf(
                Locale.ROOT,
                "%-14s %10s %8s  %s%n",
                "band",
                "customers",
                "share",
                history.isMoneyed() ? "at risk a year" : "");
        totals.forEach((band, total) -> out.printf(
                Locale.ROOT,
                "%-14s %10s %7.1f%%  %s%n",
                band.label(),
                Words.count(total.customers),
                100.0 * total.customers / known,
                history.isMoneyed() ? money(total.atRisk) : ""));
        out.println();
        Proof proof = judgement.proof();
        if (proof != null) {
            proof(out, proof);
        }
        judgement.notes().forEach(out::println);
    }

    private static void proof(PrintWriter out, Proof proof) {
        int earlier = proof.cuts().size() - 1;
        out.println("How do we know? Standing at the end of " + Words.day(LocalDate.ofEpochDay(proof.cut())) + ", "
                + Words.of(proof.customers(), "customer was", "customers were") + " known; "
                + Words.count(proof.came()) + " bought within the next " + proof.horizon() + " days.");
        out.println("Best by log loss, simplest unless clearly worse: "
                + proof.winner().words() + ".");
        out.printf(
                Locale.ROOT,
                "Against \"when did they last buy\" its log loss is %+.4f (95 %% interval %+.4f to %+.4f): %s%n",
                proof.gain().mean(),
                proof.gain().low(),
                proof.gain().high(),
                proof.isClearlyBetter()
                        ? "clearly better."
                        : "not clearly better; that plain question does as well here.");
        out.println();
        out.printf(
                Locale.ROOT,
                "%-32s %8s %7s  %-20s %6s %7s %8s%n",
                "",
                "log loss",
                "±",
                "behind the winner",
                "AUC",
                "Brier",
                "cal.err.");
        for (Proof.Trial trial : proof.trials()) {
            out.printf(
                    Locale.ROOT,
                    "%-32s %8.4f %7.4f  %+.4f ± %-10.4f %6.3f %7.4f %8.4f%n",
                    name(trial, proof.winner()),
                    trial.logLoss(),
                    trial.margin(),
                    trial.behind().mean(),
                    (trial.behind().high() - trial.behind().low()) / 2,
                    trial.auc(),
                    trial.brier(),
                    trial.error());
        }
        out.println();
        for (Calibration.Bin bin : proof.calibration().bins()) {
            out.printf(
                    Locale.ROOT,
                    "of %s to whom we gave about %s, %.0f in 100 came back (%.0f to %.0f)%n",
                    Words.count(bin.observed().total()),
                    Words.percent(bin.predicted()),
                    100 * bin.observed().value(),
                    100 * bin.observed().low(),
                    100 * bin.observed().high());
        }
        out.printf(
                Locale.ROOT,
                "All together we gave %.1f %%, and %.1f %% came back. The winner was chosen on this same check%s%n",
                100 * proof.calibration().meanPredicted(),
                100 * proof.calibration().observed(),
                earlier == 0 ? "." : " and " + Words.of(earlier, "earlier one", "earlier ones") + ".");
    }

    private static String name(Proof.Trial trial, Candidate winner) {
        String mark = trial.candidate() == winner ? "* " : trial.candidate().isReference() ? "- " : "  ";
        return mark + trial.candidate().words() + (trial.recalibrated() ? ", recalibrated" : "");
    }

    private String money(double amount) {
        return history.currency().isEmpty()
                ? Words.count(Math.round(amount))
                : Words.money(amount, Currency.getInstance(history.currency()));
    }

    private static Total total(Map<Band, Total> totals, Band band) {
        return java.util.Objects.requireNonNull(totals.get(band));
    }

    private static final class Total {
        private long customers;
        private double atRisk;

        private void add(Standing standing) {
            customers++;
            atRisk += standing.atRisk();
        }
    }

    private static String decimals(double value, int places) {
        return String.format(Locale.ROOT, "%." + places + "f", value);
    }

    /// What a spreadsheet would take for a formula becomes a text.
    private static String guarded(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
