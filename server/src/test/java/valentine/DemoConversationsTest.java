package valentine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import valentine.customer.Handle;
import valentine.customer.Identity;
import valentine.customer.Mention;
import valentine.customer.Trust;
import valentine.db.TestDatabase;
import valentine.team.Members;

class DemoConversationsTest {
    @AutoClose
    private final TestDatabase database = TestDatabase.create();

    @AutoClose
    private final ConfigurableApplicationContext context = database.context();

    @Test
    void the_demo_talks_with_its_customers_in_every_way() {
        Members members = context.getBean(Members.class);
        members.addOwnerWithoutPassword("maja@lindqvist.example", "Maja Lindqvist");
        context.getBean(Identity.class)
                .resolve(Stream.of("Harriet", "Björn", "Imogen", "Oliver", "Ruth", "Nell", "Arthur", "Freya")
                        .map(name -> new Mention(
                                List.of(Handle.email(name.replace("ö", "o") + "@example.com")
                                        .orElseThrow()),
                                Map.of("name", name + " Berg"),
                                Instant.now(),
                                Trust.SAID,
                                "test"))
                        .toList());
        DemoConversations.tell(context, members.all().getFirst().id(), Instant.now());
        assertThat(database.jdbc()
                        .sql("SELECT DISTINCT status FROM conversation.conversation ORDER BY status")
                        .query(String.class)
                        .list())
                .containsExactly("open", "pending", "resolved", "snoozed");
        assertThat(count("WHERE waiting_since IS NOT NULL")).isGreaterThan(2);
        assertThat(count("WHERE medium = 'chat'")).isEqualTo(2);
        assertThat(count("")).isEqualTo(10);
    }

    private long count(String which) {
        return database.jdbc()
                .sql("SELECT count(*) FROM conversation.conversation " + which)
                .query(Long.class)
                .single();
    }
}
