package valentine.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.audit.Actor;
import valentine.customer.CustomerId;
import valentine.customer.Customers;
import valentine.customer.Handle;
import valentine.customer.Handles;
import valentine.customer.PersonalData;
import valentine.customer.Suppressions;
import valentine.db.TestDatabase;

class ArrivalsTest {
    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = database.context();

    private static final JdbcClient jdbc = database.jdbc();

    private final Connections connections = application.getBean(Connections.class);
    private final Arrivals arrivals = application.getBean(Arrivals.class);
    private final Handles handles = application.getBean(Handles.class);
    private final TransactionTemplate transaction =
            new TransactionTemplate(application.getBean(PlatformTransactionManager.class));
    private Connection support = connect(Medium.EMAIL, "support@shop.example");

    @BeforeEach
    void nothing_came_yet() {
        jdbc.sql("TRUNCATE channel.connection, channel.thread, history.message, history.interaction CASCADE")
                .update();
        support = connect(Medium.EMAIL, "support@shop.example");
    }

    @Test
    void a_message_is_taken_once_and_stands_in_the_history_of_who_wrote_it() {
        Optional<Arrival> first = arrivals.take(named(Letters.in(support, "<1@x>", "named@example.com"), "Zoë Ä."));
        Optional<Arrival> again = arrivals.take(Letters.in(support, "<1@x>", "named@example.com"));

        assertThat(first).isPresent();
        assertThat(again).isEmpty();
        CustomerId zoe = owner("named@example.com");
        assertThat(application.getBean(Customers.class).card(zoe).orElseThrow().name())
                .isEqualTo("Zoë Ä.");
        assertThat(history(zoe)).containsExactly("message_in email About <1@x>");
        Arrival found = arrivals.find(first.get().id()).orElseThrow();
        assertThat(found.what().text()).isEqualTo("Hello, this is <1@x>");
        assertThat(found.what().from().name()).isEqualTo("Zoë Ä.");
    }

    @Test
    void a_thread_is_whatever_messages_name_each_other_in_whatever_order_they_come() {
        Random random = new Random(42);
        for (int round = 0; round < 20; round++) {
            int size = 3 + random.nextInt(12);
            Map<String, List<String>> references = new TreeMap<>();
            for (int i = 0; i < size; i++) {
                List<String> named = new ArrayList<>();
                for (int j = 0; j < random.nextInt(3); j++)
                    named.add("<" + random.nextInt(size + 3) + "@" + round + ">");
                references.put("<" + i + "@" + round + ">", named);
            }
            Set<Set<String>> expected = components(references);
            List<String> order = new ArrayList<>(references.keySet());
            Collections.shuffle(order, random);
            Map<String, Arrival> came = new HashMap<>();
            for (String id : order) {
                arrivals.take(Letters.in(
                                support,
                                id,
                                "zoe@example.com",
                                references.get(id).toArray(String[]::new)))
                        .ifPresent(arrival -> came.put(id, arrival));
            }
            assertThat(threads(came.keySet())).isEqualTo(expected);
        }
    }

    @Test
    void threads_that_turn_out_to_be_one_are_told_to_whoever_listens() {
        List<String> told = new ArrayList<>();
        Reader reader = new Reader() {
            @Override
            public void joined(ThreadId from, ThreadId into) {
                told.add(from.value() + " into " + into.value());
            }
        };
        Threads threads = new Threads(jdbc(), List.of(reader), application.getBean(java.time.Clock.class));
        transaction.executeWithoutResult(_ -> {
            ThreadId one = thread(threads, "a");
            ThreadId two = thread(threads, "b");
            ThreadId both = thread(threads, "b", "a");

            assertThat(both).isEqualTo(one);
            assertThat(threads.hold(two)).contains(one);
            assertThat(told).containsExactly(two.value() + " into " + one.value());
        });
    }

    private static ThreadId thread(Threads threads, String... names) {
        return threads.ofAll(List.of(Stream.of(names).map(Threads::hash).toList()))
                .getFirst();
    }

    @Test
    void what_a_medium_calls_a_thread_is_one_only_within_its_connection() {
        Connection here = connect(Medium.SMS, "+4930111111");
        Connection there = connect(Medium.SMS, "+4930222222");
        ThreadId first = take(chat(here, "m1", "pair 7")).thread();

        assertThat(take(chat(here, "m2", "pair 7")).thread()).isEqualTo(first);
        assertThat(take(chat(there, "m1", "pair 7")).thread()).isNotEqualTo(first);
    }

