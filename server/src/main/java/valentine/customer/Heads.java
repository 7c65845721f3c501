package valentine.customer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Whose each profile is: it follows what people decided about it, or else the owner of its handle, to the end.
@Component
class Heads {
    // Index customer_head.
    private static final String MEMBERS = """
            SELECT c.id, c.head
            FROM customer.customer c
            WHERE c.head = ANY (SELECT o.head FROM customer.customer o WHERE o.id = ANY (CAST(:profiles AS bigint[])))
            """;
    // Indexes verdict_same and handle_profile.
    private static final String STEPS = """
            WITH RECURSIVE step (profile, next) AS (
                SELECT given.id, coalesce(v.kept, h.customer, given.id)
                FROM unnest(CAST(:profiles AS bigint[])) AS given (id)
                LEFT JOIN customer.verdict v ON v.gone = given.id AND v.kind = 'same' AND v.undone_at IS NULL
                LEFT JOIN customer.handle h ON h.profile = given.id
                UNION
                SELECT step.next, coalesce(v.kept, h.customer, step.next)
                FROM step
                LEFT JOIN customer.verdict v ON v.gone = step.next AND v.kind = 'same' AND v.undone_at IS NULL
                LEFT JOIN customer.handle h ON h.profile = step.next
                WHERE step.next <> step.profile)
            SELECT profile, next FROM step
            """;
    private static final String MOVE = """
            UPDATE customer.customer c SET part_of = nullif(given.head, c.id)
            FROM unnest(CAST(:profiles AS bigint[]), CAST(:heads AS bigint[])) AS given (id, head)
            WHERE c.id = given.id
            """;
    private static final String RECORD = """
            INSERT INTO customer.movement (profile, from_head, to_head, why)
            SELECT given.profile, given.old, given.head, :why
            FROM unnest(CAST(:profiles AS bigint[]), CAST(:olds AS bigint[]), CAST(:heads AS bigint[]))
                AS given (profile, old, head)
            ORDER BY given.profile
            """;
    private static final String TELL = "SELECT pg_notify('history', '')";

    private final JdbcClient jdbc;

    Heads(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Finds anew whose these profiles are, and all that go with them; returns every customer who got or lost one.
    Set<Long> follow(Collection<Long> profiles, String why) {
        if (profiles.isEmpty()) return Set.of();
        Map<Long, Long> before = pairs(MEMBERS, profiles);
        Map<Long, Long> steps = pairs(STEPS, before.keySet());
        List<Long> moved = new ArrayList<>();
        List<Long> olds = new ArrayList<>();
        List<Long> heads = new ArrayList<>();
        before.forEach((profile, old) -> {
            long head = end(profile, steps);
            if (head == old) return;
            moved.add(profile);
            olds.add(old);
            heads.add(head);
        });
        if (moved.isEmpty()) return Set.of();
        Long[] given = moved.toArray(Long[]::new);
        jdbc.sql(MOVE)
                .param("profiles", given)
                .param("heads", heads.toArray(Long[]::new))
                .update();
        jdbc.sql(RECORD)
                .param("profiles", given)
                .param("olds", olds.toArray(Long[]::new))
                .param("heads", heads.toArray(Long[]::new))
                .param("why", why)
                .update();
        jdbc.sql(TELL).query((_, _) -> true).single();
        Set<Long> touched = new HashSet<>(olds);
        touched.addAll(heads);
        return touched;
    }

    private static long end(long profile, Map<Long, Long> steps) {
        Set<Long> path = new LinkedHashSet<>();
        long now = profile;
        while (path.add(now)) {
            long next = steps.getOrDefault(now, now);
            if (next == now) return now;
            now = next;
        }
        // A circle: the smallest of those that stand in it.
        List<Long> circle = new ArrayList<>(path);
        return Collections.min(circle.subList(circle.indexOf(now), circle.size()));
    }

    private Map<Long, Long> pairs(String sql, Collection<Long> profiles) {
        Map<Long, Long> pairs = new HashMap<>();
        jdbc.sql(sql).param("profiles", profiles.toArray(Long[]::new)).query(row -> {
            pairs.put(row.getLong(1), row.getLong(2));
        });
        return pairs;
    }
}
