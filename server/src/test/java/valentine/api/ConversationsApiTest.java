package valentine.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import valentine.Application;
import valentine.audit.Actor;
import valentine.channel.Arrival;
import valentine.channel.Arrivals;
import valentine.channel.Arriving;
import valentine.channel.ConnectionId;
import valentine.channel.Connections;
import valentine.channel.Medium;
import valentine.channel.Sender;
import valentine.customer.Handle;
import valentine.db.TestDatabase;
import valentine.team.Keys;

class ConversationsApiTest {
    @AutoClose
    private static final TestDatabase DATABASE = TestDatabase.create();

    @AutoClose
    private static final ConfigurableApplicationContext APPLICATION =
            Application.serve(DATABASE.open(), "127.0.0.1", 0);

    @AutoClose
    private static final Program HELPDESK = program(Keys.Purpose.WORK);

    @AutoClose
    private static final Program READER = program(Keys.Purpose.SECRET);

    private static final ConnectionId MAILBOX = APPLICATION
            .getBean(Connections.class)
            .connect(Medium.EMAIL, "Support", "support@shop.example", Map.of(), Map.of(), Actor.CONSOLE);

    private static int count;

    private final String home = "/api/customers/" + ann() + "/conversations";
    private final String id = READER.get(home).json().at("/conversations/0/id").asString();
    private final String talk = home + "/" + id;

    @Test
    void a_conversation_is_read_with_what_was_said_and_each_reader_is_written_down() {
        long before = uses();
        JsonNode whole = READER.get(talk).json();

        assertThat(whole.at("/conversation/subject").asString()).isEqualTo("The mug");
        assertThat(whole.at("/conversation/status").asString()).isEqualTo("open");
        assertThat(whole.at("/conversation/waitingSince").isNull()).isFalse();
        assertThat(whole.get("messages")).hasSize(1);
        assertThat(whole.at("/messages/0/text").asString()).isEqualTo("It came in two pieces.");
        assertThat(whole.at("/messages/0/kind").asString()).isEqualTo("in");
        assertThat(whole.get("earlier").asBoolean()).isFalse();
        assertThat(uses() - before).isOne();
    }

    @Test
    void a_reply_leaves_once_for_each_key() {
        String body = "{\"text\": \"Another one is on its way.\"}";
        Program.Answer first = HELPDESK.post(talk + "/replies", body, "Idempotency-Key", "ticket " + count);
        Program.Answer again = HELPDESK.post(talk + "/replies", body, "Idempotency-Key", "ticket " + count);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.json().get("kind").asString()).isEqualTo("out");
        assertThat(again.json().get("id")).isEqualTo(first.json().get("id"));
        assertThat(HELPDESK.post(
                                talk + "/replies",
                                body.replace("Another", "No other"),
                                "Idempotency-Key",
                                "ticket " + count)
                        .json()
                        .get("type")
                        .asString())
                .endsWith("other-body");
        JsonNode whole = READER.get(talk).json();
        assertThat(whole.get("messages")).hasSize(2);
        assertThat(whole.at("/conversation/status").asString()).isEqualTo("pending");
    }

    @Test
    void a_program_notes_and_settles() {
        assertThat(HELPDESK.post(talk + "/notes", "{\"text\": \"Her third broken mug.\"}")
                        .json()
                        .get("kind")
                        .asString())
                .isEqualTo("note");
        assertThat(HELPDESK.post(talk + "/status", "{\"status\": \"resolved\"}")
                        .json()
                        .get("status")
                        .asString())
                .isEqualTo("resolved");
        assertThat(READER.get(talk + "?limit=1").json().get("earlier").asBoolean())
                .isTrue();
    }

    @Test
    void what_does_not_fit_is_refused_with_its_mend_and_changes_nothing() {
        assertThat(READER.get("/api/customers/" + ann() + "/conversations/" + id)
                        .status())
                .isEqualTo(404);
        assertThat(READER.get(home + "/999999999999999999999").status()).isEqualTo(404);
        assertThat(READER.get("/api/customers/999999/conversations").status()).isEqualTo(404);
        assertThat(HELPDESK.post(talk + "/status", "{\"status\": \"snoozed\"}").status())
                .isEqualTo(422);
        assertThat(HELPDESK.post(talk + "/replies", "{\"text\": \" \"}").status())
                .isEqualTo(422);
        assertThat(HELPDESK.post(talk + "/notes", "{\"text\": \" \"}").status()).isEqualTo(422);
        for (String deed : List.of("replies", "notes", "status")) {
            assertThat(READER.post(talk + "/" + deed, "{\"text\": \"Hello\"}").status())
                    .isEqualTo(403);
        }
        JsonNode whole = READER.get(talk).json();
        assertThat(whole.get("messages")).hasSize(1);
        assertThat(whole.at("/conversation/status").asString()).isEqualTo("open");
    }

    /// Somebody new, who wrote a moment ago.
    private static long ann() {
        count++;
        String text = "It came in two pieces.";
        Arriving mail = new Arriving(
                MAILBOX,
                "<" + count + "@mail.example>",
                new Sender(Handle.email("ann-" + count + "@mail.example").orElseThrow(), "Ann", true),
                List.of(),
                null,
                List.of(),
                "The mug",
                text,
                null,
                text.length(),
                Instant.now().minus(1, ChronoUnit.HOURS),
                Arriving.Sort.MESSAGE,
                List.of());
        Arrival arrival = new TransactionTemplate(APPLICATION.getBean(PlatformTransactionManager.class))
                .execute(_ -> APPLICATION.getBean(Arrivals.class).take(mail).orElseThrow());
        return arrival.customer().value();
    }

    private static long uses() {
        return DATABASE.jdbc()
                .sql("SELECT count(*) FROM transparency.data_use")
                .query(Long.class)
                .single();
    }

    private static Program program(Keys.Purpose purpose) {
        return new Program(
                APPLICATION,
                APPLICATION
                        .getBean(Keys.class)
                        .make(purpose, "A help desk", Actor.CONSOLE)
                        .text());
    }
}
