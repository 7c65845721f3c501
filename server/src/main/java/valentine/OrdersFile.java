package valentine;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import valentine.csv.Correction.Corrected;
import valentine.csv.Correction.Misunderstood;
import valentine.csv.CsvFile;
import valentine.csv.Kind;
import valentine.csv.Mapping;
import valentine.csv.UnreadableFile;
import valentine.db.CannotStart;
import valentine.staying.OrderHistory;
import valentine.staying.Past;
import valentine.staying.Words;

/// A file of orders as the commands take it, which need no database: what it means, until when, and how far to look.
final class OrdersFile {
    private static final Pattern DAYS = Pattern.compile("(\\d{1,4})\\s*(d|days?)?");
    private static final Pattern SPANS = Pattern.compile("(\\d{1,3})\\s*(w|weeks?|m|months?|y|years?)");

    @Parameters(paramLabel = "FILE", description = "Order lines as CSV, compressed or not.")
    Path file = Path.of("orders.csv");

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description =
                    "Use nothing after the end of this day, as 2026-03-31 (default: the last day in the file, today at the latest).")
    @Nullable
    LocalDate asOf;

    @Option(
            names = "--horizon",
            paramLabel = "DAYS",
            defaultValue = "180d",
            description = "How far to look ahead: 180d, 26w, 6m (default: 180d).")
    String horizon = "180d";

    @Option(
            names = "--map",
            paramLabel = "FIELD=COLUMN",
            description = "Which column means what, where the guess is wrong; also date-format=d/m/y, decimal=comma.")
    List<String> map = List.of();

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            defaultValue = "UTC",
            description = "Decides the day of times that carry an offset (default: UTC).")
    String zone = "UTC";

    @Option(
            names = "--currency",
            paramLabel = "CODE",
            description = "Whose amounts count (default: the first that the file names).")
    @Nullable
    String currency;

    @Spec(Spec.Target.MIXEE)
    @Nullable
    CommandSpec spec;

    /// Reads the purchases and says what was guessed and what was left out.
    OrderHistory read(PrintWriter err) {
        days();
        ZoneId where = zone();
        String money = currency == null ? "" : currency().getCurrencyCode();
        try {
            return read(where, money, err);
        } catch (UnreadableFile e) {
            throw new CannotStart(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new CannotStart("Reading " + file + " failed: " + e + ".", e);
        }
    }

    /// The day as of which to judge: the one that was asked for, else the last one with a purchase.
    int lastDay(Past past) {
        return asOf == null ? past.lastDay() : (int) asOf.toEpochDay();
    }

    private OrderHistory read(ZoneId where, String money, PrintWriter err) throws IOException {
        CsvFile csv = CsvFile.open(file);
        Mapping mapping = mapping(csv);
        long size = Math.max(1, csv.size());
        mapping.notes().forEach(note -> say(err, note));
        LocalDate until = asOf == null ? LocalDate.now(where) : asOf;
        OrderHistory history = OrderHistory.read(
                csv, mapping, where, until, money, bytes -> say(err, "Reading: " + 100 * bytes / size + " %"));
        if (history.refused() > 0) {
            say(err, Words.of(history.refused(), "row was", "rows were") + " refused, for example:");
            history.refusals().forEach(refusal -> say(err, "  Row " + refusal.record() + ": " + refusal.sentence()));
        }
        if (history.foreign() > 0) {
            say(
                    err,
                    "The money of " + Words.of(history.foreign(), "line", "lines") + " in another currency than "
                            + history.currency() + " was left out; choose with --currency.");
        }
        if (asOf == null && history.later() > 0) {
            say(
                    err,
                    Words.of(history.later(), "line is", "lines are") + " dated after today, " + Words.day(until)
                            + ", and left out.");
        }
        Past past = history.past();
        if (past.firstDay() > past.lastDay()) {
            throw new CannotStart(
                    asOf == null
                            ? "The file holds no purchase of a known customer."
                            : "Nobody in the file had bought anything by the end of " + Words.day(asOf) + ".");
        }
        return history;
    }

    private Mapping mapping(CsvFile csv) throws IOException {
        Mapping mapping = switch (Mapping.guess(Kind.ORDERS, csv).correct(map)) {
            case Corrected(Mapping corrected) -> corrected.settled(csv);
            case Misunderstood(String sentence) -> throw new ParameterException(mixee(), sentence);
        };
        if (!mapping.missing().isEmpty()) {
            throw new CannotStart(String.join("\n", mapping.missing()).replace(" with ", " with --map "));
        }
        return mapping;
    }

    /// How many days to look ahead.
    int days() {
        String text = horizon.strip().toLowerCase(Locale.ROOT);
        Matcher plain = DAYS.matcher(text);
        Matcher spans = SPANS.matcher(text);
        double days = 0;
        if (plain.matches()) {
            days = Integer.parseInt(plain.group(1));
        } else if (spans.matches()) {
            double unit = switch (spans.group(2).charAt(0)) {
                case 'w' -> 7;
                case 'm' -> 365.25 / 12;
                default -> 365.25;
            };
            days = Integer.parseInt(spans.group(1)) * unit;
        }
        if (days < 1 || days > 1096) {
            throw new ParameterException(
                    mixee(), "--horizon is a number of days from 1 to 1096, such as 180d; not '" + horizon + "'.");
        }
        return (int) Math.round(days);
    }

    private ZoneId zone() {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new ParameterException(
                    mixee(), "--zone is a time zone such as Europe/London; not '" + zone + "'.", e);
        }
    }

    private Currency currency() {
        try {
            return Currency.getInstance(String.valueOf(currency).strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(mixee(), "--currency is a code such as EUR; not '" + currency + "'.", e);
        }
    }

    static void say(PrintWriter err, String line) {
        err.println(line);
        err.flush();
    }

    private picocli.CommandLine mixee() {
        return java.util.Objects.requireNonNull(spec).commandLine();
    }
}
