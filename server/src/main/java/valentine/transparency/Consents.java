package valentine.transparency;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import valentine.customer.CustomerId;

/// What customers said we may do, and whether we may.
@Service
public class Consents {
    private static final Duration CLOCKS_MAY_DIFFER = Duration.ofMinutes(5);
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

    // Of other purposes only an objection to marketing matters. The purposes are few; whose profile it is by the
    // primary key, the head's profiles by the index customer_head, the
    // words of each by the primary key of consent_standing.
    private static final String MAY = """
            SELECT p.key = :purpose AS this, p.basis, p.marketing, p.ended, known.head, s.customer, s.given_at,
                   s.in_person_at, s.withdrawn_at, s.objected_at
            FROM transparency.purpose p
            LEFT JOIN (SELECT head FROM customer.profile WHERE profile = :customer) known ON true
            LEFT JOIN customer.profile c ON c.head = known.head
            LEFT JOIN transparency.consent_standing s
                ON s.customer = c.profile AND s.purpose = p.id AND s.channel IN (:channel, 'any')
            WHERE p.key = :purpose OR (p.marketing AND s.objected_at IS NOT NULL)
            """;
    private static final String SAY = """
            INSERT INTO transparency.consent
                (customer, purpose, channel, word, at, received_at, origin, by, wording, proof, version, digest)
            SELECT :customer, id, :channel, :word, :at, :received, :origin, :by, :wording, :proof, version, :digest
            FROM transparency.purpose WHERE key = :purpose
            ON CONFLICT DO NOTHING
            RETURNING id
            """;
    private static final String STAND = """
            INSERT INTO transparency.consent_standing AS s
                (customer, purpose, channel, given_at, in_person_at, withdrawn_at, objected_at)
            SELECT :customer, id, :channel, :given, :person, :withdrawn, :objected
            FROM transparency.purpose WHERE key = :purpose
            ON CONFLICT (customer, purpose, channel) DO UPDATE
            SET given_at = greatest(s.given_at, EXCLUDED.given_at),
                in_person_at = greatest(s.in_person_at, EXCLUDED.in_person_at),
                withdrawn_at = greatest(s.withdrawn_at, EXCLUDED.withdrawn_at),
                objected_at = greatest(s.objected_at, EXCLUDED.objected_at)
            """;
    // For each profile a range of the index consent_customer.
    private static final String SAID = """
            SELECT w.id, w.customer, p.key, p.name, w.channel, w.word, w.at, w.received_at, w.origin, w.by, w.wording,
                   w.proof, w.version
            FROM customer.profile c
            CROSS JOIN LATERAL (
                SELECT id, customer, purpose, channel, word, at, received_at, origin, by, wording, proof, version
                FROM transparency.consent WHERE customer = c.profile ORDER BY at DESC, id DESC LIMIT :limit) w
            JOIN transparency.purpose p ON p.id = w.purpose
            WHERE c.head = :head
            ORDER BY w.at DESC, w.id DESC
            LIMIT :limit
            """;
    private static final String ONE = """
            SELECT w.id, w.customer, p.key, p.name, w.channel, w.word, w.at, w.received_at, w.origin, w.by, w.wording,
                   w.proof, w.version
            FROM transparency.consent w JOIN transparency.purpose p ON p.id = w.purpose
            JOIN customer.profile c ON c.profile = w.customer
            WHERE w.id = :id AND c.head = :head
            """;

    private final JdbcClient jdbc;
    private final Purposes purposes;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Consents(JdbcClient jdbc, Purposes purposes, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.purposes = purposes;
        this.events = events;
        this.clock = clock;
    }

    /// What became of a statement.
    public sealed interface Kept {
        /// It is kept; or it was known before.
        record Said(boolean isNew) implements Kept {}

        record Refused(String why) implements Kept {}
    }

    /// A statement as it is kept.
    public record Entry(long id, Statement statement, String purposeName, Instant receivedAt, int version) {}

    /// How a purpose stands with a customer on a channel.
    public record Choice(Purpose purpose, Channel channel, Allowed allowed) {}

    /// Whether this may be done for this purpose on this channel, now. Every sender asks this at the moment of use.
    public Allowed may(CustomerId customer, PurposeKey purpose, Channel channel) {
        List<Standing> standings = new ArrayList<>();
        Asked asked = new Asked();
        jdbc.sql(MAY)
                .param("customer", customer.value())
                .param("purpose", purpose.value())
                .param("channel", channel.key())
                .query(row -> {
                    asked.read(row);
                    standing(row).ifPresent(standings::add);
                });
        if (asked.basis == null) return new Allowed.No(Allowed.Why.NO_PURPOSE);
        if (asked.ended) return new Allowed.No(Allowed.Why.ENDED);
        if (!asked.known) return new Allowed.No(Allowed.Why.UNKNOWN);
        return Standing.decide(asked.basis, asked.marketing, standings);
    }

