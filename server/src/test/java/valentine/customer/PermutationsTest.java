package valentine.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.db.TestDatabase;

/// One set of messages in a thousand orders, with duplicates: each world has handles of its own, so that all of them
/// grow side by side in one database.
class PermutationsTest {
    private static final int WORLDS = 1_000;
    private static final int STEPS = 12;
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext context = database.context();

    private final Identity identity = context.getBean(Identity.class);
    private final JdbcClient jdbc = context.getBean(JdbcClient.class);

    /// A message of every world, its handles without the world's name.
    private record Template(Trust trust, int hour, Map<String, Object> traits, List<String> former, String[] handles) {
        Mention in(String world) {
            return IdentityTest.mention(
                    trust,
                    START.plusSeconds(3_600L * hour),
                    traits,
                    former.stream().map(handle -> named(world, handle)).toList(),
                    Arrays.stream(handles).map(handle -> named(world, handle)).toArray(String[]::new));
        }
    }

    @Test
    void the_same_messages_in_any_order_with_duplicates_give_the_same_customers() {
        List<Template> templates = templates();
        Random random = new Random(14);
        List<List<List<Mention>>> worlds = new ArrayList<>();
        for (int i = 0; i < WORLDS; i++) worlds.add(shuffled(templates, world(i), random));
        for (int step = 0; step < STEPS; step++) {
            List<Mention> now = new ArrayList<>();
            for (List<List<Mention>> world : worlds) now.addAll(world.get(step));
            identity.resolve(now);
        }

        Map<String, Set<String>> told = told();
        assertThat(told).hasSize(WORLDS);
        Set<String> first = told.get(world(0));
        assertThat(first)
                .contains(
                        "[anonymous #dev1, anonymous #dev2, email #anna@example.org, external #anna] Anna Berg {\"city\": \"Rome\"}",
                        "[anonymous #tablet] Visitor # {}",
                        "[email #family@example.org] #family@example.org {}",
                        "[external #ghost] Customer #ghost {\"x\": 1}");
        told.forEach((world, customers) -> assertThat(customers).as(world).isEqualTo(first));
    }

    private static List<Template> templates() {
        List<Template> all = new ArrayList<>();
        // Anna: a visit, a sign-in, a second device, words in any order of trust and time.
        all.add(say(Trust.CLAIMED, 1, Map.of("name", "annie", "city", "Bern"), "a:dev1"));
        all.add(say(Trust.CLAIMED, 2, Map.of(), "x:anna", "a:dev1"));
        all.add(say(Trust.SAID, 5, Map.of("name", "Anna Berg", "plan", "gold"), "x:anna", "e:anna"));
        Map<String, Object> gone = new HashMap<>();
        gone.put("plan", null);
        gone.put("city", "Rome");
        all.add(say(Trust.SAID, 9, gone, "x:anna"));
        all.add(say(Trust.SAID, 7, Map.of("plan", "silver", "city", "Oslo"), "x:anna"));
        all.add(say(Trust.FILLED, 20, Map.of("name", "A. Berg"), "e:anna"));
        all.add(say(Trust.SAID, 6, Map.of(), "e:anna", "a:dev2"));
        // A device and an address that several use.
        all.add(say(Trust.SAID, 3, Map.of(), "a:tablet"));
        all.add(say(Trust.SAID, 4, Map.of(), "x:ben", "a:tablet", "e:family"));
        all.add(say(Trust.SAID, 5, Map.of(), "x:cleo", "a:tablet", "e:family"));
        all.add(say(Trust.SAID, 6, Map.of(), "e:family"));
        all.add(say(Trust.SAID, 6, Map.of("company", "Cleo & Co"), "x:cleo", "p:1"));
        // Claims on what is sure, and on what turns out to be.
        all.add(say(Trust.CLAIMED, 2, Map.of("x", 1), "x:ghost", "e:anna"));
        all.add(say(Trust.CLAIMED, 2, Map.of(), "x:ghost", "e:late"));
        all.add(say(Trust.CLAIMED, 2, Map.of(), "e:late"));
        all.add(say(Trust.SAID, 8, Map.of(), "e:late"));
        all.add(say(Trust.CLAIMED, 2, Map.of(), "x:dora", "a:dora"));
        all.add(say(Trust.CLAIMED, 3, Map.of(), "x:dora2", "a:dora"));
        all.add(say(Trust.SAID, 4, Map.of(), "x:dora", "a:dora"));
        // Names that changed: a chain, a fork, a circle.
        all.add(alias("x:emil1", "x:emil2"));
        all.add(alias("x:emil2", "x:emil3"));
        all.add(say(Trust.SAID, 3, Map.of("name", "Emil"), "x:emil1", "e:emil"));
        all.add(say(Trust.SAID, 3, Map.of(), "e:emil", "a:emil"));
        all.add(alias("x:fork", "x:fork-left"));
        all.add(alias("x:fork", "x:fork-right"));
        all.add(alias("x:ring1", "x:ring2"));
        all.add(alias("x:ring2", "x:ring3"));
        all.add(alias("x:ring3", "x:ring1"));
        // More addresses than one person has; some are said late, some are only claimed.
        for (int i = 0; i < 8; i++) {
            all.add(say(i < 2 ? Trust.CLAIMED : Trust.SAID, 30 - i, Map.of(), "x:mega", "e:mega" + i));
            all.add(say(Trust.SAID, 31, Map.of(), "e:mega" + i, "a:mega" + i));
        }
        return all;
    }

