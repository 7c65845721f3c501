package valentine.feed;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import valentine.customer.CustomerId;
import valentine.team.MemberId;

/// The feeds of customers, as they are kept.
@Repository
class Feeds {
    /// Of one customer.
    static final int MOST = 10;

    private static final String COLUMNS =
            "f.id, f.customer, f.url, f.title, f.etag, f.modified, f.failures, f.trouble, f.last_at";
    // Views and index feed_customer.
    private static final String OF = "SELECT " + COLUMNS + """

            FROM customer.profile p JOIN feed.feed f ON f.customer = p.profile
            WHERE p.head = :customer AND f.ended_at IS NULL
            ORDER BY f.id
            LIMIT 100
            """;
    private static final String ADD = """
            INSERT INTO feed.feed (customer, url, added_by, added_at, next_at)
            VALUES (:customer, :url, :by, :now, :now)
            ON CONFLICT (customer, url) WHERE ended_at IS NULL DO NOTHING
            """;
    private static final String END = "UPDATE feed.feed SET ended_at = :now WHERE id = :id AND ended_at IS NULL";
    // Index feed_next. Whoever takes one has it for an hour, and so has whoever stops meanwhile.
    private static final String TAKE = """
            UPDATE feed.feed f SET next_at = :later
            WHERE f.id IN (
                SELECT id FROM feed.feed WHERE ended_at IS NULL AND next_at <= :now
                ORDER BY next_at LIMIT :most FOR UPDATE SKIP LOCKED)
            RETURNING
            """ + " " + COLUMNS;
    private static final String GOT = """
            UPDATE feed.feed
            SET title = :title, etag = :etag, modified = :modified, last_at = :now, next_at = :next, failures = 0,
                trouble = NULL
            WHERE id = :id AND ended_at IS NULL
            """;
    private static final String MOVED = """
            UPDATE feed.feed f SET url = :url
            WHERE f.id = :id AND NOT EXISTS (
                SELECT FROM feed.feed o WHERE o.customer = f.customer AND o.url = :url AND o.ended_at IS NULL)
            """;
    private static final String FAILED = """
            UPDATE feed.feed SET failures = failures + 1, trouble = :why, next_at = :next
            WHERE id = :id AND ended_at IS NULL
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    Feeds(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    List<Feed> of(CustomerId customer) {
        return jdbc.sql(OF)
                .param("customer", customer.value())
                .query((row, _) -> feed(row))
                .list();
    }

    /// It is called within a minute; one that is there already stays as it is.
    @Transactional
    boolean add(CustomerId customer, String url, MemberId by) {
        if (of(customer).size() >= MOST) return false;
        jdbc.sql(ADD)
                .param("customer", customer.value())
                .param("url", url)
                .param("by", by.value())
                .param("now", at(clock.instant()))
                .update();
        return true;
    }

    /// What came by it stays; false where it is none of this customer.
    @Transactional
    boolean end(CustomerId customer, FeedId id) {
        return of(customer).stream().anyMatch(feed -> feed.id().equals(id))
                && jdbc.sql(END)
                                .param("id", id.value())
                                .param("now", at(clock.instant()))
                                .update()
                        == 1;
    }

    List<Feed> take(int most, Instant later) {
        return jdbc.sql(TAKE)
                .param("now", at(clock.instant()))
                .param("later", at(later))
                .param("most", most)
                .query((row, _) -> feed(row))
                .list();
    }

    void got(Feed feed, String title, @Nullable String etag, @Nullable String modified, Instant next) {
        jdbc.sql(GOT)
                .param("id", feed.id().value())
                .param("title", title)
                .param("etag", etag, java.sql.Types.VARCHAR)
                .param("modified", modified, java.sql.Types.VARCHAR)
                .param("now", at(clock.instant()))
                .param("next", at(next))
                .update();
    }

    void moved(Feed feed, String url) {
        jdbc.sql(MOVED).param("id", feed.id().value()).param("url", url).update();
    }

    void failed(Feed feed, String why, Instant next) {
        jdbc.sql(FAILED)
                .param("id", feed.id().value())
                .param("why", why)
                .param("next", at(next))
                .update();
    }

    private static Feed feed(ResultSet row) throws SQLException {
        return new Feed(
                new FeedId(row.getLong("id")),
                new CustomerId(row.getLong("customer")),
                row.getString("url"),
                row.getString("title"),
                row.getString("etag"),
                row.getString("modified"),
                row.getInt("failures"),
                row.getString("trouble"),
                Optional.ofNullable(row.getObject("last_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant)
                        .orElse(null));
    }

    private static OffsetDateTime at(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
