package valentine.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.csv.CsvFile;
import valentine.csv.Kind;
import valentine.csv.Mapping;
import valentine.db.TestDatabase;
import valentine.intake.Import;
import valentine.intake.Imports;

class MessageFileTest {
    private static final String FILE = """
            customer,date,direction,thread,message_id,in_reply_to,name,channel,subject,text,author
            ann@example.com,2024-03-01 10:00:00,in,T1,m1,,Ann Ash,email,My cup,It broke.,
            ,2024-03-01 12:30:00,out,T1,m2,m1,,email,Re: My cup,We send another.,Ada Lovelace
            ann@example.com,2024-03-02 09:00:00,in,T1,m3,m2,,chat,,Thanks!,
            ben@example.com,2024-03-05 08:00:00,in,T2,m4,,Ben,email,Opening hours,Open on Sunday?,
            ben@example.com,2024-03-05 07:00:00,out,T2,m5,m4,,email,,Dated before its question.,Ada Lovelace
            ,2024-03-05 08:00:00,in,T3,m6,,,email,,Who is this?,
            cleo@example.com,2024-03-05 08:00:00,sideways,T4,m7,,,email,,?,
            """;

    @AutoClose
    private final TestDatabase database = TestDatabase.create();

    @AutoClose
    private final ConfigurableApplicationContext context = database.context();

    private final Imports imports = context.getBean(Imports.class);
    private final JdbcClient jdbc = database.jdbc();

    @TempDir
    private Path folder;

    @Test
    void conversations_from_before_come_in_as_threads_resolved_and_once_into_the_history() throws IOException {
        Import done = bring();
        assertThat(done.why()).isNull();
        assertThat(done.tally().stored()).isEqualTo(5);
        assertThat(done.tally().refused()).isEqualTo(2);
        assertThat(done.tally().customers()).isEqualTo(2);
        ConversationTable table = context.getBean(ConversationTable.class);
        List<Conversation> all = jdbc.sql("SELECT id FROM conversation.conversation ORDER BY created_at")
                .query((row, _) -> table.one(new ConversationId(row.getLong(1))).orElseThrow())
                .list();
        assertThat(all).hasSize(2).allSatisfy(one -> assertThat(one.status()).isEqualTo(Status.RESOLVED));
        Conversation cup = all.getFirst();
        assertThat(cup.subject()).isEqualTo("My cup");
        assertThat(cup.course().switches()).isOne();
        assertThat(Duration.between(cup.course().askedAt(), cup.course().firstReplyAt()))
                .isEqualTo(Duration.ofMinutes(150));
        assertThat(context.getBean(Conversations.class).messages(cup.id(), 9))
                .extracting(Message::author)
                .containsExactly("", "Ada Lovelace", "");
        // An answer before the question is none.
        assertThat(all.getLast().course().firstReplyAt()).isNull();
        assertThat(context.getBean(Responses.class).first(Instant.EPOCH, Instant.now()))
                .isEqualTo(new Responses.Figures(2, 1, Duration.ofMinutes(150), Duration.ofMinutes(150)));
        assertThat(facts()).isEqualTo(5);

        Import again = bring();
        assertThat(again.tally().stored()).isZero();
        assertThat(again.tally().duplicate()).isEqualTo(5);
        assertThat(facts()).isEqualTo(5);
    }

    private long facts() {
        return jdbc.sql("SELECT count(*) FROM history.interaction")
                .query(Long.class)
                .single();
    }

    private Import bring() throws IOException {
        CsvFile file = CsvFile.open(Files.writeString(folder.resolve("messages.csv"), FILE));
        Kind kind = imports.kind("messages").orElseThrow();
        Import begun = imports.begin(kind, "messages.csv");
        return imports.run(begun.id(), file, Mapping.guess(kind, file), List.of(), _ -> {});
    }
}
