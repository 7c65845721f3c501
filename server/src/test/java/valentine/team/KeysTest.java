package valentine.team;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import valentine.audit.Actor;
import valentine.db.TestDatabase;
import valentine.team.Keys.Made;
import valentine.team.Keys.Purpose;

class KeysTest {
    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = database.context();

    private final Keys keys = application.getBean(Keys.class);

    @Test
    void a_key_is_found_by_its_text_for_its_purpose_only() {
        Made made = keys.make(Purpose.WRITE, "Web shop", Actor.CONSOLE);

        assertThat(made.text()).matches("vw_[\\w-]{43}");
        assertThat(keys.find(Purpose.WRITE, made.text())).contains(made.id());
        assertThat(keys.find(Purpose.SECRET, made.text())).isEmpty();
        assertThat(keys.find(Purpose.WRITE, made.text() + "x")).isEmpty();
        assertThat(keys.find(Purpose.WRITE, "x".repeat(1_000_000))).isEmpty();
    }

    @Test
    void a_revoked_key_opens_nothing_more_at_once() {
        Made made = keys.make(Purpose.SECRET, "Reports", Actor.CONSOLE);
        assertThat(keys.find(Purpose.SECRET, made.text())).isPresent();

        assertThat(keys.revoke(made.id(), Actor.member(1))).isTrue();
        assertThat(keys.revoke(made.id(), Actor.member(1))).isFalse();
        assertThat(keys.find(Purpose.SECRET, made.text())).isEmpty();
    }

    @Test
    void its_last_use_is_kept_and_its_text_is_nowhere() {
        Made made = keys.make(Purpose.SECRET, "Reports", Actor.CONSOLE);
        assertThat(keys.one(Purpose.SECRET, made.id()).orElseThrow().usedAt()).isNull();

        keys.find(Purpose.SECRET, made.text());

        assertThat(keys.one(Purpose.SECRET, made.id()).orElseThrow().usedAt()).isNotNull();
        List<String> rows = database.jdbc()
                .sql("SELECT key::text FROM team.key")
                .query((row, _) -> row.getString(1))
                .list();
        assertThat(String.join(" ", rows)).doesNotContain(made.text().substring(8));
        assertThat(made.toString()).doesNotContain(made.text());
    }
}
