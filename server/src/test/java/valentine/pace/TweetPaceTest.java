package valentine.pace;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import valentine.audit.Actor;
import valentine.calendar.BusinessCalendar;
import valentine.calendar.CalendarId;
import valentine.calendar.Calendars;
import valentine.calendar.Hours;
import valentine.calendar.NamedCalendar;
import valentine.csv.CsvFile;
import valentine.csv.Kind;
import valentine.csv.Mapping;
import valentine.db.TestDatabase;
import valentine.intake.Import;
import valentine.intake.Imports;

/// The report over real support of many brands against figures counted minute by minute from the file, without code of
/// ours: a first answer within one business hour of Los Angeles, where most was asked in the afternoon, with its lunch,
/// its holidays and the end of summer time.
@Tag("shared")
class TweetPaceTest {
    private static final DateTimeFormatter TWEETED =
            DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss Z uuuu", Locale.ENGLISH);
    private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");
    // From a calendar on the wall.
    private static final Set<LocalDate> FREE = Set.of(
            LocalDate.of(2016, 12, 26),
            LocalDate.of(2017, 1, 2),
            LocalDate.of(2017, 1, 16),
            LocalDate.of(2017, 2, 20),
            LocalDate.of(2017, 5, 29),
            LocalDate.of(2017, 7, 4),
            LocalDate.of(2017, 9, 4),
            LocalDate.of(2017, 11, 10),
            LocalDate.of(2017, 11, 23),
            LocalDate.of(2017, 12, 25));
    private static final Duration YEAR = Duration.ofDays(365);

    private final Path data = Path.of(System.getProperty("valentine.shared"));

    @TempDir
    private Path folder;

    private record Tweet(String id, String replyTo, String who, boolean ours, Instant at, String text) {}

    /// How long somebody waited for the first answer, by the clock and in business hours.
    private record Wait(long passed, long worked) {}

    @Test
    void the_hit_rate_of_one_business_hour_is_that_of_the_file() throws IOException {
        List<Tweet> tweets = tweets();
        List<Wait> waits = waits(threads(tweets));
        assertThat(waits).hasSizeGreaterThan(500);
        long inTime = waits.stream().filter(wait -> wait.worked() <= 3_600).count();
        assertThat(waits).filteredOn(wait -> wait.worked() > 0).hasSizeGreaterThan(500);
        try (TestDatabase database = TestDatabase.create();
                ConfigurableApplicationContext context = database.context()) {
            aim(context);
            Import done = bring(context.getBean(Imports.class), tweets);
            assertThat(done.why()).isNull();
            PaceFigures.Line line = context.getBean(PaceFigures.class)
                    .make()
                    .told()
                    .get(Target.FIRST_RESPONSE)
                    .all();
            System.out.println(inTime + " of " + waits.size() + " in time; the report: " + line);
            assertThat(line.hits().total()).isEqualTo(waits.size());
            assertThat(line.hits().successes()).isEqualTo(inTime);
            assertThat(line.ended()).isEqualTo(waits.size());
            List<Long> passed = waits.stream().map(Wait::passed).sorted().toList();
            List<Long> worked = waits.stream().map(Wait::worked).sorted().toList();
            assertThat(line.passedMedian()).isEqualTo(share(passed, 0.5));
            assertThat(line.passedNinetieth()).isEqualTo(share(passed, 0.9));
            assertThat(line.workedMedian()).isEqualTo(share(worked, 0.5));
            assertThat(line.workedNinetieth()).isEqualTo(share(worked, 0.9));
        }
    }

    private static void aim(ConfigurableApplicationContext context) {
        BusinessCalendar hours = BusinessCalendar.of(
                        LOS_ANGELES,
                        EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                        Hours.of(9, 12),
                        Hours.of(13, 17))
                .in("US", "");
        CalendarId calendar = context.getBean(Calendars.class)
                .add(new NamedCalendar(new CalendarId(0), "Los Angeles", false, false, hours), Actor.CONSOLE);
        context.getBean(Policies.class)
                .add(
                        new Policy(
                                new PolicyId(0),
                                "Within the hour",
                                Set.of(),
                                Set.of(),
                                Set.of(),
                                new Policy.When.Named(calendar),
                                new Times(Map.of(Target.FIRST_RESPONSE, Duration.ofHours(1)))),
                        Actor.CONSOLE);
    }

