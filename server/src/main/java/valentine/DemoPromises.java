package valentine;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import valentine.promise.Deadline;
import valentine.promise.Promises;
import valentine.team.Firms;
import valentine.team.Member;

/// Takes the promises of the simulated story out of its interactions and writes them as a file of promises, so that the
/// demo's ledger tells the same story: kept, late, broken, and some that are open today.
final class DemoPromises {
    private static final String INTERACTIONS = "interactions.csv";
    private static final String PROMISES = "promises.csv";
    /// Every so manieth promise that was kept came late.
    private static final int ONE_LATE_IN = 6;

    private final LocalDate today;
    private final Map<String, Deque<LocalDateTime>> open = new HashMap<>();

    private DemoPromises(LocalDate today) {
        this.today = today;
    }

    static void takeOut(Path folder, LocalDate today) throws IOException {
        new DemoPromises(today).split(folder);
    }

    private void split(Path folder) throws IOException {
        Path all = folder.resolve(INTERACTIONS);
        Path rest = folder.resolve("rest.csv");
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(all);
                CsvWriter others = CsvWriter.builder().build(rest);
                CsvWriter promises = CsvWriter.builder().build(folder.resolve(PROMISES))) {
            promises.writeRecord("customer", "what", "kind", "made", "due", "done", "channel");
            boolean first = true;
            for (NamedCsvRecord row : rows) {
                if (first) others.writeRecord(row.getHeader());
                first = false;
                if (row.getField("kind").startsWith("promise_")) {
                    promise(row, promises);
                } else {
                    others.writeRecord(row.getFields());
                }
            }
            for (Map.Entry<String, Deque<LocalDateTime>> left : open.entrySet()) {
                for (LocalDateTime made : left.getValue()) unended(left.getKey(), made, promises);
            }
        }
        Files.move(rest, all, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    /// One of those whose day has passed gets another.
    static void giveNewDate(ConfigurableApplicationContext context, Member owner, Instant now) {
        Promises promises = context.getBean(Promises.class);
        ZoneId zone = context.getBean(Firms.class).ours().zone();
        promises.open(null, null, now, 1).stream().findFirst().ifPresent(late -> {
            LocalDate day = LocalDate.ofInstant(now, zone).plusDays(5);
            promises.repromise(
                    late.id(), Deadline.endOf(day, zone), "The kiln is full until then. We are sorry.", owner);
        });
    }

    private void promise(NamedCsvRecord row, CsvWriter promises) {
        String what = row.getField("subject");
        String key = row.getField("customer") + "\n" + what;
        LocalDateTime at = LocalDateTime.parse(row.getField("date").replace(' ', 'T'));
        Deque<LocalDateTime> waiting = open.computeIfAbsent(key, _ -> new ArrayDeque<>());
        if (row.getField("kind").equals("promise_made")) {
            waiting.add(at);
            return;
        }
        LocalDateTime made = waiting.isEmpty() ? at.minusDays(7) : waiting.remove();
        boolean kept = row.getField("kind").equals("promise_kept");
        int chance = Math.floorMod(row.getField("message_id").hashCode(), 1_000);
        LocalDateTime due = kept ? dueOfKept(made, at, chance) : at.minusDays(1);
        if (!due.isAfter(made)) due = made.plusHours(4);
        write(promises, key, made, due, kept ? at.toString() : "");
    }

    private static LocalDateTime dueOfKept(LocalDateTime made, LocalDateTime at, int chance) {
        LocalDateTime before = at.minusHours(5 + chance % 60);
        boolean late = chance % ONE_LATE_IN == 0 && before.isAfter(made);
        return late ? before : at.plusHours(1 + chance % 30);
    }

    /// The story ends before their day.
    private void unended(String key, LocalDateTime made, CsvWriter promises) {
        int days = Math.floorMod(key.hashCode(), 6);
        write(promises, key, made, today.plusDays(days).atTime(LocalTime.of(23, 0)), "");
    }

    private static void write(CsvWriter promises, String key, LocalDateTime made, LocalDateTime due, String done) {
        int cut = key.indexOf('\n');
        String what = key.substring(cut + 1);
        promises.writeRecord(key.substring(0, cut), what, kind(what), made.toString(), due.toString(), done, "email");
    }

    private static String kind(String what) {
        String words = what.toLowerCase(Locale.ROOT);
        if (words.contains("refund") || words.contains("money")) return "refund";
        if (words.contains("call")) return "call_back";
        if (words.contains("repair") || words.contains("fix")) return "fix";
        return words.contains("send") || words.contains("new") || words.contains("replace") ? "delivery" : "other";
    }
}