    /// Keeps what a customer said. Saying the same again changes nothing.
    @Transactional
    public Kept say(Statement said) {
        Instant now = clock.instant();
        if (said.at().isAfter(now.plus(CLOCKS_MAY_DIFFER))) return new Kept.Refused("It lies in the future.");
        if (said.at().isBefore(EARLIEST)) return new Kept.Refused("It lies before 1900.");
        if (purposes.one(said.purpose()).isEmpty()) {
            return new Kept.Refused(
                    "There is no purpose '" + said.purpose().value() + "'. Register it under Settings, Purposes.");
        }
        Optional<Long> id = jdbc.sql(SAY)
                .param("customer", said.customer().value())
                .param("purpose", said.purpose().value())
                .param("channel", said.channel().key())
                .param("word", said.word().key())
                .param("at", at(said.at()))
                .param("received", at(now))
                .param("origin", said.origin().key())
                .param("by", said.by())
                .param("wording", said.wording())
                .param("proof", said.proof())
                .param("digest", digest(said.print()))
                .query((row, _) -> row.getLong("id"))
                .optional();
        if (id.isEmpty()) return new Kept.Said(false);
        stand(said);
        events.publishEvent(
                new ConsentSaid(id.get(), said.customer(), said.purpose(), said.channel(), said.word(), said.at()));
        return new Kept.Said(true);
    }

    /// What a customer said, the latest first.
    public List<Entry> said(CustomerId head, int limit) {
        return jdbc.sql(SAID)
                .param("head", head.value())
                .param("limit", limit)
                .query((row, _) -> entry(row))
                .list();
    }

    /// One statement of a customer.
    public Optional<Entry> one(CustomerId head, long id) {
        return jdbc.sql(ONE)
                .param("head", head.value())
                .param("id", id)
                .query((row, _) -> entry(row))
                .optional();
    }

    /// Everything a customer can choose: the purposes that need consent or that he can object to, on a channel.
    public List<Choice> choices(CustomerId head, Channel channel) {
        return purposes.all().stream()
                .filter(purpose -> !purpose.ended())
                .filter(purpose -> purpose.basis() == Basis.CONSENT
                        || purpose.marketing()
                        || purpose.basis().isOpenToObjection())
                .map(purpose -> new Choice(purpose, channel, may(head, purpose.key(), channel)))
                .toList();
    }

    private static final class Asked {
        private @Nullable Basis basis;
        private boolean marketing;
        private boolean ended;
        private boolean known;

        private void read(ResultSet row) throws SQLException {
            if (!row.getBoolean("this")) return;
            basis = Basis.of(row.getString("basis"));
            marketing = row.getBoolean("marketing");
            ended = row.getBoolean("ended");
            known = row.getObject("head") != null;
        }
    }

    private static Optional<Standing> standing(ResultSet row) throws SQLException {
        long profile = row.getLong("customer");
        if (row.wasNull()) return Optional.empty();
        return Optional.of(new Standing(
                profile,
                row.getBoolean("this"),
                moment(row, "given_at"),
                moment(row, "in_person_at"),
                moment(row, "withdrawn_at"),
                moment(row, "objected_at")));
    }

    private void stand(Statement said) {
        OffsetDateTime at = at(said.at());
        boolean given = said.word() == ConsentWord.GIVEN;
        jdbc.sql(STAND)
                .param("customer", said.customer().value())
                .param("purpose", said.purpose().value())
                .param("channel", said.channel().key())
                .param("given", given ? at : null, java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param(
                        "person",
                        given && said.origin().isInPerson() ? at : null,
                        java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param(
                        "withdrawn",
                        said.word() == ConsentWord.WITHDRAWN ? at : null,
                        java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param(
                        "objected",
                        said.word() == ConsentWord.OBJECTED ? at : null,
                        java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        Statement statement = new Statement(
                new CustomerId(row.getLong("customer")),
                new PurposeKey(row.getString("key")),
                Channel.of(row.getString("channel")).orElseThrow(),
                ConsentWord.of(row.getString("word")).orElseThrow(),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                Statement.Origin.valueOf(row.getString("origin").toUpperCase(java.util.Locale.ROOT)),
                row.getString("by"),
                row.getString("wording"),
                row.getString("proof"));
        return new Entry(
                row.getLong("id"),
                statement,
                row.getString("name"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getInt("version"));
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
