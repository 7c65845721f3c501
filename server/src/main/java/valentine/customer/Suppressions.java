package valentine.customer;

import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import valentine.team.MemberId;

/// Whom we were asked to forget and shall not take in again, known by nothing but the fingerprints of their handles.
@Service
public class Suppressions {
    private static final int ROWS_AT_ONCE = 5_000;

    // Indexes handle_profile and handle_customer.
    private static final String HANDLES = """
            SELECT h.kind, h.value FROM customer.handle h
            WHERE h.profile = ANY (CAST(:profiles AS bigint[])) OR h.customer = ANY (CAST(:profiles AS bigint[]))
            """;
    private static final String EVERYBODY = """
            SELECT h.kind, h.value, c.head
            FROM customer.handle h JOIN customer.customer c ON c.id = h.customer
            """;

    private final SuppressionTable table;
    private final Fingerprints fingerprints;
    private final Identity identity;
    private final JdbcClient jdbc;
    private final Clock clock;

    Suppressions(SuppressionTable table, Fingerprints fingerprints, Identity identity, JdbcClient jdbc, Clock clock) {
        this.table = table;
        this.fingerprints = fingerprints;
        this.identity = identity;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// The fingerprints of all handles of these profiles.
    public Set<Fingerprint> of(Collection<CustomerId> profiles) {
        Fingerprints.Maker maker = fingerprints.maker();
        return new LinkedHashSet<>(jdbc.sql(HANDLES)
                .param("profiles", profiles.stream().map(CustomerId::value).toArray(Long[]::new))
                .query((row, _) -> maker.of(handle(row.getString("kind"), row.getString("value"))))
                .list());
    }

    /// Tells one key from another without telling either.
    public Fingerprint mark() {
        return fingerprints.maker().of(new Handle(Handle.Kind.EXTERNAL, "mark of the key"));
    }

    /// From now on nobody comes in under these any more; what is remembered of the profiles goes too.
    @Transactional
    public void suppress(UUID erasure, Collection<Fingerprint> prints, Collection<CustomerId> profiles) {
        identity.lock();
        table.suppress(erasure, prints, clock.instant());
        identity.forget(profiles);
    }

    /// Whose erasure keeps this handle out.
    public Optional<UUID> erasureOf(Handle handle) {
        return table.erasureOf(handle);
    }

    /// Lets somebody in again under all handles of his erasure.
    @Transactional
    public boolean lift(UUID erasure, MemberId by) {
        identity.lock();
        return table.lift(erasure, by.value(), clock.instant());
    }

    /// The customers of whom we know a handle with such a fingerprint; looks at every handle there is.
    public Map<Fingerprint, CustomerId> known(Set<Fingerprint> prints) {
        Map<Fingerprint, CustomerId> known = new HashMap<>();
        if (prints.isEmpty()) return known;
        Fingerprints.Maker maker = fingerprints.maker();
        RowCallbackHandler each = row -> {
            Fingerprint print = maker.of(handle(row.getString("kind"), row.getString("value")));
            if (prints.contains(print)) known.put(print, new CustomerId(row.getLong("head")));
        };
        jdbc.sql(EVERYBODY).withFetchSize(ROWS_AT_ONCE).query(each);
        return known;
    }

    private static Handle handle(String kind, String value) {
        return new Handle(Handle.Kind.of(kind), value);
    }
}
