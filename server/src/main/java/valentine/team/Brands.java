package valentine.team;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import valentine.audit.Audit;

/// The look of our letters and our customers' pages.
@Service
public class Brands {
    private static final String READ =
            "SELECT accent, logo IS NOT NULL AS has_logo FROM team.brand ORDER BY id DESC LIMIT 1";
    private static final String LOGO = "SELECT logo FROM team.brand ORDER BY id DESC LIMIT 1";
    private static final String SET = """
            INSERT INTO team.brand (accent, logo, changed_by, changed_at)
            VALUES (:accent, :logo, :by, :now)
            """;

    private final JdbcClient jdbc;
    private final Audit audit;
    private final Clock clock;

    Brands(JdbcClient jdbc, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    public Brand ours() {
        return jdbc.sql(READ)
                .query((row, _) -> new Brand(row.getString("accent"), row.getBoolean("has_logo")))
                .optional()
                .orElse(Brand.OURS);
    }

    /// The logo as a PNG.
    public Optional<byte[]> logo() {
        return jdbc.sql(LOGO)
                .query((row, _) -> Optional.ofNullable(row.getBytes(1)))
                .optional()
                .flatMap(logo -> logo);
    }

    @Transactional
    void set(String accent, byte @Nullable [] logo, Member by) {
        jdbc.sql(SET)
                .param("accent", accent)
                .param("logo", logo)
                .param("by", by.id().value())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        audit.record(by.actor(), "look changed", "firm", Map.of());
    }
}
