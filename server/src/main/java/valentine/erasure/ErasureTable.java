package valentine.erasure;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import valentine.customer.CustomerId;
import valentine.team.MemberId;

/// Erasures and their steps as they are kept.
@Repository
class ErasureTable {
    private static final String ADD = """
            INSERT INTO erasure.erasure (id, customer, profiles, why, member, begun_at, handles)
            VALUES (CAST(:id AS uuid), :customer, :profiles, :why, :member, :now, :handles)
            """;
    private static final String COLUMNS = """
            SELECT id, number, customer, profiles, why, member, begun_at, suppressed_at, handles, finished_at, hash
            FROM erasure.erasure
            """;
    private static final String ONE = COLUMNS + "WHERE number = :number";
    // Index erasure_unfinished.
    private static final String UNFINISHED = COLUMNS + "WHERE finished_at IS NULL ORDER BY number LIMIT 1000";
    // Index erasure_customer.
    private static final String OF = COLUMNS + "WHERE customer = :customer AND finished_at IS NULL LIMIT 1";
    // The unique index of number, backwards.
    private static final String LATEST = COLUMNS + "WHERE number < :below ORDER BY number DESC LIMIT :limit";
    private static final String KNOWN = "SELECT id FROM erasure.erasure WHERE id = ANY (CAST(:ids AS uuid[]))";
    private static final String LOCK = "SELECT number FROM erasure.erasure WHERE number = :number FOR UPDATE";
    private static final String SUPPRESSED = """
            UPDATE erasure.erasure SET suppressed_at = :now, handles = :handles WHERE number = :number
            """;
    private static final String FINISHED = """
            UPDATE erasure.erasure SET finished_at = :now, hash = :hash WHERE number = :number
            """;
    private static final String STEP = """
            INSERT INTO erasure.step AS s (erasure, part, place, forgotten, done_at)
            VALUES (CAST(:erasure AS uuid), :part, :place, :forgotten, :now)
            ON CONFLICT (erasure, part) DO UPDATE
            SET forgotten = s.forgotten + excluded.forgotten, done_at = excluded.done_at
            """;
    private static final String STEPS = """
            SELECT part, forgotten, done_at FROM erasure.step WHERE erasure = CAST(:erasure AS uuid) ORDER BY place
            """;
    private static final String READMIT = """
            INSERT INTO erasure.readmission (erasure, why, member, at)
            VALUES (CAST(:erasure AS uuid), :why, :member, :now)
            ON CONFLICT (erasure) DO NOTHING
            """;

    private final JdbcClient jdbc;

    ErasureTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(
            UUID id,
            CustomerId customer,
            Collection<CustomerId> profiles,
            Erasure.Why why,
            @Nullable MemberId member,
            int handles,
            Instant now) {
        jdbc.sql(ADD)
                .param("id", id.toString())
                .param("customer", customer.value())
                .param("profiles", profiles.stream().map(CustomerId::value).toArray(Long[]::new))
                .param("why", why.name().toLowerCase(Locale.ROOT))
                .param("member", member == null ? null : member.value())
                .param("handles", handles)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    long count(Erasure.Why why) {
        return jdbc.sql("SELECT count(*) FROM erasure.erasure WHERE why = :why")
                .param("why", why.name().toLowerCase(Locale.ROOT))
                .query((row, _) -> row.getLong(1))
                .single();
    }

    Optional<Erasure> find(long number) {
        return jdbc.sql(ONE).param("number", number).query(ErasureTable::read).optional();
    }

    Optional<Erasure> underWay(CustomerId customer) {
        return jdbc.sql(OF)
                .param("customer", customer.value())
                .query(ErasureTable::read)
                .optional();
    }

    List<Erasure> unfinished() {
        return jdbc.sql(UNFINISHED).query(ErasureTable::read).list();
    }

    List<Erasure> latest(long below, int limit) {
        return jdbc.sql(LATEST)
                .param("below", below)
                .param("limit", limit)
                .query(ErasureTable::read)
                .list();
    }

    Set<UUID> known(Collection<UUID> ids) {
        return new HashSet<>(jdbc.sql(KNOWN)
                .param("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> row.getObject("id", UUID.class))
                .list());
    }

    /// Until the end of the transaction nobody else goes on with it.
    void lock(long number) {
        jdbc.sql(LOCK).param("number", number).query((_, _) -> true).single();
    }

    void suppressed(Erasure erasure, int handles, Instant now) {
        jdbc.sql(SUPPRESSED)
                .param("number", erasure.number())
                .param("handles", handles)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    void finished(Erasure erasure, String hash, Instant now) {
        jdbc.sql(FINISHED)
                .param("number", erasure.number())
                .param("hash", hash)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    void step(Erasure erasure, String part, int place, long forgotten, Instant now) {
        jdbc.sql(STEP)
                .param("erasure", erasure.id().toString())
                .param("part", part)
                .param("place", place)
                .param("forgotten", forgotten)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    List<Erasure.Step> steps(Erasure erasure) {
        return jdbc.sql(STEPS)
                .param("erasure", erasure.id().toString())
                .query((row, _) ->
                        new Erasure.Step(row.getString("part"), row.getLong("forgotten"), instant(row, "done_at")))
                .list();
    }

    void readmit(UUID erasure, String why, MemberId member, Instant now) {
        jdbc.sql(READMIT)
                .param("erasure", erasure.toString())
                .param("why", why)
                .param("member", member.value())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static Erasure read(ResultSet row, int number) throws SQLException {
        Long[] profiles = (Long[]) row.getArray("profiles").getArray();
        long member = row.getLong("member");
        MemberId by = row.wasNull() ? null : new MemberId(member);
        return new Erasure(
                row.getObject("id", UUID.class),
                row.getLong("number"),
                new CustomerId(row.getLong("customer")),
                Arrays.stream(profiles).map(CustomerId::new).toList(),
                Erasure.Why.valueOf(row.getString("why").toUpperCase(Locale.ROOT)),
                by,
                instant(row, "begun_at"),
                row.getObject("suppressed_at") == null ? null : instant(row, "suppressed_at"),
                row.getInt("handles"),
                row.getObject("finished_at") == null ? null : instant(row, "finished_at"),
                row.getString("hash"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
