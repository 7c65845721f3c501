package valentine.transparency;

import jakarta.servlet.http.HttpServletRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import valentine.customer.CustomerId;
import valentine.team.Member;
import valentine.team.MemberId;
import valentine.team.Members;

/// Who used which data of whom, when and for what: each use once, however often its request is repeated.
@Service
public class DataUses {
    private static final int LONGEST_REQUEST = 200;
    private static final DateTimeFormatter AT = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", Locale.ENGLISH);

    // Nothing is recorded of somebody whom we do not know.
    private static final String RECORD = """
            INSERT INTO transparency.data_use
                (at, customer, act, categories, purpose, by, reason, people, request)
            SELECT :at, :customer, :act, :categories, :purpose, :by, :reason, 1, :request
            WHERE EXISTS (SELECT FROM customer.profile WHERE profile = :customer AND head = :customer)
            ON CONFLICT (request) DO NOTHING
            """;
    // Primary key of profiles.
    private static final String LIST = """
            INSERT INTO transparency.data_use (at, customer, act, categories, purpose, by, reason, people, request)
            SELECT :at, p.profile, :act, :categories, :purpose, :by, '', 1, :request || ' ' || p.profile
            FROM unnest(CAST(:customers AS bigint[])) shown(customer)
            JOIN customer.profile p ON p.profile = shown.customer AND p.head = shown.customer
            ON CONFLICT (request) DO NOTHING
            """;
    private static final String RUN = """
            INSERT INTO transparency.data_use (at, act, categories, purpose, by, people, request)
            VALUES (:at, :act, :categories, :purpose, :by, :people, :request)
            ON CONFLICT (request) DO NOTHING
            """;
    // Index customer_head, for each profile a range of data_use_customer.
    private static final String OF = """
            SELECT u.id, u.at, u.act, u.categories, u.purpose, u.by, u.reason, u.people, p.name
            FROM customer.profile c
            CROSS JOIN LATERAL (
                SELECT id, at, act, categories, purpose, by, reason, people
                FROM transparency.data_use WHERE customer = c.profile AND id < :below ORDER BY id DESC LIMIT :limit) u
            LEFT JOIN transparency.purpose p ON p.key = u.purpose
            WHERE c.head = :head
            ORDER BY u.id DESC
            LIMIT :limit
            """;
    // Index data_use_runs.
    private static final String RUNS = """
            SELECT u.id, u.at, u.act, u.categories, u.purpose, u.by, u.reason, u.people, p.name
            FROM transparency.data_use u LEFT JOIN transparency.purpose p ON p.key = u.purpose
            WHERE u.customer IS NULL AND u.id < :below
            ORDER BY u.id DESC
            LIMIT :limit
            """;

    private final JdbcClient jdbc;
    private final Members members;
    private final Clock clock;

    DataUses(JdbcClient jdbc, Members members, Clock clock) {
        this.jdbc = jdbc;
        this.members = members;
        this.clock = clock;
    }

    /// What can be done with data.
    public enum Act {
        OPENED("opened"),
        READ("read"),
        EXPORTED("took a copy of"),
        REVEALED("opened"),
        SCORED("looked at"),
        USED("used");

        private final String told;

        Act(String told) {
            this.told = told;
        }

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Somebody uses data of one customer.
    ///
    /// @param by "member 3", "key 2", "customer", or a program of ours by its name
    /// @param reason what was said why; mostly empty
    /// @param request by which a repetition is known
    public record Use(
            CustomerId customer,
            Act act,
            List<Category> categories,
            PurposeKey purpose,
            String by,
            String reason,
            String request) {
        public Use {
            categories = List.copyOf(categories);
            request = request.length() <= LONGEST_REQUEST ? request : request.substring(0, LONGEST_REQUEST);
        }
    }

    /// A program uses data of many at once.
    public record Run(Act act, List<Category> categories, PurposeKey purpose, String by, long people, String request) {
        public Run {
            categories = List.copyOf(categories);
            request = request.length() <= LONGEST_REQUEST ? request : request.substring(0, LONGEST_REQUEST);
        }
    }

    /// Somebody uses the same data of several customers, each by himself: a list that shows them.
    public record Listing(
            List<CustomerId> customers,
            Act act,
            List<Category> categories,
            PurposeKey purpose,
            String by,
            String request) {
        public Listing {
            customers = List.copyOf(customers);
            categories = List.copyOf(categories);
            request = request.length() <= LONGEST_REQUEST - 20 ? request : request.substring(0, LONGEST_REQUEST - 20);
        }
    }

