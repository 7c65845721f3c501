package valentine.transparency;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import valentine.audit.Audit;
import valentine.customer.CustomerId;
import valentine.customer.Discretion;
import valentine.team.Member;
import valentine.vault.PersonalKeys;
import valentine.vault.Vault;

/// The sensitive fields: each kind is kept only for a purpose, encrypted under a key of the customer.
@Service
public class SensitiveFields implements Discretion {
    static final int SHORTEST_REASON = 5;
    static final int LONGEST_REASON = 300;
    private static final int LONGEST_NAME = 80;

    // Index sensitive_field_kind.
    private static final String STANDING = """
            SELECT f.kind, p.key
            FROM (SELECT DISTINCT ON (kind) kind, purpose FROM transparency.sensitive_field ORDER BY kind, id DESC) f
            JOIN transparency.purpose p ON p.id = f.purpose
            WHERE NOT p.ended
            """;
    private static final String DEFINE = """
            INSERT INTO transparency.sensitive_field (kind, purpose, member, at)
            VALUES (:kind, (SELECT id FROM transparency.purpose WHERE key = :purpose), :member, :at)
            """;
    private static final String EMPTY = "DELETE FROM transparency.sensitive_value WHERE kind = :kind";
    private static final String KEEP = """
            INSERT INTO transparency.sensitive_value AS v (customer, kind, value, at, trust, source)
            VALUES (:customer, :kind, :value, :at, :trust, :source)
            ON CONFLICT (customer, kind) DO UPDATE
            SET value = EXCLUDED.value, at = EXCLUDED.at, trust = EXCLUDED.trust, source = EXCLUDED.source
            WHERE (EXCLUDED.trust, EXCLUDED.at) > (v.trust, v.at)
            """;
    private static final String TAKE_AWAY = """
            DELETE FROM transparency.sensitive_value
            WHERE customer = :customer AND kind = :kind AND (trust, at) < (:trust, :at)
            """;
    private static final String LET_GO = """
            INSERT INTO transparency.let_go AS l (day, source, name, kind, times, last_at)
            VALUES (:day, :source, :name, :kind, :times, :at)
            ON CONFLICT (day, source, name) DO UPDATE SET times = l.times + EXCLUDED.times, last_at = EXCLUDED.last_at
            """;
    private static final String LATELY = """
            SELECT name, kind, source, sum(times) AS times, max(last_at) AS last_at
            FROM transparency.let_go
            WHERE day > :since
            GROUP BY name, kind, source
            ORDER BY max(last_at) DESC
            LIMIT 50
            """;
    // Index customer_head, then the primary key.
    private static final String HELD = """
            SELECT DISTINCT ON (v.kind) v.customer, v.kind, v.value, v.at, v.source
            FROM customer.profile c JOIN transparency.sensitive_value v ON v.customer = c.profile
            WHERE c.head = :head
            ORDER BY v.kind, v.trust DESC, v.at DESC, v.customer
            """;

    private final JdbcClient jdbc;
    private final Purposes purposes;
    private final DataUses uses;
    private final SweepTable sweeps;
    private final KeyRing ring;
    private final PersonalKeys keys;
    private final Vault vault;
    private final Audit audit;
    private final Clock clock;

    SensitiveFields(
            JdbcClient jdbc,
            Purposes purposes,
            DataUses uses,
            SweepTable sweeps,
            KeyRing ring,
            PersonalKeys keys,
            Vault vault,
            Audit audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.purposes = purposes;
        this.uses = uses;
        this.sweeps = sweeps;
        this.ring = ring;
        this.keys = keys;
        this.vault = vault;
        this.audit = audit;
        this.clock = clock;
    }

    /// A field that came and was not kept.
    public record LetGo(String name, SensitiveKind kind, String source, long times, Instant lastAt) {}

    /// A value that is kept, not opened.
    ///
    /// @param isReadable whether its key is still there
    public record Held(SensitiveKind kind, Purpose purpose, Instant at, String source, boolean isReadable) {}

    /// What came of opening one.
    public sealed interface Opened {
        record Value(SensitiveKind kind, Purpose purpose, String text) implements Opened {
            @Override
            public String toString() {
                return kind.key();
            }
        }

        record Refused(String why) implements Opened {}
    }

    @SuppressWarnings("ArrayRecordComponent") // Never compared, read at once.
    private record Row(long profile, SensitiveKind kind, byte[] value, Instant at, String source) {}

