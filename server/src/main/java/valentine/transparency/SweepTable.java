package valentine.transparency;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import valentine.customer.OpenPlace;

/// How far each search for values that lie open has come.
@Component
class SweepTable {
    // What is under way starts anew: a purpose came or went meanwhile.
    private static final String END_OTHERS = """
            UPDATE transparency.sweep SET finished_at = :now WHERE kind = :kind AND finished_at IS NULL
            """;
    private static final String BEGIN = "INSERT INTO transparency.sweep (kind, begun_at) VALUES (:kind, :now)";
    // Index sweep_open.
    private static final String OPEN = """
            SELECT id, kind, begun_at, finished_at FROM transparency.sweep WHERE finished_at IS NULL ORDER BY id
            """;
    // One for each kind that was ever defined: few rows.
    private static final String LATEST = """
            SELECT DISTINCT ON (kind) id, kind, begun_at, finished_at FROM transparency.sweep ORDER BY kind, id DESC
            """;
    private static final String GO_TO = """
            INSERT INTO transparency.sweep_place (sweep, place)
            SELECT :sweep, place FROM unnest(CAST(:places AS text[])) AS given (place)
            ON CONFLICT DO NOTHING
            """;
    private static final String NEXT = """
            SELECT p.place, p.position FROM transparency.sweep_place p
            WHERE p.sweep = :sweep AND p.finished_at IS NULL AND p.place = ANY (CAST(:places AS text[]))
            ORDER BY p.place LIMIT 1
            FOR UPDATE SKIP LOCKED
            """;
    private static final String STEPPED = """
            UPDATE transparency.sweep_place
            SET position = :position, looked = looked + :looked, found = found + :found, share = :share,
                finished_at = :finished
            WHERE sweep = :sweep AND place = :place
            """;
    private static final String FINISH = """
            UPDATE transparency.sweep s SET finished_at = :now
            WHERE s.id = :sweep AND s.finished_at IS NULL
              AND NOT EXISTS (
                SELECT FROM transparency.sweep_place p WHERE p.sweep = s.id AND p.finished_at IS NULL)
            """;
    private static final String PLACES = """
            SELECT place, looked, found, share FROM transparency.sweep_place WHERE sweep = :sweep ORDER BY place
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    SweepTable(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    record Sweep(long id, SensitiveKind kind, Instant begunAt, boolean isFinished) {
        private static Sweep of(ResultSet row) throws SQLException {
            return new Sweep(
                    row.getLong("id"),
                    SensitiveKind.of(row.getString("kind")).orElseThrow(),
                    row.getObject("begun_at", OffsetDateTime.class).toInstant(),
                    row.getObject("finished_at") != null);
        }
    }

    record Next(String place, String position) {}

    record Place(String key, long looked, long found, double share) {}

    void begin(SensitiveKind kind) {
        jdbc.sql(END_OTHERS).param("kind", kind.key()).param("now", now()).update();
        jdbc.sql(BEGIN).param("kind", kind.key()).param("now", now()).update();
    }

    List<Sweep> open() {
        return jdbc.sql(OPEN).query((row, _) -> Sweep.of(row)).list();
    }

    List<Sweep> latest() {
        return jdbc.sql(LATEST).query((row, _) -> Sweep.of(row)).list();
    }

    void goTo(Sweep sweep, Collection<String> places) {
        jdbc.sql(GO_TO)
                .param("sweep", sweep.id())
                .param("places", places.toArray(String[]::new))
                .update();
    }

    /// Where to go on; nobody else goes on there until the end of this transaction.
    Optional<Next> next(Sweep sweep, Collection<String> places) {
        return jdbc.sql(NEXT)
                .param("sweep", sweep.id())
                .param("places", places.toArray(String[]::new))
                .query((row, _) -> new Next(row.getString("place"), row.getString("position")))
                .optional();
    }

    void stepped(Sweep sweep, Next from, OpenPlace.Step step) {
        @Nullable OffsetDateTime finished = step.next() == null ? now() : null;
        jdbc.sql(STEPPED)
                .param("sweep", sweep.id())
                .param("place", from.place())
                .param("position", step.next() == null ? from.position() : step.next())
                .param("looked", step.looked())
                .param("found", step.found())
                .param("share", step.next() == null ? 1 : Math.clamp(step.share(), 0, 1))
                .param("finished", finished)
                .update();
    }

    void finish(Sweep sweep) {
        jdbc.sql(FINISH).param("sweep", sweep.id()).param("now", now()).update();
    }

    List<Place> places(Sweep sweep) {
        return jdbc.sql(PLACES)
                .param("sweep", sweep.id())
                .query((row, _) -> new Place(
                        row.getString("place"), row.getLong("looked"), row.getLong("found"), row.getDouble("share")))
                .list();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
