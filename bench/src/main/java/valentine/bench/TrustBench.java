package valentine.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Locale;
import java.util.SplittableRandom;
import org.springframework.context.ConfigurableApplicationContext;
import valentine.Application;
import valentine.customer.CustomerId;
import valentine.db.DataFolder;
import valentine.db.Database;
import valentine.db.Migrations;
import valentine.transparency.Channel;
import valentine.transparency.Consents;
import valentine.transparency.PurposeKey;

/// How long it takes to ask whether something may be done, among a million customers of whom each said two things.
///
/// Arguments: how many customers, and how often it is asked. Beside it, turn by turn, the time of a bare look-up of one
/// row by its primary key.
final class TrustBench {
    private static final int CUSTOMERS = 1_000_000;
    private static final int ASKED = 50_000;
    // Until what is asked lies in the memory of PostgreSQL, as on a server that has been up for a while.
    private static final int BEFORE = 300_000;
    private static final String FILL = """
            INSERT INTO customer.customer (id, name) OVERRIDING SYSTEM VALUE
            SELECT i, 'Customer ' || i FROM generate_series(1, %1$d) i;
            INSERT INTO transparency.consent_standing (customer, purpose, channel, given_at, withdrawn_at)
            SELECT i, p.id, 'email', timestamptz '2026-01-01', CASE WHEN i %% 3 = 0 THEN timestamptz '2026-02-01' END
            FROM generate_series(1, %1$d) i JOIN transparency.purpose p ON p.key IN ('newsletter', 'birthday')
            """;

    private static final String LOOK = "SELECT name FROM customer.customer WHERE id = ?";

    private TrustBench() {}

    public static void main(String[] arguments) throws Exception {
        int customers = arguments.length > 0 ? Integer.parseInt(arguments[0]) : CUSTOMERS;
        int asked = arguments.length > 1 ? Integer.parseInt(arguments[1]) : ASKED;
        try (Scratch scratch = Scratch.make()) {
            Database database = Database.own(new DataFolder(scratch.path().resolve("data")));
            Migrations.run(database);
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute(FILL.formatted(customers));
                // As it lies after its first night: else whoever reads a row first writes that it is visible to all.
                statement.execute("VACUUM (ANALYZE)");
                statement.execute("CHECKPOINT");
            }
            try (ConfigurableApplicationContext application = Application.quiet(database)) {
                Consents consents = application.getBean(Consents.class);
                Times may = new Times();
                Times bare = new Times();
                try (Connection connection = database.connect();
                        PreparedStatement look = connection.prepareStatement(LOOK)) {
                    ask(consents, look, customers, BEFORE, new Times(), new Times());
                    ask(consents, look, customers, asked, may, bare);
                }
                System.out.printf(
                        Locale.ROOT,
                        "may() among %,d customers: median %.3f ms, p99 %.3f ms; a bare look-up %.3f and %.3f ms:"
                                + " ratio of medians %.1f%n",
                        customers,
                        may.median() * 1e3,
                        may.percentile(99) * 1e3,
                        bare.median() * 1e3,
                        bare.percentile(99) * 1e3,
                        may.median() / bare.median());
            }
        }
    }

    private static void ask(Consents consents, PreparedStatement look, int customers, int times, Times may, Times bare)
            throws Exception {
        SplittableRandom random = new SplittableRandom(7);
        PurposeKey newsletter = new PurposeKey("newsletter");
        int allowed = 0;
        for (int i = 0; i < times; i++) {
            CustomerId customer = new CustomerId(1 + random.nextInt(customers));
            boolean[] answer = new boolean[1];
            may.measure(() -> answer[0] =
                    consents.may(customer, newsletter, Channel.EMAIL).isYes());
            if (answer[0] == (customer.value() % 3 == 0)) throw new IllegalStateException("A wrong answer");
            if (answer[0]) allowed++;
            look.setLong(1, 1 + random.nextInt(customers));
            bare.measure(() -> {
                try (var row = look.executeQuery()) {
                    row.next();
                }
            });
        }
        if (allowed == 0) throw new IllegalStateException("Nobody was allowed anything");
    }
}
