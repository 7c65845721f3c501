package valentine.feed;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.channel.Medium;
import valentine.history.History;
import valentine.history.Interaction;
import valentine.history.Kind;

/// Calls the feeds whose hour has come, and writes what is new into the history.
@Service
class Rounds {
    static final Duration AT_MOST_EVERY = Duration.ofHours(1);
    private static final Logger LOGGER = LoggerFactory.getLogger(Rounds.class);
    private static final Duration LONGEST_PAUSE = Duration.ofDays(7);
    private static final int AT_ONCE = 40;
    private static final int TOGETHER = 8;
    private static final int DOUBLINGS = 8;
    private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");

    private final Feeds feeds;
    private final Caller caller;
    private final History history;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Rounds(Feeds feeds, Caller caller, History history, TransactionTemplate transaction, Clock clock) {
        this.feeds = feeds;
        this.caller = caller;
        this.history = history;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// Returns how many it called; a slow site holds up no other.
    int run() {
        List<Feed> due = feeds.take(AT_ONCE, clock.instant().plus(AT_MOST_EVERY));
        try (ExecutorService threads = Executors.newFixedThreadPool(
                TOGETHER, Thread.ofVirtual().name("feed-", 0).factory())) {
            due.forEach(feed -> threads.execute(() -> read(feed)));
        }
        return due.size();
    }

    private void read(Feed feed) {
        try {
            Visit visit = caller.call(feed);
            transaction.executeWithoutResult(_ -> keep(feed, visit));
        } catch (RuntimeException e) {
            // It comes up again in an hour.
            LOGGER.error("Feed {} could not be kept", feed.id().value(), e);
        }
    }

    private void keep(Feed feed, Visit visit) {
        Instant now = clock.instant();
        switch (visit) {
            case Visit.Got got -> {
                got.what().entries().reversed().forEach(entry -> tell(feed, entry, now));
                feeds.got(feed, got.what().title(), got.etag(), got.modified(), next(now));
                if (!got.url().equals(feed.url())) feeds.moved(feed, got.url());
            }
            case Visit.Same _ -> feeds.got(feed, feed.title(), feed.etag(), feed.modified(), next(now));
            case Visit.Failed(var why, var atLeast) ->
                feeds.failed(feed, why, now.plus(pause(feed.failures(), atLeast)));
        }
    }

    private void tell(Feed feed, Entry entry, Instant now) {
        Instant said = entry.at();
        Instant at = said == null || said.isAfter(now) || said.isBefore(EARLIEST) ? now : said;
        Map<String, Object> properties = new LinkedHashMap<>();
        if (!entry.text().isEmpty()) properties.put("text", entry.text());
        if (!entry.link().isEmpty()) properties.put("link", entry.link());
        history.record(new Interaction(
                feed.customer(),
                at,
                Kind.WROTE,
                Interaction.Direction.IN,
                Medium.FEED.key(),
                title(entry),
                properties,
                "feed",
                feed.customer().value() + " " + digest(name(feed, entry.key()))));
    }

    /// Many feeds number their entries from one: such a number means something at that site only. So an entry comes
    /// once, also where a feed is ended and added again, or a customer has the same one in two formats.
    private static String name(Feed feed, String key) {
        return key.contains("://") || key.startsWith("tag:") || key.startsWith("urn:")
                ? key
                : URI.create(feed.url()).getHost() + "\n" + key;
    }

    private static String title(Entry entry) {
        String line = entry.title().isEmpty() ? entry.text().replaceAll("\\s+", " ") : entry.title();
        return line.length() <= 120 ? line : line.substring(0, 119) + "…";
    }

    /// Not all at the full hour.
    private static Instant next(Instant now) {
        return now.plus(AT_MOST_EVERY).plusSeconds(ThreadLocalRandom.current().nextInt(600));
    }

    private static Duration pause(int failures, Duration atLeast) {
        Duration pause = AT_MOST_EVERY.multipliedBy(1L << Math.min(failures, DOUBLINGS));
        Duration longer = pause.compareTo(atLeast) < 0 ? atLeast : pause;
        return longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }

    private static String digest(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