    @Test
    void a_customer_whom_we_know_is_one_in_copy_too() {
        CustomerId ben = arrivals.take(Letters.in(support, "<1@x>", "ben@example.com"))
                .orElseThrow()
                .customer();
        Arriving plain = Letters.in(support, "<2@x>", "zoe@example.com");
        arrivals.take(with(plain, List.of(Letters.sender("ben@example.com"), Letters.sender("stranger@example.com"))));

        assertThat(history(ben)).contains("message_copied email About <2@x>");
        assertThat(handles.owner(Letters.address("stranger@example.com"))).isEmpty();
    }

    @Test
    void what_we_wrote_elsewhere_belongs_to_who_got_it_and_what_left_by_our_door_is_known() {
        Arriving ours = sorted(
                with(Letters.in(support, "<9@x>", "support@shop.example"), List.of(Letters.sender("zoe@example.com"))),
                Arriving.Sort.COPY);
        Arrival copy = arrivals.take(ours).orElseThrow();
        assertThat(history(owner("zoe@example.com"))).containsExactly("message_out email About <9@x>");
        assertThat(handles.owner(Letters.address("support@shop.example"))).isEmpty();

        Door door = application.getBean(Door.class);
        door.send(Letters.out("k", support.id(), copy.customer(), "zoe@example.com"));
        String name = jdbc.sql("SELECT external_id FROM channel.departure")
                .query(String.class)
                .single();
        Arriving seen = sorted(
                with(Letters.in(support, name, "support@shop.example"), List.of(Letters.sender("zoe@example.com"))),
                Arriving.Sort.COPY);
        assertThat(arrivals.take(seen)).isEmpty();
    }

    @Test
    void whoever_asked_to_be_forgotten_is_not_taken_in_and_nothing_of_him_is_left() {
        Arrival came = arrivals.take(withFile(Letters.in(support, "<1@x>", "gone@example.com")))
                .orElseThrow();
        arrivals.take(Letters.in(support, "<2@x>", "zoe@example.com"));
        List<CustomerId> him = List.of(came.customer());
        transaction.executeWithoutResult(_ -> {
            Suppressions suppressions = application.getBean(Suppressions.class);
            suppressions.suppress(UUID.randomUUID(), suppressions.of(him), him);
            application.getBeansOfType(PersonalData.class).values().stream()
                    .sorted(java.util.Comparator.comparing(PersonalData::order))
                    .forEach(data -> data.forget(him));
        });

        assertThat(arrivals.take(Letters.in(support, "<3@x>", "gone@example.com")))
                .isEmpty();
        for (String table : List.of("arrival", "attachment", "thread_key", "copied")) {
            assertThat(jdbc.sql("SELECT count(*) FROM channel." + table)
                            .query(Long.class)
                            .single())
                    .as(table)
                    .isEqualTo(table.equals("arrival") || table.equals("thread_key") ? 1 : 0);
        }
    }

    @Test
    void whatever_characters_strangers_write_are_kept_without_harm() {
        String nasty = "a\0b\uD800c\r\nBcc: all@example.com\u202E";
        Arriving what = new Arriving(
                support.id(),
                "<n\0@x>",
                new Sender(Letters.address("zoe@example.com"), nasty, false),
                List.of(),
                null,
                List.of("<\0@x>", "<\uD800@x>"),
                nasty,
                nasty,
                "<p>\0</p>",
                4,
                Instant.parse("9999-01-01T00:00:00Z"),
                Arriving.Sort.MESSAGE,
                List.of(new NewAttachment("../../e\0vil\r\n.pdf", "application/pdf", new byte[3], null)));
        Arrival arrival = take(what);

        Arriving kept = arrivals.find(arrival.id()).orElseThrow().what();
        assertThat(kept.subject()).doesNotContain("\n", "\r", "\0");
        assertThat(kept.text()).hasSameSizeAs(nasty).doesNotContain("\0", "\uD800");
        assertThat(kept.at()).isBefore(Instant.parse("2100-01-01T00:00:00Z"));
        assertThat(application.getBean(Attachments.class).of(arrival.id()))
                .singleElement()
                .satisfies(file -> assertThat(file.name()).doesNotContain("/", "\n"));
    }