    /// A use as it is kept.
    ///
    /// @param people how many it concerned
    public record Entry(
            long id,
            Instant at,
            Act act,
            List<Category> categories,
            String purpose,
            String by,
            String reason,
            long people) {
        public Entry {
            categories = List.copyOf(categories);
        }
    }

    /// Records a use in the caller's transaction; false where this very request was recorded before.
    public boolean record(Use use) {
        return jdbc.sql(RECORD)
                        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                        .param("customer", use.customer().value())
                        .param("act", use.act().key())
                        .param("categories", keys(use.categories()))
                        .param("purpose", use.purpose().value())
                        .param("by", use.by())
                        .param("reason", use.reason())
                        .param("request", use.request())
                        .update()
                == 1;
    }

    /// Records a use of each of these customers at once, and says how many that were.
    public int record(Listing listing) {
        if (listing.customers().isEmpty()) return 0;
        return jdbc.sql(LIST)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param(
                        "customers",
                        listing.customers().stream().map(CustomerId::value).toArray(Long[]::new))
                .param("act", listing.act().key())
                .param("categories", keys(listing.categories()))
                .param("purpose", listing.purpose().value())
                .param("by", listing.by())
                .param("request", listing.request())
                .update();
    }

    /// Records a run over many as one use.
    public boolean record(Run run) {
        return jdbc.sql(RUN)
                        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                        .param("act", run.act().key())
                        .param("categories", keys(run.categories()))
                        .param("purpose", run.purpose().value())
                        .param("by", run.by())
                        .param("people", run.people())
                        .param("request", run.request())
                        .update()
                == 1;
    }

    /// Names a request: who repeats one under its number uses the data once.
    public static String request(HttpServletRequest request, String by) {
        String given = request.getHeader("X-Request-Id");
        return given == null || !given.matches("[\\w.:-]{8,100}")
                ? UUID.randomUUID().toString()
                : by + " " + request.getRequestURI() + " " + given;
    }

    /// Who used data of a customer, the latest first.
    public List<Entry> of(CustomerId head, long below, int limit) {
        return jdbc.sql(OF)
                .param("head", head.value())
                .param("below", below)
                .param("limit", limit)
                .query((row, _) -> entry(row))
                .list();
    }

    /// The runs over everybody, the latest first.
    public List<Entry> runs(long below, int limit) {
        return jdbc.sql(RUNS)
                .param("below", below)
                .param("limit", limit)
                .query((row, _) -> entry(row))
                .list();
    }

    /// In words for the customer: "On 3 March 2026, 14:05, Olga opened your orders, for “Serving you”."
    public String told(Entry entry, ZoneId zone) {
        String what = entry.act() == Act.REVEALED
                ? "a sensitive field"
                : entry.categories().stream().map(Category::told).collect(Collectors.joining(", "));
        String why = entry.reason().isEmpty() ? "" : " (" + entry.reason() + ")";
        String who = entry.people() == 1 && !entry.by().equals("program") ? who(entry.by()) : "one of our programs";
        return "On " + AT.format(entry.at().atZone(zone)) + ", " + who + " " + entry.act().told + " " + what + ", for “"
                + entry.purpose() + "”" + why + ".";
    }

    /// Who that is, by the name he has here.
    private String who(String by) {
        if (by.equals("customer")) return "you";
        if (by.startsWith("member ")) {
            return members.one(new MemberId(Long.parseLong(by.substring(7))))
                    .map(Member::name)
                    .orElse("somebody who no longer works here");
        }
        return "one of our programs";
    }

    private static String[] keys(List<Category> categories) {
        return categories.stream().map(Category::key).toArray(String[]::new);
    }

    private static Entry entry(ResultSet row) throws SQLException {
        @Nullable String name = row.getString("name");
        return new Entry(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                Act.valueOf(row.getString("act").toUpperCase(Locale.ROOT)),
                Arrays.stream((String[]) row.getArray("categories").getArray())
                        .map(Category::of)
                        .toList(),
                name == null ? row.getString("purpose") : name,
                row.getString("by"),
                row.getString("reason"),
                row.getLong("people"));
    }
}
