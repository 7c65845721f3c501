package valentine.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.Application;
import valentine.customer.Ageing;
import valentine.db.TestDatabase;

/// Every kind of thing that grows old has a rule whose preview counts exactly what goes.
class RetentionTest {
    private static final Instant LONG_AGO = Instant.now().minus(500, ChronoUnit.DAYS);
    private static final Instant BEFORE = Instant.now().minus(365, ChronoUnit.DAYS);

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = Application.serve(database.open(), "127.0.0.1", 0);

    private static final JdbcClient jdbc = application.getBean(JdbcClient.class);
    private static final Map<String, Ageing> rules =
            all(application.getBeansOfType(Ageing.class).values());

    private static Conversation old;
    private static Conversation fresh;
    private static Conversation open;

    @BeforeAll
    static void there_is_old_and_new() {
        Post post = new Post(application);
        old = post.mail("old@example.com", "Otto", "Once upon a time", "Secret words", List.of(), LONG_AGO);
        open = post.mail("open@example.com", "Oda", "Still waiting", "Other words", List.of(), LONG_AGO);
        fresh = post.mail("new@example.com", "Nora", "Today", "Young words");
        application.getBean(TransactionTemplate.class).executeWithoutResult(_ -> {
            application
                    .getBean(Conversations.class)
                    .note(old.id(), "A secret note", By.member(new valentine.team.MemberId(1)));
            jdbc.sql("""
                    UPDATE conversation.message SET at = :at WHERE conversation = :id
                    """)
                    .param("at", at(LONG_AGO))
                    .param("id", old.id().value())
                    .update();
            jdbc.sql("""
                    UPDATE conversation.conversation
                    SET status = 'resolved', resolved_at = :at, last_at = :at, waiting_since = NULL WHERE id = :id
                    """)
                    .param("at", at(LONG_AGO))
                    .param("id", old.id().value())
                    .update();
            jdbc.sql("""
                    INSERT INTO channel.attachment (arrival, name, media_type, size, content)
                    SELECT id, 'letter.txt', 'text/plain', 6, 'secret' FROM channel.arrival WHERE sender = 'old@example.com'
                    """).update();
            for (Instant at : List.of(LONG_AGO, Instant.now())) {
                one("""
                        INSERT INTO transparency.data_use (at, customer, act, categories, purpose, by, people, request)
                        VALUES (:at, :customer, 'opened', '{contact}', 'service', 'member 1', 1, gen_random_uuid())
                        """, at);
                one("""
                        INSERT INTO fondness.evidence (customer, at, kind, share, words, source, reference)
                        VALUES (:customer, :at, 'review', 1, 'Lovely', 'test', gen_random_uuid())
                        """, at);
                one("""
                        INSERT INTO portal.correction (customer, field, said, asked_at, answer, answered_at)
                        VALUES (:customer, 'name', 'Otto', :at, 'accepted', :at)
                        """, at);
                one("""
                        INSERT INTO gesture.decision (customer, gesture, answer, rests_till, member, decided_at)
                        VALUES (:customer, 'call', 'done', :at, 1, :at)
                        """, at);
                one("""
                        WITH made AS (
                            INSERT INTO promise.promise (customer, kind, what, due, zone, made_at, made_by, source)
                            VALUES (:customer, 'other', 'To call', :at, 'UTC', :at, 'member 1', 'test') RETURNING id)
                        INSERT INTO promise.ending (promise, how, at, ended_by) SELECT id, 'kept', :at, 'member 1' FROM made
                        """, at);
                one("""
                        INSERT INTO history.interaction (customer, at, kind, title, source, message_id)
                        SELECT :customer, :at, 'call', 'A call', min(id), gen_random_uuid() FROM history.source
                        """, at);
                one("""
                        INSERT INTO mail.letter (key, kind, address, receiver, subject, paragraphs, why, customer,
                            message_id, written_at, state, due_at)
                        VALUES (gen_random_uuid(), 'word', 'old@example.com', 'Otto', 'Hello', '["Words"]', 'Because',
                            :customer, gen_random_uuid(), :at, 'sent', :at)
                        """, at);
                jdbc.sql("""
                        INSERT INTO intake.import (kind, file_name, folder, brought_at, refused)
                        VALUES ('orders', 'orders.csv', gen_random_uuid(), :at,
                            '[{"line":2,"column":"name","value":"Otto","why":"No."}]')
                        """).param("at", at(at)).update();
            }
        });
    }

    @Test
    void each_rule_lets_go_exactly_what_its_preview_counts_and_nothing_young() {
        assertThat(rules)
                .containsOnlyKeys(
                        "calls",
                        "conversations",
                        "corrections",
                        "data-uses",
                        "feelings",
                        "gestures",
                        "interactions",
                        "letters",
                        "promises",
                        "refused-messages",
                        "refused-rows",
                        "silent-customers");
        for (String key : List.of(
                "calls", "corrections", "data-uses", "feelings", "gestures", "letters", "promises", "refused-rows")) {
            Ageing rule = rules.get(key);
            long all = rule.count(Instant.now().plusSeconds(60));
            assertThat(rule.count(BEFORE)).as(key).isEqualTo(1);
            assertThat(forget(rule)).as(key).isEqualTo(1);
            assertThat(rule.count(BEFORE)).as(key).isZero();
            assertThat(rule.count(Instant.now().plusSeconds(60))).as(key).isEqualTo(all - 1);
        }
    }

    @Test
    void words_and_files_of_resolved_conversations_go_and_what_is_open_or_young_stays() {
        Ageing rule = rules.get("conversations");
        assertThat(rule.count(BEFORE)).isEqualTo(2);

        assertThat(forget(rule)).isEqualTo(2);

        assertThat(rule.count(BEFORE)).isZero();
        assertThat(jdbc.sql("""
                        SELECT a::text FROM channel.arrival a WHERE sender = 'old@example.com'
                        UNION ALL SELECT m::text FROM conversation.message m WHERE conversation = :id
                        UNION ALL SELECT c::text FROM conversation.conversation c WHERE id = :id
                        UNION ALL SELECT f::text FROM channel.attachment f
                        """)
                        .param("id", old.id().value())
                        .query(String.class)
                        .list())
                .hasSize(4)
                .noneMatch(row -> row.toLowerCase(java.util.Locale.ROOT).matches(".*(secret|once upon).*"));
        assertThat(jdbc.sql("SELECT text FROM channel.arrival WHERE text <> '' ORDER BY text")
                        .query(String.class)
                        .list())
                .containsExactly("Other words", "Young words");
        Conversations conversations = application.getBean(Conversations.class);
        assertThat(conversations.find(old.id()).orElseThrow().subject()).isEqualTo("No longer kept");
        assertThat(conversations.find(fresh.id()).orElseThrow().subject()).isEqualTo("Today");
        assertThat(conversations.find(open.id()).orElseThrow().subject()).isEqualTo("Still waiting");
    }

    private static long forget(Ageing rule) {
        Long gone = application.getBean(TransactionTemplate.class).execute(_ -> rule.forget(BEFORE, 10_000));
        return gone == null ? 0 : gone;
    }

    private static void one(String sql, Instant at) {
        jdbc.sql(sql)
                .param("customer", old.customer().value())
                .param("at", at(at))
                .update();
    }

    private static java.time.OffsetDateTime at(Instant at) {
        return at.atOffset(java.time.ZoneOffset.UTC);
    }

    private static Map<String, Ageing> all(Collection<Ageing> rules) {
        return rules.stream().collect(Collectors.toMap(Ageing::key, Function.identity()));
    }
}
