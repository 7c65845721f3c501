package valentine.transparency;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.customer.CustomerId;
import valentine.customer.Handle;
import valentine.customer.Identity;
import valentine.customer.Mention;
import valentine.customer.Trust;
import valentine.db.Backup;
import valentine.db.TestDatabase;
import valentine.team.Member;
import valentine.team.Members;
import valentine.team.Role;

class SensitiveFieldsTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T10:00:00Z");
    private static final PurposeKey BIRTHDAY = new PurposeKey("birthday");
    private static final PurposeKey BOOKS = new PurposeKey("books");

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext context = database.context();

    private static int people;

    private final SensitiveFields fields = context.getBean(SensitiveFields.class);
    private final DataUses uses = context.getBean(DataUses.class);
    private final Identity identity = context.getBean(Identity.class);
    private final TransparencyData data = context.getBean(TransparencyData.class);
    private final TransactionTemplate transactions = context.getBean(TransactionTemplate.class);
    private final JdbcClient jdbc = context.getBean(JdbcClient.class);
    private Member olga = new Member(new valentine.team.MemberId(0), "", "", Role.OWNER);

    @BeforeEach
    void an_owner() {
        Members members = context.getBean(Members.class);
        if (!members.setUp()) members.addOwnerWithoutPassword("olga@example.org", "Olga");
        olga = members.all().getFirst();
        for (SensitiveKind kind : SensitiveKind.values()) fields.end(kind, olga);
    }

    @Test
    void without_a_purpose_a_sensitive_field_is_let_go_and_the_rest_is_kept() {
        CustomerId anna = said(
                Map.of("city", "Rome", "dateOfBirth", "1980-02-03", "contact", Map.of("Steuernummer", "93815/08152")));

        assertThat(everything()).contains("Rome").doesNotContain("1980-02-03", "93815/08152");
        assertThat(fields.of(anna)).isEmpty();
        assertThat(fields.lately())
                .extracting(SensitiveFields.LetGo::name)
                .contains("dateOfBirth", "contact.Steuernummer");
    }

    @Test
    void with_a_purpose_it_is_kept_encrypted_and_opened_for_a_reason_that_is_recorded() {
        assertThat(fields.define(SensitiveKind.BIRTH_DATE, BIRTHDAY, olga)).isEmpty();
        CustomerId anna = said(Map.of("birthday", "1981-04-05"));

        assertThat(everything()).doesNotContain("1981-04-05");
        assertThat(fields.of(anna)).singleElement().satisfies(held -> {
            assertThat(held.isReadable()).isTrue();
            assertThat(held.purpose().sentence()).contains("congratulate");
        });
        assertThat(fields.open(anna, SensitiveKind.BIRTH_DATE, " ", olga, "r0"))
                .isInstanceOf(SensitiveFields.Opened.Refused.class);
        SensitiveFields.Opened opened = fields.open(anna, SensitiveKind.BIRTH_DATE, "She asked for it", olga, "r1");
        fields.open(anna, SensitiveKind.BIRTH_DATE, "She asked for it", olga, "r1");

        assertThat(opened)
                .isInstanceOfSatisfying(
                        SensitiveFields.Opened.Value.class,
                        value -> assertThat(value.text()).isEqualTo("1981-04-05"));
        assertThat(uses.of(anna, Long.MAX_VALUE, 10))
                .singleElement()
                .satisfies(use -> assertThat(uses.told(use, java.time.ZoneOffset.UTC))
                        .contains("Olga opened a sensitive field, for “Congratulating you”", "She asked for it"));
    }

    @Test
    void who_may_not_use_the_purpose_does_not_see_the_value() {
        fields.define(SensitiveKind.TAX_NUMBER, BOOKS, olga);
        CustomerId anna = said(Map.of("tax_id", "DE-77-112233"));
        Member viewer = new Member(olga.id(), olga.email(), olga.name(), Role.VIEWER);

        assertThat(fields.open(anna, SensitiveKind.TAX_NUMBER, "I am curious", viewer, "r2"))
                .isInstanceOfSatisfying(
                        SensitiveFields.Opened.Refused.class,
                        refused -> assertThat(refused.why()).contains("manager"));
    }

    @Test
    void a_special_category_needs_a_ground_of_article_9() {
        assertThat(fields.define(SensitiveKind.HEALTH, BIRTHDAY, olga).orElseThrow())
                .contains("article 9");
    }

    @Test
    void the_last_word_counts_and_nothing_takes_it_away() {
        fields.define(SensitiveKind.BIRTH_DATE, BIRTHDAY, olga);
        people++;
        said(people, MONDAY.plusSeconds(60), Map.of("dob", "1990-01-02"));
        CustomerId anna = said(people, MONDAY, Map.of("dob", "1990-01-01"));

        assertThat(fields.forHimself(anna)).containsValue("1990-01-02");
        java.util.Map<String, Object> nothing = new java.util.HashMap<>();
        nothing.put("dob", tools.jackson.databind.node.NullNode.getInstance());
        said(people, MONDAY.plusSeconds(120), nothing);
        assertThat(fields.of(anna)).isEmpty();
    }

    @Test
    void after_an_erasure_no_backup_taken_before_it_can_be_read(@TempDir Path folder) throws IOException {
        fields.define(SensitiveKind.BIRTH_DATE, BIRTHDAY, olga);
        CustomerId anna = said(Map.of("dob", "1977-07-07"));
        CustomerId ben = said(Map.of("dob", "1988-08-08"));
        Path file = folder.resolve("backup.zip");
        try (var open = database.open()) {
            Backup.write(open, file);
        }

        transactions.executeWithoutResult(_ -> data.forget(identity.profiles(anna)));

        assertThat(text(file)).doesNotContain("1977-07-07");
        try (TestDatabase later = TestDatabase.create()) {
            try (var open = later.open()) {
                Backup.restore(open, file);
                // The restored database goes on where it stood, with the keys as they are now.
                java.nio.file.Files.copy(
                        database.folder().resolve("personal.keys"),
                        later.folder().resolve("personal.keys"));
            }
            try (ConfigurableApplicationContext restored = later.context()) {
                SensitiveFields again = restored.getBean(SensitiveFields.class);
                assertThat(again.of(anna)).singleElement().matches(held -> !held.isReadable());
                assertThat(again.forHimself(anna)).isEmpty();
                assertThat(again.forHimself(ben)).containsValue("1988-08-08");
            }
        }
    }

    @Test
    void what_is_undone_destroys_no_key() {
        fields.define(SensitiveKind.BIRTH_DATE, BIRTHDAY, olga);
        CustomerId anna = said(Map.of("dob", "1966-06-06"));

        transactions.executeWithoutResult(status -> {
            data.forget(identity.profiles(anna));
            status.setRollbackOnly();
        });

        assertThat(fields.forHimself(anna)).containsValue("1966-06-06");
    }

    private static String text(Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (var entry : java.util.Collections.list(zip.entries())) {
                text.append(new String(zip.getInputStream(entry).readAllBytes(), ISO_8859_1));
            }
        }
        return text.toString();
    }

    /// Every row of every table as text.
    private String everything() {
        StringBuilder text = new StringBuilder();
        for (String table : jdbc.sql("""
                SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
                WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
                """).query((row, _) -> row.getString(1)).list()) {
            text.append(jdbc.sql("SELECT coalesce(string_agg(t::text, E'\\n'), '') FROM " + table + " t")
                    .query((row, _) -> row.getString(1))
                    .single());
        }
        return text.toString();
    }

    private CustomerId said(Map<String, Object> traits) {
        people++;
        return said(people, MONDAY, traits);
    }

    private CustomerId said(int number, Instant at, Map<String, Object> traits) {
        return identity.resolve(List.of(new Mention(
                        List.of(new Handle(Handle.Kind.EXTERNAL, "S-" + number)), traits, at, Trust.SAID, "a test")))
                .getFirst();
    }
}
