package valentine.transparency;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import valentine.audit.Audit;
import valentine.team.Member;
import valentine.team.Role;

/// The register of purposes.
@Service
public class Purposes {
    /// Serving the customer: what a page is opened for when nobody says otherwise.
    public static final PurposeKey SERVICE = new PurposeKey("service");
    /// Seeing who is content and who is leaving.
    public static final PurposeKey CARE = new PurposeKey("care");

    private static final String COLUMNS =
            "key, name, sentence, basis, special, marketing, retention, categories, role, ended";
    private static final String ALL = "SELECT " + COLUMNS + " FROM transparency.purpose ORDER BY ended, name";
    private static final String ONE = "SELECT " + COLUMNS + " FROM transparency.purpose WHERE key = :key";
    private static final String ADD = """
            INSERT INTO transparency.purpose
                (key, name, sentence, basis, special, marketing, retention, categories, role, ended, version)
            VALUES (:key, :name, :sentence, :basis, :special, :marketing, :retention, :categories, :role, :ended, 1)
            ON CONFLICT DO NOTHING
            """;
    private static final String CHANGE = """
            UPDATE transparency.purpose
            SET name = :name, sentence = :sentence, basis = :basis, special = :special, marketing = :marketing,
                retention = :retention, categories = :categories, role = :role, ended = :ended, version = version + 1
            WHERE key = :key AND (name, sentence, basis, special, marketing, retention, categories, role, ended)
                IS DISTINCT FROM (:name, :sentence, :basis, :special, :marketing, :retention,
                    CAST(:categories AS text[]), :role, :ended)
            """;
    private static final String REMEMBER = """
            INSERT INTO transparency.purpose_version
                (purpose, version, name, sentence, basis, special, marketing, retention, categories, role, ended,
                 member, at)
            SELECT id, version, name, sentence, basis, special, marketing, retention, categories, role, ended,
                   :member, :at
            FROM transparency.purpose WHERE key = :key
            """;
    private static final String VERSIONS = """
            SELECT p.key, v.name, v.sentence, v.basis, v.special, v.marketing, v.retention, v.categories, v.role,
                   v.ended, v.version, v.member, v.at
            FROM transparency.purpose p JOIN transparency.purpose_version v ON v.purpose = p.id
            WHERE p.key = :key
            ORDER BY v.version DESC
            LIMIT 100
            """;

    private final JdbcClient jdbc;
    private final Audit audit;
    private final Clock clock;

    Purposes(JdbcClient jdbc, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    /// How a purpose stood from a moment on.
    public record Version(
            Purpose purpose, int number, @Nullable Long member, Instant at) {}

    public List<Purpose> all() {
        return jdbc.sql(ALL).query((row, _) -> purpose(row)).list();
    }

    public Optional<Purpose> one(PurposeKey key) {
        return jdbc.sql(ONE)
                .param("key", key.value())
                .query((row, _) -> purpose(row))
                .optional();
    }

    /// How it stood, the latest first.
    public List<Version> versions(PurposeKey key) {
        return jdbc.sql(VERSIONS)
                .param("key", key.value())
                .query((row, _) -> new Version(
                        purpose(row),
                        row.getInt("version"),
                        row.getObject("member", Long.class),
                        row.getObject("at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /// A new purpose; false where its key is taken.
    @Transactional
    public boolean add(Purpose purpose, Member member) {
        return write(ADD, purpose, member, "purpose added");
    }

    /// Another way to say or do it; false where nothing changed.
    @Transactional
    public boolean change(Purpose purpose, Member member) {
        return write(CHANGE, purpose, member, "purpose changed");
    }

    private boolean write(String sql, Purpose purpose, Member member, String act) {
        int written = jdbc.sql(sql)
                .param("key", purpose.key().value())
                .param("name", purpose.name())
                .param("sentence", purpose.sentence())
                .param("basis", purpose.basis().key())
                .param("special", purpose.special())
                .param("marketing", purpose.marketing())
                .param("retention", purpose.retention())
                .param(
                        "categories",
                        purpose.categories().stream().map(Category::key).toArray(String[]::new))
                .param("role", purpose.role().key())
                .param("ended", purpose.ended())
                .update();
        if (written == 0) return false;
        jdbc.sql(REMEMBER)
                .param("key", purpose.key().value())
                .param("member", member.id().value())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        audit.record(member.actor(), act, "purpose " + purpose.key().value(), Map.of());
        return true;
    }

    private static Purpose purpose(ResultSet row) throws SQLException {
        return new Purpose(
                new PurposeKey(row.getString("key")),
                row.getString("name"),
                row.getString("sentence"),
                Basis.of(row.getString("basis")),
                row.getString("special"),
                row.getBoolean("marketing"),
                row.getString("retention"),
                Arrays.stream((String[]) row.getArray("categories").getArray())
                        .map(Category::of)
                        .toList(),
                Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)),
                row.getBoolean("ended"));
    }
}
