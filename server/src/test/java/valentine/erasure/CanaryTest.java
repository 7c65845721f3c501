package valentine.erasure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.customer.CustomerId;
import valentine.customer.Handle;
import valentine.customer.Handles;
import valentine.db.Backup;
import valentine.db.TestDatabase;
import valentine.team.Members;
import valentine.transparency.PurposeKey;
import valentine.transparency.SensitiveFields;
import valentine.transparency.SensitiveKind;

/// A canary in every column that may hold something of a customer.
class CanaryTest {
    private static final String BIRTHDAY = "1981-04-05";

    /// Rows that the filling made and that lead to nobody: a company without people, a file that names him nowhere
    /// else, somebody who asks for a link and gets it in seconds; and the sums over all who were forgotten.
    private static final Set<String> NOT_HIS = Set.of(
            "customer.account.key",
            "customer.account.name",
            "customer.domain.domain",
            "history.forgotten.kind",
            "intake.import.corrections",
            "intake.import.file_name",
            "intake.import.reasons",
            "intake.import.why",
            "portal.asking.address");

    @AutoClose
    final Keeping firm = new Keeping();

    @Test
    void every_column_that_may_hold_words_of_a_customer_forgets_him() {
        firm.comeIn("Ben", "ben");
        firm.comeIn("Canary", "canary");
        CustomerId canary = firm.customer("canary-1");
        Filling filling = new Filling(firm.jdbc(), canary, firm.customer("ben-1"));
        // Who works out standings meanwhile may write over a row; then it is filled once more.
        Set<String> silent = new TreeSet<>(filling.mayHoldWords());
        for (int round = 0; round < 5 && !silent.isEmpty(); round++) {
            filling.rows(firm.places());
            Set<String> refusing = filling.words(firm.places());
            silent = new TreeSet<>(filling.mayHoldWords());
            silent.removeAll(firm.places());
            silent.removeAll(refusing);
            // A letter to it is already being written.
            silent.remove("portal.asking.address");
        }
        assertThat(silent).as("columns where no canary could be put").isEmpty();
        assertThat(firm.places()).hasSizeGreaterThan(70);

        Erasure erasure = firm.erase(canary);

        assertThat(firm.places()).isSubsetOf(NOT_HIS);
        assertThat(erasure.isFinished()).isTrue();
        assertThat(firm.erasures().rehearse(canary)).allMatch(held -> held.count() == 0);
    }

    @Test
    void of_sensitive_fields_a_backup_holds_nothing_that_can_be_read(@TempDir Path folder) throws IOException {
        Members members = firm.bean(Members.class);
        members.addOwnerWithoutPassword("olga@example.org", "Olga");
        assertThat(firm.bean(SensitiveFields.class)
                        .define(
                                SensitiveKind.BIRTH_DATE,
                                new PurposeKey("birthday"),
                                members.all().getFirst()))
                .isEmpty();
        firm.send("""
                {"type":"identify","messageId":"i1","userId":"canary-1","traits":{"name":"Canary","birthday":"%s"}}\
                """.formatted(BIRTHDAY));
        CustomerId canary = firm.customer("canary-1");
        assertThat(firm.bean(SensitiveFields.class).of(canary))
                .singleElement()
                .matches(SensitiveFields.Held::isReadable);
        Path file = folder.resolve("backup.zip");
        Backup.write(firm.database().open(), file);
        firm.erase(canary);

        assertThat(text(file)).contains("Canary").doesNotContain(BIRTHDAY);
        try (TestDatabase elsewhere = TestDatabase.create()) {
            Backup.restore(elsewhere.open(), file);
            assertThat(rows(elsewhere.jdbc())).contains("Canary").doesNotContain(BIRTHDAY);
            try (var context = elsewhere.context()) {
                CustomerId there = context.getBean(Handles.class)
                        .owner(Handle.id("canary-1").orElseThrow())
                        .orElseThrow();
                assertThat(context.getBean(SensitiveFields.class).of(there))
                        .singleElement()
                        .matches(held -> !held.isReadable());
            }
        }
    }

    private static String text(Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (var entry : Collections.list(zip.entries())) {
                text.append(new String(zip.getInputStream(entry).readAllBytes(), ISO_8859_1));
            }
        }
        return text.toString();
    }

    private static String rows(JdbcClient jdbc) {
        List<String> rows = new ArrayList<>();
        for (String table : jdbc.sql("""
                SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
                WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
                """).query(String.class).list()) {
            rows.addAll(jdbc.sql("SELECT t::text FROM " + table + " t")
                    .query(String.class)
                    .list());
        }
        return String.join("\n", rows);
    }
}
