package valentine.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;
import valentine.customer.CustomerId;
import valentine.team.Firms;
import valentine.web.Moment;
import valentine.web.Money;

/// What happened with a customer, newest first.
@Service
public class Timeline {
    private static final int PAGE = 30;
    private static final int FACTS_EACH = 40;

    // For each profile backwards along the primary key (customer, at, id).
    private static final String READ = """
            SELECT c.customer, c.name, i.id, i.at, i.kind, i.channel, i.title, i.amount, i.currency, i.properties
            FROM customer.card c JOIN customer.profile p ON p.head = c.customer
            CROSS JOIN LATERAL (
                SELECT id, at, kind, channel, title, amount, currency, properties
                FROM history.interaction
                WHERE customer = p.profile AND (at, id) < (:at, :id) %2$s
                ORDER BY at DESC, id DESC
                LIMIT :limit
            ) i
            WHERE %1$s = :whose
            ORDER BY i.at DESC, i.id DESC
            LIMIT :limit
            """;
    private static final String OF_KINDS = "AND kind = ANY (:kinds)";
    private static final String FIRST = """
            SELECT min(i.at) AS at
            FROM customer.card c JOIN customer.profile p ON p.head = c.customer
            CROSS JOIN LATERAL (
                SELECT at
                FROM history.interaction
                WHERE customer = p.profile
                ORDER BY at, id
                LIMIT 1
            ) i
            WHERE %s = :whose
            """;
    // For each customer the same walk along the primary key.
    private static final String FACTS = """
            SELECT asked.customer, i.at, i.kind, i.title, i.score, i.scale
            FROM unnest(:customers::bigint[]) AS asked (customer)
            CROSS JOIN LATERAL (
                SELECT f.at, f.id, f.kind, f.title, f.score, f.scale
                FROM customer.profile p
                CROSS JOIN LATERAL (
                    SELECT at, id, kind, title, properties ->> 'score' AS score, properties ->> 'scale' AS scale
                    FROM history.interaction
                    WHERE customer = p.profile AND at >= :since AND at <= :until AND kind = ANY (:kinds)
                    ORDER BY at DESC, id DESC
                    LIMIT :limit
                ) f
                WHERE p.head = asked.customer
                ORDER BY f.at DESC, f.id DESC
                LIMIT :limit
            ) i
            ORDER BY asked.customer, i.at DESC, i.id DESC
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Firms firms;
    private final Clock clock;

    Timeline(JdbcClient jdbc, JsonMapper json, Firms firms, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.firms = firms;
        this.clock = clock;
    }

    /// The latest facts of these kinds about these customers since a moment, newest first within each.
    public List<Fact> facts(Collection<CustomerId> customers, Collection<Kind> kinds, Instant since) {
        if (customers.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(FACTS)
                .param("customers", customers.stream().map(CustomerId::value).toArray(Long[]::new))
                .param("kinds", kinds.stream().map(Kind::key).toArray(String[]::new))
                .param("since", since.atOffset(ZoneOffset.UTC))
                .param("until", clock.instant().atOffset(ZoneOffset.UTC))
                .param("limit", FACTS_EACH)
                .query((row, _) -> new Fact(
                        new CustomerId(row.getLong("customer")),
                        at(row),
                        Kind.of(row.getString("kind")).orElseThrow(),
                        row.getString("title"),
                        number(row.getString("score")),
                        number(row.getString("scale"))))
                .list();
    }

    /// One page of the timeline.
    Part read(Look look) {
        ZoneId zone = firms.ours().zone();
        Instant now = clock.instant();
        Mark before = start(look, zone);
        Topic topic = look.topic();
        var query = jdbc.sql(READ.formatted(column(look.whose()), topic == null ? "" : OF_KINDS))
                .param("whose", look.whose().number())
                .param("at", before.at().atOffset(ZoneOffset.UTC))
                .param("id", before.id())
                .param("limit", PAGE + 1);
        if (topic != null) {
            query = query.param("kinds", kinds(topic));
        }
        List<Entry> found =
                query.query((row, _) -> entry(row, look.whose(), now, zone)).list();
        List<Entry> shown = found.subList(0, Math.min(PAGE, found.size()));
        return new Part(
                look, shown, found.size() > PAGE ? look.before(shown.getLast().mark()) : null);
    }

    /// When the history begins.
    Optional<Moment> first(Whose whose) {
        return jdbc.sql(FIRST.formatted(column(whose)))
                .param("whose", whose.number())
                .query((row, _) -> Optional.ofNullable(row.getObject("at", OffsetDateTime.class)))
                .single()
                .map(at ->
                        Moment.of(at.toInstant(), clock.instant(), firms.ours().zone()));
    }

    /// Some rows, and how to look at those that come after.
    record Part(Look look, List<Entry> entries, @Nullable Look older) {
        Part {
            entries = List.copyOf(entries);
        }
    }

    private static String column(Whose whose) {
        return switch (whose) {
            case Whose.Customer _ -> "c.customer";
            case Whose.Account _ -> "c.account";
        };
    }

    private static Mark start(Look look, ZoneId zone) {
        Mark end = look.asOf() == null
                ? Mark.NEWEST
                : new Mark(look.asOf().plusDays(1).atStartOfDay(zone).toInstant(), 0);
        Mark before = look.before();
        return before == null || before.at().isAfter(end.at()) ? end : before;
    }

    private static String[] kinds(Topic topic) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.topic() == topic)
                .map(Kind::key)
                .toArray(String[]::new);
    }

    private Entry entry(ResultSet row, Whose whose, Instant now, ZoneId zone) throws SQLException {
        String currency = row.getString("currency");
        var amount = row.getBigDecimal("amount");
        Instant at = at(row);
        return new Entry(
                new Mark(at, row.getLong("id")),
                switch (whose) {
                    case Whose.Customer _ -> null;
                    case Whose.Account _ ->
                        new Entry.Contact(new CustomerId(row.getLong("customer")), row.getString("name"));
                },
                row.getString("kind"),
                row.getString("title"),
                row.getString("channel"),
                amount == null || currency == null ? null : new Money(amount, currency),
                Details.of(json.readTree(row.getString("properties")), currency),
                Moment.of(at, now, zone));
    }

    private static Instant at(ResultSet row) throws SQLException {
        return row.getObject("at", OffsetDateTime.class).toInstant();
    }

    private static OptionalDouble number(@Nullable String text) {
        try {
            return text == null ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