    @Test
    void secrets_of_a_connection_are_sealed() {
        ConnectionId id = connections.connect(
                Medium.EMAIL,
                "Sales",
                "sales@shop.example",
                Map.of("host", "mail"),
                Map.of("password", "pa55"),
                Actor.CONSOLE);

        assertThat(connections.secret(id, "password")).contains("pa55");
        byte[] sealed = jdbc.sql("SELECT sealed FROM channel.secret")
                .query(byte[].class)
                .single();
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("pa55");
        connections.trouble(id, "The password is wrong.");
        assertThat(connections.find(id).orElseThrow().trouble()).isEqualTo("The password is wrong.");
        connections.end(id, Actor.CONSOLE);
        assertThat(connections.secret(id, "password")).isEmpty();
        assertThat(connections.all()).extracting(Connection::id).doesNotContain(id);
    }

    private static JdbcClient jdbc() {
        return application.getBean(JdbcClient.class);
    }

    private Connection connect(Medium medium, String address) {
        return connections
                .find(connections.connect(medium, address, address, Map.of(), Map.of(), Actor.CONSOLE))
                .orElseThrow();
    }

    private Arrival take(Arriving what) {
        return arrivals.take(what).orElseThrow();
    }

    private CustomerId owner(String address) {
        return handles.owner(Letters.address(address)).orElseThrow();
    }

    private static List<String> history(CustomerId customer) {
        return jdbc.sql("SELECT kind || ' ' || channel || ' ' || title FROM history.interaction"
                        + " WHERE customer = :customer ORDER BY id")
                .param("customer", customer.value())
                .query(String.class)
                .list();
    }

    private Set<Set<String>> threads(Set<String> ids) {
        Map<Long, Set<String>> threads = new HashMap<>();
        jdbc.sql("SELECT thread, external_id FROM channel.arrival").query(row -> {
            if (!ids.contains(row.getString("external_id"))) return;
            threads.computeIfAbsent(row.getLong("thread"), _ -> new TreeSet<>()).add(row.getString("external_id"));
        });
        return Set.copyOf(threads.values());
    }

    /// Written apart from what it checks: spreads one colour until nothing changes.
    private static Set<Set<String>> components(Map<String, List<String>> references) {
        Map<String, String> colour = new HashMap<>();
        references.forEach((id, named) -> {
            colour.putIfAbsent(id, id);
            named.forEach(name -> colour.putIfAbsent(name, name));
        });
        boolean changed = true;
        while (changed) {
            changed = false;
            for (var entry : references.entrySet()) {
                for (String name : entry.getValue()) {
                    String least = Collections.min(Arrays.asList(colour.get(entry.getKey()), colour.get(name)));
                    if (!least.equals(colour.put(entry.getKey(), least))) changed = true;
                    if (!least.equals(colour.put(name, least))) changed = true;
                }
            }
        }
        Map<String, Set<String>> components = new HashMap<>();
        references
                .keySet()
                .forEach(id -> components
                        .computeIfAbsent(colour.get(id), _ -> new TreeSet<>())
                        .add(id));
        return Set.copyOf(components.values());
    }

    private static Arriving chat(Connection connection, String id, String threadKey) {
        Arriving plain = Letters.in(connection, id, "zoe@example.com");
        return new Arriving(
                plain.connection(),
                id,
                new Sender(Handle.phone("+4915112345678").orElseThrow(), "", true),
                List.of(),
                threadKey,
                List.of(),
                "",
                plain.text(),
                null,
                plain.quotedFrom(),
                plain.at(),
                plain.sort(),
                List.of());
    }

    private static Arriving named(Arriving what, String name) {
        return copy(what, new Sender(what.from().handle(), name, true), what.others(), what.sort(), List.of());
    }

    private static Arriving with(Arriving what, List<Sender> others) {
        return copy(what, what.from(), others, what.sort(), List.of());
    }

    private static Arriving sorted(Arriving what, Arriving.Sort sort) {
        return copy(what, what.from(), what.others(), sort, List.of());
    }

    private static Arriving withFile(Arriving what) {
        return copy(
                what,
                what.from(),
                what.others(),
                what.sort(),
                List.of(new NewAttachment("a.txt", "text/plain", new byte[2], null)));
    }

    private static Arriving copy(
            Arriving what, Sender from, List<Sender> others, Arriving.Sort sort, List<NewAttachment> files) {
        return new Arriving(
                what.connection(),
                what.externalId(),
                from,
                others,
                what.threadKey(),
                what.references(),
                what.subject(),
                what.text(),
                what.html(),
                what.quotedFrom(),
                what.at(),
                sort,
                files);
    }
}
