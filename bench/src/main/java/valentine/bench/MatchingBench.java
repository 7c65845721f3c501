package valentine.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;
import valentine.Application;
import valentine.bench.SimulatedPeople.Somebody;
import valentine.db.DataFolder;
import valentine.db.Database;
import valentine.db.Migrations;
import valentine.duplicate.Duplicates;

/// How long it takes to find who is there twice among a million customers, how much memory, and how well it does.
///
/// Arguments: how many customers, and the seed they are drawn from. The time is that of the product's own run: reading
/// everybody, blocking, learning, weighing, wording and storing.
final class MatchingBench {
    private static final int CUSTOMERS = 1_000_000;
    private static final double TWICE = 0.05;
    private static final long SEED = 5;
    private static final String FOUND = "SELECT one, other, probability FROM duplicate.pair";
    private static final String RUN =
            "SELECT compared, left_out, expected, learned::text FROM duplicate.run ORDER BY id DESC LIMIT 1";

    private MatchingBench() {}

    public static void main(String[] arguments) throws Exception {
        int customers = arguments.length > 0 ? Integer.parseInt(arguments[0]) : CUSTOMERS;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : SEED;
        try (Scratch scratch = Scratch.make()) {
            Database database = Database.own(new DataFolder(scratch.path().resolve("data")));
            Migrations.run(database);
            int[] person = new int[customers + 1];
            double read;
            try (Connection connection = database.connect()) {
                fill(connection, new SimulatedPeople(seed).draw(customers, TWICE), person);
                read = seconds(() -> copyOut(connection));
            }
            try (ConfigurableApplicationContext application = Application.quiet(database)) {
                Duplicates duplicates = application.getBean(Duplicates.class);
                double took = seconds(duplicates::everybody);
                System.out.printf(
                        Locale.ROOT,
                        "%,d customers: %.1f s, against %.1f s to read them by COPY: ratio %.1f; peak %,d MiB%n",
                        customers,
                        took,
                        read,
                        took / read,
                        peak());
                try (Connection connection = database.connect()) {
                    report(connection, person);
                }
            }
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private static double seconds(Work work) throws Exception {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / 1e9;
    }

    private static long peak() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    private static void copyOut(Connection connection) throws SQLException, IOException {
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut(
                        "COPY (SELECT customer, name, company, emails, phones, traits FROM customer.person) TO STDOUT",
                        java.io.OutputStream.nullOutputStream());
    }

    private static void fill(Connection connection, List<Somebody> people, int[] person)
            throws SQLException, IOException {
        JsonMapper json = new JsonMapper();
        StringBuilder customers = new StringBuilder();
        StringBuilder handles = new StringBuilder();
        StringBuilder accounts = new StringBuilder();
        Map<String, Integer> companies = new HashMap<>();
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < people.size(); i++) {
            Somebody one = people.get(i);
            int id = i + 1;
            person[id] = one.person();
            Map<String, String> traits = new HashMap<>(one.traits());
            if (one.email() != null) handle(handles, taken, traits, "email", one.email(), id);
            if (one.phone() != null) handle(handles, taken, traits, "phone", one.phone(), id);
            String account = "\\N";
            String company = one.company();
            if (company != null) {
                account = Integer.toString(companies.computeIfAbsent(company, _ -> {
                    int number = companies.size() + 1;
                    accounts.append(number).append('\t').append(company).append('\t');
                    accounts.append(company.toLowerCase(Locale.ROOT)).append('\n');
                    return number;
                }));
            }
            customers.append(id).append('\t').append(one.name()).append('\t').append(account);
            customers.append('\t').append(json.writeValueAsString(traits)).append('\n');
        }
        copy(connection, "COPY customer.account (id, name, key) FROM STDIN", accounts);
        copy(connection, "COPY customer.customer (id, name, account, traits) FROM STDIN", customers);
        copy(connection, "COPY customer.handle (kind, value, customer) FROM STDIN", handles);
        try (Statement statement = connection.createStatement()) {
            statement.execute("VACUUM ANALYZE");
        }
    }

    /// A handle that somebody else has is only said of this one.
    private static void handle(
            StringBuilder rows, Set<String> taken, Map<String, String> traits, String kind, String value, int id) {
        if (taken.add(kind + value)) {
            rows.append(kind).append('\t').append(value).append('\t').append(id).append('\n');
        } else {
            traits.put(kind, value);
        }
    }

    private static void copy(Connection connection, String sql, StringBuilder rows) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        copy.endCopy();
    }

    private static void report(Connection connection, int[] person) throws SQLException {
        Map<Integer, Integer> seen = new HashMap<>();
        long true2 = 0;
        for (int id = 1; id < person.length; id++) true2 += seen.merge(person[id], 1, Integer::sum) == 2 ? 1 : 0;
        double[] from = {.5, .8, .9, .99, .999};
        long[] right = new long[from.length];
        long[] all = new long[from.length];
        double[] claimed = new double[from.length];
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(FOUND)) {
                while (row.next()) {
                    boolean same = person[(int) row.getLong(1)] == person[(int) row.getLong(2)];
                    for (int i = 0; i < from.length; i++) {
                        if (row.getDouble(3) >= from[i]) {
                            all[i]++;
                            claimed[i] += row.getDouble(3);
                            if (same) right[i]++;
                        }
                    }
                }
            }
            try (ResultSet row = statement.executeQuery(RUN)) {
                row.next();
                System.out.printf(
                        Locale.ROOT,
                        "%,d pairs compared, %,d left out; %,d people are there twice, %,.0f expected%n",
                        row.getLong(1),
                        row.getLong(2),
                        true2,
                        row.getDouble(3));
                System.out.println(row.getString(4));
            }
        }
        for (int i = 0; i < from.length; i++) {
            System.out.printf(
                    Locale.ROOT,
                    "from %.3f: %,d pairs, precision %.3f (said %.3f), recall %.3f%n",
                    from[i],
                    all[i],
                    (double) right[i] / Math.max(1, all[i]),
                    claimed[i] / Math.max(1, all[i]),
                    (double) right[i] / true2);
        }
    }
}