    @Override
    public Sifted sift(Map<String, ?> traits) {
        return Sieve.sift(traits);
    }

    @Override
    public Sifted sift(Map<String, ?> traits, String kind) {
        return Sieve.sift(traits, found -> found.key().equals(kind));
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void keep(List<Kept> all) {
        Set<SensitiveKind> wanted = kept();
        Map<String, LetGo> letGo = new TreeMap<>();
        List<Kept> kept = new ArrayList<>();
        for (Kept one : all) {
            List<Taken> wantedHere = new ArrayList<>();
            for (Taken taken : one.taken()) {
                SensitiveKind kind = SensitiveKind.of(taken.kind()).orElseThrow();
                if (wanted.contains(kind)) wantedHere.add(taken);
                else letGo.merge(one.source() + "\n" + taken.name(), letGo(one, taken, kind), SensitiveFields::sum);
            }
            if (!wantedHere.isEmpty()) {
                kept.add(new Kept(one.profile(), one.at(), one.trust(), one.source(), wantedHere));
            }
        }
        write(kept);
        letGo.values().forEach(this::write);
    }

    /// The kinds that are kept when they are said of somebody; the others are let go.
    public Set<SensitiveKind> kept() {
        return vault.isReady() ? standing().keySet() : EnumSet.noneOf(SensitiveKind.class);
    }

    /// Each kind that is kept, with its purpose.
    public Map<SensitiveKind, Purpose> standing() {
        Map<SensitiveKind, Purpose> standing = new EnumMap<>(SensitiveKind.class);
        jdbc.sql(STANDING).query(row -> {
            Optional<SensitiveKind> kind = SensitiveKind.of(row.getString("kind"));
            Optional<Purpose> purpose = purposes.one(new PurposeKey(row.getString("key")));
            if (kind.isPresent() && purpose.isPresent()) standing.put(kind.get(), purpose.get());
        });
        return standing;
    }

    /// From now on this kind is kept for this purpose; says why not where that cannot be. Values of it that lie open
    /// from before are sealed in the background.
    @Transactional
    public Optional<String> define(SensitiveKind kind, PurposeKey key, Member member) {
        Optional<Purpose> purpose = purposes.one(key).filter(one -> !one.ended());
        if (purpose.isEmpty()) return Optional.of("Choose a purpose: without one nothing sensitive is kept.");
        if (kind.isSpecial() && purpose.get().special().isBlank()) {
            return Optional.of("This is a special category. Say at the purpose on which ground of article 9 it rests.");
        }
        if (!vault.isReady()) {
            return Optional.of("There is no master key, so nothing can be encrypted. Set VALENTINE_MASTER_KEY first.");
        }
        state(kind, key.value(), member);
        sweeps.begin(kind);
        return Optional.empty();
    }

    /// From now on this kind is not kept; what we hold of it goes, in the background also what lies open from before.
    @Transactional
    public void end(SensitiveKind kind, Member member) {
        state(kind, null, member);
        jdbc.sql(EMPTY).param("kind", kind.key()).update();
        sweeps.begin(kind);
    }

    /// What came in the last thirty days and was not kept, the latest first.
    public List<LetGo> lately() {
        return jdbc.sql(LATELY)
                .param(
                        "since",
                        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(30))
                .query((row, _) -> new LetGo(
                        row.getString("name"),
                        SensitiveKind.of(row.getString("kind")).orElseThrow(),
                        row.getString("source"),
                        row.getLong("times"),
                        row.getObject("last_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /// What we hold of a customer, closed.
    public List<Held> of(CustomerId head) {
        List<Row> rows = rows(head);
        if (rows.isEmpty()) return List.of();
        Map<SensitiveKind, Purpose> standing = standing();
        Map<Long, Long> known = ring.known(rows.stream().map(Row::profile).toList());
        return rows.stream()
                .filter(row -> standing.containsKey(row.kind()))
                .map(row -> new Held(
                        row.kind(),
                        java.util.Objects.requireNonNull(standing.get(row.kind())),
                        row.at(),
                        row.source(),
                        isReadable(known.get(row.profile()))))
                .toList();
    }

    /// Opens a value for a reason; that it was opened is recorded in the same transaction.
    @Transactional
    public Opened open(CustomerId head, SensitiveKind kind, String reason, Member member, String request) {
        String why = reason.strip();
        if (why.length() < SHORTEST_REASON || why.length() > LONGEST_REASON) {
            return new Opened.Refused("Say why you need to see it, in 5 to 300 letters. The customer can read it.");
        }
        Purpose purpose = standing().get(kind);
        Optional<Row> row =
                rows(head).stream().filter(one -> one.kind() == kind).findFirst();
        if (purpose == null || row.isEmpty()) return new Opened.Refused("We hold nothing of this kind.");
        if (!member.role().reaches(purpose.role())) {
            return new Opened.Refused(
                    "Only a " + purpose.role().label().toLowerCase(java.util.Locale.ROOT) + " or above may open this.");
        }
        Optional<String> text = text(row.get());
        if (text.isEmpty()) return new Opened.Refused("Its key was destroyed: nobody can read it any more.");
        uses.record(new DataUses.Use(
                head,
                DataUses.Act.REVEALED,
                List.of(Category.SENSITIVE),
                purpose.key(),
                "member " + member.id().value(),
                kind.label() + ": " + why,
                request));
        return new Opened.Value(kind, purpose, text.get());
    }

    /// What we hold of a customer in clear, for himself to take with him.
    Map<SensitiveKind, String> forHimself(CustomerId head) {
        Map<SensitiveKind, String> all = new EnumMap<>(SensitiveKind.class);
        for (Row row : rows(head)) text(row).ifPresent(text -> all.put(row.kind(), text));
        return all;
    }

    private void state(SensitiveKind kind, @Nullable String purpose, Member member) {
        jdbc.sql(DEFINE)
                .param("kind", kind.key())
                .param("purpose", purpose)
                .param("member", member.id().value())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        audit.record(
                member.actor(),
                purpose == null ? "sensitive field ended" : "sensitive field defined",
                "sensitive field " + kind.key(),
                purpose == null ? Map.of() : Map.of("purpose", purpose));
    }

    private void write(List<Kept> all) {
        if (all.isEmpty()) return;
        Map<Long, Long> ours =
                ring.of(all.stream().map(one -> one.profile().value()).toList());
        for (Kept one : all) {
            long profile = one.profile().value();
            long key = java.util.Objects.requireNonNull(ours.get(profile));
            for (Taken taken : one.taken()) write(one, taken, key);
        }
    }

    private void write(Kept one, Taken taken, long key) {
        long profile = one.profile().value();
        var statement = jdbc.sql(taken.value() == null ? TAKE_AWAY : KEEP)
                .param("customer", profile)
                .param("kind", taken.kind())
                .param("at", one.at().atOffset(ZoneOffset.UTC))
                .param("trust", one.trust().rank());
        if (taken.value() == null) {
            statement.update();
            return;
        }
        byte[] plain = taken.value().getBytes(StandardCharsets.UTF_8);
        statement
                .param("value", keys.seal(key, plain, context(profile, taken.kind())))
                .param("source", one.source())
                .update();
    }

    private void write(LetGo gone) {
        jdbc.sql(LET_GO)
                .param("day", LocalDate.ofInstant(gone.lastAt(), ZoneOffset.UTC))
                .param("source", gone.source())
                .param("name", gone.name())
                .param("kind", gone.kind().key())
                .param("times", gone.times())
                .param("at", gone.lastAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    private LetGo letGo(Kept one, Taken taken, SensitiveKind kind) {
        String name = taken.name().replaceAll("[\\p{Cc}\\p{Cs}]", " ");
        return new LetGo(
                name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME),
                kind,
                one.source(),
                1,
                clock.instant());
    }

    private static LetGo sum(LetGo one, LetGo other) {
        return new LetGo(one.name(), one.kind(), one.source(), one.times() + other.times(), other.lastAt());
    }

    private List<Row> rows(CustomerId head) {
        return jdbc.sql(HELD)
                .param("head", head.value())
                .query((row, _) -> new Row(
                        row.getLong("customer"),
                        SensitiveKind.of(row.getString("kind")).orElseThrow(),
                        row.getBytes("value"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("source")))
                .list();
    }

    private Optional<String> text(Row row) {
        Long key = ring.known(List.of(row.profile())).get(row.profile());
        if (key == null) return Optional.empty();
        return keys.open(key, row.value(), context(row.profile(), row.kind().key()))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private boolean isReadable(@Nullable Long key) {
        return key != null && !keys.isDestroyed(key);
    }

    private static byte[] context(long profile, String kind) {
        return (kind + " of " + profile).getBytes(StandardCharsets.US_ASCII);
    }
}
