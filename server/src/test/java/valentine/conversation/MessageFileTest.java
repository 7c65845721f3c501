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
        Import done = bring(FILE);
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
        assertThat(cup.name()).isEqualTo("Ann Ash");
        assertThat(cup.course().switches()).isOne();
        assertThat(Duration.between(cup.course().askedAt(), cup.course().firstReplyAt()))
                .isEqualTo(Duration.ofMinutes(150));
        assertThat(context.getBean(Conversations.class).messages(cup.id(), 9))
                .extracting(Message::author)
                .containsExactly("Ann Ash", "Ada Lovelace", "");
        // An answer before the question is none.
        assertThat(all.getLast().course().firstReplyAt()).isNull();
        assertThat(context.getBean(Responses.class).first(Instant.EPOCH, Instant.now()))
                .isEqualTo(new Responses.Figures(2, 1, Duration.ofMinutes(150), Duration.ofMinutes(150)));
        assertThat(facts()).isEqualTo(5);

        Import again = bring(FILE);
        assertThat(again.tally().stored()).isZero();
        assertThat(again.tally().duplicate()).isEqualTo(5);
        assertThat(facts()).isEqualTo(5);
    }

    @Test
    void messages_that_answer_each_other_are_one_conversation_whatever_file_they_come_in() throws IOException {
        String head = "customer,date,direction,message_id,in_reply_to,text\n";
        bring(head + """
                ann@example.com,2024-03-01 10:00:00,in,a,,First
                ann@example.com,2024-03-03 10:00:00,in,c,b,Third
                ben@example.com,2024-03-03 10:00:00,in,x,,Something else
                """);
        assertThat(conversations()).isEqualTo(3);

        // It names the first and is named by the third.
        Import bridge = bring(head + """
                ann@example.com,2024-03-02 10:00:00,out,b,a,Second
                ann@example.com,2024-03-04 10:00:00,in,d,c,Fourth
                ann@example.com,2024-03-04 10:00:00,in,d,c,Fourth
                """);
        assertThat(bridge.tally().stored()).isEqualTo(2);
        assertThat(bridge.tally().duplicate()).isOne();
        assertThat(conversations()).isEqualTo(2);
        Conversation whole = jdbc.sql("""
                        SELECT id FROM conversation.conversation WHERE merged_into IS NULL ORDER BY last_at DESC LIMIT 1
                        """)
                .query((row, _) -> context.getBean(ConversationTable.class)
                        .one(new ConversationId(row.getLong(1)))
                        .orElseThrow())
                .single();
        assertThat(whole.last().words()).isEqualTo("Fourth");
        assertThat(context.getBean(Conversations.class).messages(whole.id(), 9))
                .extracting(Message::text)
                .containsExactlyInAnyOrder("First", "Second", "Third", "Fourth");
    }

    private long conversations() {
        return jdbc.sql("SELECT count(*) FROM conversation.conversation WHERE merged_into IS NULL")
                .query(Long.class)
                .single();
    }

    private long facts() {
        return jdbc.sql("SELECT count(*) FROM history.interaction")
                .query(Long.class)
                .single();
    }

    private Import bring(String text) throws IOException {
        CsvFile file = CsvFile.open(Files.writeString(folder.resolve("messages.csv"), text));
        Kind kind = imports.kind("messages").orElseThrow();
        Import begun = imports.begin(kind, "messages.csv");
        return imports.run(begun.id(), file, Mapping.guess(kind, file), List.of(), _ -> {});
    }
}
