package valentine.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import valentine.csv.CsvFile;
import valentine.csv.Kind;
import valentine.csv.Mapping;
import valentine.db.TestDatabase;
import valentine.intake.Import;
import valentine.intake.Imports;

/// Real support of two firms, brought in as conversations from before: threads and response times against figures
/// counted by hand from the files.
@Tag("shared")
class SupportTest {
    private static final DateTimeFormatter TWEETED =
            DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss Z uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter ASKED = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss Z", Locale.ENGLISH);

    private final Path data = Path.of(System.getProperty("valentine.shared"));

    @TempDir
    private Path folder;

    /// A message as the files tell it, and what is counted of it without code of ours.
    private record Said(
            String id,
            String thread,
            String replyTo,
            String who,
            boolean ours,
            Instant at,
            String subject,
            String text) {}

    @Test
    void tweets_between_brands_and_customers() throws IOException {
        List<Said> said = new ArrayList<>();
        Map<String, String> above = new HashMap<>();
        for (NamedCsvRecord row : rows(data.resolve("twitter_support/twcs_first5000.csv"), false)) {
            String replyTo = row.getField("in_response_to_tweet_id").replace(".0", "");
            said.add(new Said(
                    row.getField("tweet_id"),
                    "",
                    replyTo,
                    row.getField("author_id"),
                    row.getField("inbound").equals("False"),
                    OffsetDateTime.parse(row.getField("created_at"), TWEETED).toInstant(),
                    "",
                    row.getField("text")));
            if (!replyTo.isEmpty()) join(above, row.getField("tweet_id"), replyTo);
        }
        Map<String, List<Said>> threads = new TreeMap<>();
        said.forEach(one -> threads.computeIfAbsent(top(above, one.id()), _ -> new ArrayList<>())
                .add(one));
        // Where nobody but the brand is heard, nobody can say to whom it spoke.
        threads.values().removeIf(thread -> thread.stream().allMatch(Said::ours));
        check(threads, said);
    }

    @Test
    void questions_to_a_forum_and_their_answers() throws IOException {
        Map<String, List<Said>> threads = new TreeMap<>();
        Map<String, String> asker = new HashMap<>();
        List<Said> said = new ArrayList<>();
        for (NamedCsvRecord row : rows(data.resolve("thunderbird_support/questions.csv.gz"), true)) {
            String id = row.getField("id");
            if (asker.putIfAbsent(id, row.getField("creator")) != null) continue;
            said.add(new Said(
                    "q" + id, id, "", row.getField("creator"), false, at(row), row.getField("title"), plain(row)));
        }
        for (NamedCsvRecord row : rows(data.resolve("thunderbird_support/answers.csv.gz"), true)) {
            String question = row.getField("question_id");
            if (!asker.containsKey(question)) continue;
            boolean ours = !row.getField("creator").equals(asker.get(question));
            said.add(new Said(
                    "a" + row.getField("id"),
                    question,
                    "q" + question,
                    row.getField("creator"),
                    ours,
                    at(row),
                    "",
                    plain(row)));
        }
        said.forEach(one ->
                threads.computeIfAbsent(one.thread(), _ -> new ArrayList<>()).add(one));
        check(threads, said);
    }

    private void check(Map<String, List<Said>> threads, List<Said> said) throws IOException {
        List<Duration> waited = new ArrayList<>();
        long asked = 0;
        for (List<Said> thread : threads.values()) {
            Instant first = thread.stream()
                    .filter(one -> !one.ours())
                    .map(Said::at)
                    .min(Instant::compareTo)
                    .orElse(null);
            if (first == null) continue;
            asked++;
            thread.stream()
                    .filter(Said::ours)
                    .map(Said::at)
                    .filter(at -> !at.isBefore(first))
                    .min(Instant::compareTo)
                    .ifPresent(at -> waited.add(Duration.between(first, at)));
        }
        waited.sort(null);
        try (TestDatabase database = TestDatabase.create();
                ConfigurableApplicationContext context = database.context()) {
            Import done = bring(context.getBean(Imports.class), said);
            assertThat(done.why()).isNull();
            long talks = database.jdbc()
                    .sql("SELECT count(*) FROM conversation.conversation WHERE merged_into IS NULL")
                    .query(Long.class)
                    .single();
            assertThat(talks).isEqualTo(threads.size());
            Responses.Figures figures = context.getBean(Responses.class)
                    .first(Instant.EPOCH, Instant.now().plusSeconds(99));
            assertThat(figures)
                    .isEqualTo(new Responses.Figures(asked, waited.size(), share(waited, 0.5), share(waited, 0.9)));
            System.out.println(talks + " conversations, " + done.tally().stored() + " messages, " + figures);
        }
    }

    private Import bring(Imports imports, List<Said> said) throws IOException {
        Path path = folder.resolve("messages.csv");
        try (CsvWriter out = CsvWriter.builder().build(path)) {
            out.writeRecord(
                    "customer",
                    "date",
                    "direction",
                    "thread",
                    "message_id",
                    "in_reply_to",
                    "subject",
                    "text",
                    "author");
            for (Said one : said) {
                out.writeRecord(
                        one.ours() ? "" : one.who(),
                        one.at().toString(),
                        one.ours() ? "out" : "in",
                        one.thread(),
                        one.id(),
                        one.replyTo(),
                        one.subject(),
                        one.text(),
                        one.ours() ? one.who() : "");
            }
        }
        Kind kind = imports.kind("messages").orElseThrow();
        CsvFile file = CsvFile.open(path);
        Import begun = imports.begin(kind, "messages.csv");
        return imports.run(begun.id(), file, Mapping.guess(kind, file), List.of(), _ -> {});
    }

    /// The smallest that so many are not above.
    private static Duration share(List<Duration> sorted, double share) {
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }

    private static Instant at(NamedCsvRecord row) {
        return OffsetDateTime.parse(row.getField("created"), ASKED).toInstant();
    }

    private static String plain(NamedCsvRecord row) {
        return Jsoup.parse(row.getField("content")).text();
    }

    private static void join(Map<String, String> above, String one, String other) {
        above.put(top(above, one), top(above, other));
    }

    private static String top(Map<String, String> above, String one) {
        String at = one;
        while (above.containsKey(at) && !above.get(at).equals(at)) at = above.get(at);
        return at;
    }

    private static Iterable<NamedCsvRecord> rows(Path path, boolean packed) throws IOException {
        List<NamedCsvRecord> rows = new ArrayList<>();
        try (var in = packed ? new GZIPInputStream(Files.newInputStream(path)) : Files.newInputStream(path);
                var reader = CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            reader.forEach(rows::add);
        }
        return rows;
    }
}
