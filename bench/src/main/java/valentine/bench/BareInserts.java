package valentine.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import valentine.db.Database;

/// The yardstick of the intake: multi-row inserts into the same two tables, and nothing else. Each connection inserts a
/// hundred messages and their hundred interactions in one transaction, again and again.
final class BareInserts {
    private static final int ROWS = 100;
    private static final String MESSAGES =
            "INSERT INTO history.message (source, message_id, customer) VALUES " + rows("(?, ?, ?)");
    private static final String INTERACTIONS =
            """
            INSERT INTO history.interaction
                (customer, at, kind, channel, direction, title, properties, source, message_id)
            VALUES\s""" + rows("(?, now(), 'product_use', 'web', 'in', 'Product Viewed', ?::jsonb, ?, ?)");
    private static final String PROPERTIES = """
            {"product_id": "p%d", "category": "Candles", "price": 10.95, "position": 3, "event": "Product Viewed",
             "context": {"library": {"name": "analytics-node", "version": "3.1.0"}}}""";
    private static final String SOURCE = """
            INSERT INTO history.source (name) VALUES ('bare inserts')
            ON CONFLICT (name) DO UPDATE SET name = excluded.name
            RETURNING id
            """;

    private final Database database;
    private final int customers;
    private final int seed;

    BareInserts(Database database, int customers, int seed) {
        this.database = database;
        this.customers = customers;
        this.seed = seed;
    }

    private static String rows(String row) {
        return String.join(", ", java.util.Collections.nCopies(ROWS, row));
    }

    /// Messages a second, each two rows, over so many connections.
    double perSecond(int connections, int warmUp, int seconds) throws Exception {
        int source = source();
        long measured = System.nanoTime() + warmUp * 1_000_000_000L;
        long end = measured + seconds * 1_000_000_000L;
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<Future<Long>> lanes = new ArrayList<>();
            for (int lane = 0; lane < connections; lane++) {
                int own = lane;
                lanes.add(threads.submit(() -> insert(source, own, measured, end)));
            }
            long rows = 0;
            for (Future<Long> lane : lanes) rows += lane.get();
            return rows / (double) seconds;
        }
    }

    private int source() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(SOURCE)) {
            row.next();
            return row.getInt(1);
        }
    }

    private long insert(int source, int lane, long measured, long end) throws SQLException {
        Random random = new Random(lane);
        String suffix = String.format("-4000-8000-00000000%02x%02x", seed, lane);
        long rows = 0;
        try (Connection connection = database.connect();
                PreparedStatement messages = connection.prepareStatement(MESSAGES);
                PreparedStatement interactions = connection.prepareStatement(INTERACTIONS)) {
            connection.setAutoCommit(false);
            for (long number = 1; ; number += ROWS) {
                for (int row = 0; row < ROWS; row++) {
                    String message = String.format("%012x", Sending.scattered(number + row)) + suffix;
                    long customer = 1L + random.nextInt(customers);
                    messages.setInt(3 * row + 1, source);
                    messages.setString(3 * row + 2, message);
                    messages.setLong(3 * row + 3, customer);
                    interactions.setLong(4 * row + 1, customer);
                    interactions.setString(4 * row + 2, PROPERTIES.formatted(random.nextInt(5_000)));
                    interactions.setInt(4 * row + 3, source);
                    interactions.setString(4 * row + 4, message);
                }
                messages.executeUpdate();
                interactions.executeUpdate();
                connection.commit();
                long now = System.nanoTime();
                if (now >= end) return rows;
                if (now >= measured) rows += ROWS;
            }
        }
    }
}
