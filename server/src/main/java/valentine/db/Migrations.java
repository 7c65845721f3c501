package valentine.db;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationState;

/// Brings every module's schema to the version of this program, in the order of the modules.
public final class Migrations {
    /// The modules that own a schema, in the order in which they may build on each other.
    public static final List<String> SCHEMAS = List.of(
            "db",
            "audit",
            "factor",
            "team",
            "calendar",
            "mail",
            "customer",
            "transparency",
            "history",
            "fondness",
            "intake",
            "event",
            "erasure",
            "portal",
            "duplicate",
            "channel",
            "email",
            "chat",
            "messenger",
            "webhook",
            "feed",
            "promise",
            "conversation",
            "health",
            "pace",
            "proof",
            "gesture");

    private Migrations() {}

    public static void run(Database database) {
        run(database, Map.of());
    }

    /// Goes no further than the versions given for schemas; the others go all the way.
    static void run(Database database, Map<String, String> versions) {
        // To connect anew for each schema would take longer than to look at it.
        try (HikariDataSource connections = Connections.few(database)) {
            for (String schema : SCHEMAS) migrate(connections, schema, versions.getOrDefault(schema, "latest"));
        }
    }

    private static void migrate(DataSource connections, String schema, String version) {
        Flyway flyway = Flyway.configure()
                .dataSource(connections)
                .schemas(schema)
                .defaultSchema(schema)
                .createSchemas(true)
                .locations("classpath:db/" + schema)
                .failOnMissingLocations(true)
                .loggers("slf4j")
                .target(version)
                .load();
        refuseNewer(flyway);
        try {
            flyway.migrate();
        } catch (FlywayException e) {
            throw new CannotStart(sentence(schema, e), e);
        }
    }

    private static void refuseNewer(Flyway flyway) {
        for (var step : flyway.info().all()) {
            if (step.getState() == MigrationState.FUTURE_SUCCESS || step.getState() == MigrationState.FUTURE_FAILED) {
                throw new CannotStart(
                        "This database was made by a newer Valentine. Start that version or a newer one.");
            }
        }
    }

    private static String sentence(String schema, FlywayException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("non-empty schema")) {
            return "This database holds a schema '" + schema + "' that is not Valentine's. Point --database-url at an"
                    + " empty database.";
        }
        return "The schema '" + schema + "' of this database does not fit this Valentine: "
                + message.lines().findFirst().orElse("no reason was given") + ". Restore a backup into an empty one.";
    }
}
