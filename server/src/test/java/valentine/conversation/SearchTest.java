package valentine.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import valentine.db.TestDatabase;

/// Of 60,000 notes the first says something else than all others, every fiftieth has a word that others have not, and
/// every 1,800th one more.
class SearchTest {
    @AutoClose
    private static final TestDatabase DATABASE = TestDatabase.create();

    @AutoClose
    private static final ConfigurableApplicationContext CONTEXT = DATABASE.context();

    private final Search search = CONTEXT.getBean(Search.class);

    @BeforeAll
    static void much_is_said() {
        DATABASE.jdbc()
                .sql("INSERT INTO customer.customer (name) VALUES ('Ben')")
                .update();
        DATABASE.jdbc().sql("""
                INSERT INTO conversation.conversation (customer, subject, status, medium, last_at, created_at)
                SELECT id, 'A mug', 'open', 'email', now(), now() FROM customer.customer
                """).update();
        DATABASE.jdbc().sql("""
                INSERT INTO conversation.message (conversation, customer, at, kind, medium, text, words)
                SELECT c.id, c.customer, now(), 'note', 'email', said, to_tsvector('simple', said)
                FROM generate_series(1, 60000) n
                CROSS JOIN conversation.conversation c
                CROSS JOIN LATERAL (SELECT CASE WHEN n = 1 THEN 'the handle broke'
                    WHEN n % 1800 = 0 THEN 'tea number round ' || n WHEN n % 50 = 0 THEN 'tea number ' || n ELSE 'tea again' END AS said) words
                ORDER BY n
                """).update();
    }

    @Test
    void what_was_said_once_is_found_behind_thousands_of_others() {
        Search.Found found = search.find("Handle BROKE", Optional.empty());

        assertThat(found.hits())
                .singleElement()
                .satisfies(hit -> assertThat(hit.subject()).isEqualTo("A mug"));
        assertThat(found.next()).isNull();
        assertThat(search.find("handle tea", Optional.empty()).hits()).isEmpty();
    }

    @Test
    void a_common_word_is_found_the_newest_first() {
        Search.Found found = search.find("tea", Optional.empty());

        assertThat(found.hits())
                .hasSize(30)
                .isSortedAccordingTo((one, other) ->
                        Long.compare(other.message().value(), one.message().value()));
        assertThat(found.next()).isEqualTo(found.hits().getLast().message());
    }

    @Test
    void a_walk_through_all_pages_meets_each_once() {
        List<Long> met = new ArrayList<>();
        Optional<MessageId> before = Optional.empty();
        do {
            Search.Found found = search.find("number", before);
            found.hits().forEach(hit -> met.add(hit.message().value()));
            before = Optional.ofNullable(found.next());
        } while (before.isPresent());

        assertThat(met).hasSize(1_200).doesNotHaveDuplicates();
        assertThat(met.reversed()).isSorted();
    }

    @Test
    void what_is_said_now_and_then_is_found_among_the_newest_and_before_them() {
        Search.Found found = search.find("round", Optional.empty());
        Search.Found rest = search.find("round", Optional.ofNullable(found.next()));

        assertThat(found.hits()).hasSize(30);
        assertThat(rest.hits()).hasSize(3);
        assertThat(rest.next()).isNull();
        assertThat(Stream.of(found, rest).flatMap(page -> page.hits().stream()).map(Search.Hit::message))
                .doesNotHaveDuplicates();
    }
}