    /// Of those who wrote first and were answered, and asked in the last year in which anybody did.
    private static List<Wait> waits(List<List<Tweet>> threads) {
        Instant last = threads.stream()
                .flatMap(thread -> beginnings(thread).stream())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        List<Wait> waits = new ArrayList<>();
        for (List<Tweet> thread : threads) {
            Tweet first = thread.getFirst();
            if (first.ours() || !first.at().isAfter(last.minus(YEAR))) continue;
            thread.stream()
                    .filter(Tweet::ours)
                    .findFirst()
                    .ifPresent(answer -> waits.add(new Wait(
                            Duration.between(first.at(), answer.at()).toSeconds(), worked(first.at(), answer.at()))));
        }
        return waits;
    }

    /// When somebody began to wait.
    private static List<Instant> beginnings(List<Tweet> thread) {
        List<Instant> beginnings = new ArrayList<>();
        boolean waits = false;
        for (Tweet tweet : thread) {
            if (!tweet.ours() && !waits) beginnings.add(tweet.at());
            waits = !tweet.ours();
        }
        return beginnings;
    }

    /// Seconds of business between two moments, looked at minute by minute.
    private static long worked(Instant from, Instant until) {
        long seconds = 0;
        for (Instant at = from; at.isBefore(until); ) {
            Instant minute = at.truncatedTo(ChronoUnit.MINUTES).plusSeconds(60);
            Instant next = minute.isBefore(until) ? minute : until;
            if (isOpen(at.atZone(LOS_ANGELES)))
                seconds += Duration.between(at, next).toSeconds();
            at = next;
        }
        return seconds;
    }

    private static boolean isOpen(ZonedDateTime at) {
        int hour = at.getHour();
        return at.getDayOfWeek().getValue() <= 5
                && !FREE.contains(at.toLocalDate())
                && hour >= 9
                && hour < 17
                && hour != 12;
    }

    private List<Tweet> tweets() throws IOException {
        List<Tweet> tweets = new ArrayList<>();
        try (var rows = CsvReader.builder().ofNamedCsvRecord(data.resolve("twitter_support/twcs_first5000.csv"))) {
            for (NamedCsvRecord row : rows) {
                tweets.add(new Tweet(
                        row.getField("tweet_id"),
                        row.getField("in_response_to_tweet_id").replace(".0", ""),
                        row.getField("author_id"),
                        row.getField("inbound").equals("False"),
                        OffsetDateTime.parse(row.getField("created_at"), TWEETED)
                                .toInstant(),
                        row.getField("text")));
            }
        }
        return tweets;
    }

    /// Each in the order of time. Where nobody but the brand is heard, nobody can say to whom it spoke; what it said to
    /// nobody, as an answer to nothing, is no message and is refused by the import.
    private static List<List<Tweet>> threads(List<Tweet> tweets) {
        Map<String, String> above = new HashMap<>();
        for (Tweet tweet : tweets) {
            if (!tweet.replyTo().isEmpty()) above.put(top(above, tweet.id()), top(above, tweet.replyTo()));
        }
        Map<String, List<Tweet>> threads = new TreeMap<>();
        tweets.forEach(tweet -> threads.computeIfAbsent(top(above, tweet.id()), _ -> new ArrayList<>())
                .add(tweet));
        threads.values().removeIf(thread -> thread.stream().allMatch(Tweet::ours));
        threads.values()
                .forEach(thread ->
                        thread.removeIf(tweet -> tweet.ours() && tweet.replyTo().isEmpty()));
        threads.values().forEach(thread -> thread.sort(Comparator.comparing(Tweet::at)));
        return List.copyOf(threads.values());
    }

    private static String top(Map<String, String> above, String one) {
        String at = one;
        while (above.containsKey(at) && !above.get(at).equals(at)) at = above.get(at);
        return at;
    }

    private Import bring(Imports imports, List<Tweet> tweets) throws IOException {
        Path path = folder.resolve("messages.csv");
        try (CsvWriter out = CsvWriter.builder().build(path)) {
            out.writeRecord("customer", "date", "direction", "message_id", "in_reply_to", "text", "author");
            for (Tweet tweet : tweets) {
                out.writeRecord(
                        tweet.ours() ? "" : tweet.who(),
                        tweet.at().toString(),
                        tweet.ours() ? "out" : "in",
                        tweet.id(),
                        tweet.replyTo(),
                        tweet.text(),
                        tweet.ours() ? tweet.who() : "");
            }
        }
        Kind kind = imports.kind("messages").orElseThrow();
        CsvFile file = CsvFile.open(path);
        Import begun = imports.begin(kind, "messages.csv");
        return imports.run(begun.id(), file, Mapping.guess(kind, file), List.of(), _ -> {});
    }

    /// The smallest that so many are not above.
    private static Duration share(List<Long> sorted, double share) {
        return Duration.ofSeconds(sorted.get((int) Math.ceil(share * sorted.size()) - 1));
    }
}