    private static Template say(Trust trust, int hour, Map<String, Object> traits, String... handles) {
        return new Template(trust, hour, traits, List.of(), handles);
    }

    private static Template alias(String former, String now) {
        return new Template(Trust.SAID, 10, Map.of(), List.of(former), new String[] {now});
    }

    private static List<List<Mention>> shuffled(List<Template> templates, String world, Random random) {
        List<Template> all = new ArrayList<>(templates);
        for (int i = 0; i < templates.size() / 3; i++) all.add(templates.get(random.nextInt(templates.size())));
        Collections.shuffle(all, random);
        List<List<Mention>> steps = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) steps.add(new ArrayList<>());
        int step = 0;
        int left = all.size();
        for (Template template : all) {
            if (random.nextInt(left--) < STEPS && step < STEPS - 1) step++;
            steps.get(step).add(template.in(world));
        }
        return steps;
    }

    private static String world(int number) {
        return "%04d".formatted(number);
    }

    private static String named(String world, String handle) {
        String value = handle.substring(2);
        return handle.substring(0, 2)
                + switch (handle.charAt(0)) {
                    case 'e' -> "w" + world + "-" + value + "@example.org";
                    case 'p' -> "+39555" + world + value;
                    default -> "w" + world + "-" + value;
                };
    }

    /// For each world its customers: their handles, name, company and traits, and how many profiles they are.
    private Map<String, Set<String>> told() {
        Map<Long, Set<String>> handles = new HashMap<>();
        Map<Long, String> world = new HashMap<>();
        jdbc.sql("""
                SELECT h.kind, h.value, o.head, p.head AS kept
                FROM customer.handle h
                LEFT JOIN customer.customer o ON o.id = h.customer
                LEFT JOIN customer.customer p ON p.id = h.profile
                """).query(row -> {
            String value = row.getString("value");
            String home = value.startsWith("+39555") ? value.substring(6, 10) : value.substring(1, 5);
            long owner = row.getLong("head");
            if (owner == 0) return;
            assertThat(row.getObject("kept")).isIn(null, owner);
            world.put(owner, home);
            handles.computeIfAbsent(owner, _ -> new TreeSet<>())
                    .add(row.getString("kind") + " " + stripped(value, home));
        });
        Map<String, Set<String>> told = new TreeMap<>();
        jdbc.sql("""
                SELECT c.id, c.name, a.name AS company, c.traits::text AS traits
                FROM customer.customer c LEFT JOIN customer.account a ON a.id = c.account
                WHERE c.part_of IS NULL
                """).query(row -> {
            long id = row.getLong("id");
            String home = Objects.requireNonNull(world.get(id));
            @Nullable String company = row.getString("company");
            told.computeIfAbsent(home, _ -> new HashSet<>())
                    .add(handles.get(id) + " " + stripped(row.getString("name"), home)
                            + (company == null ? "" : " at " + company) + " " + row.getString("traits"));
        });
        return told;
    }

    private static String stripped(String text, String world) {
        return text.replace("w" + world + "-", "#")
                .replace("+39555" + world, "#")
                .replaceFirst("^Visitor #.*", "Visitor #");
    }
}
