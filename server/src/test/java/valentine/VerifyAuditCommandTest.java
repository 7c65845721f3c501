package valentine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import valentine.audit.Actor;
import valentine.audit.Audit;
import valentine.db.TestDatabase;

class VerifyAuditCommandTest {
    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @Test
    void a_row_changed_by_sql_is_named_and_the_command_fails() {
        try (ConfigurableApplicationContext application = database.context()) {
            for (int i = 1; i <= 5; i++) {
                application.getBean(Audit.class).record(Actor.CONSOLE, "key made", "key " + i, Map.of());
            }
        }
        String whole = command();
        assertThat(whole).startsWith("0 The audit log is whole: 5 entries.").contains("Head: 5:");
        String head = whole.substring(whole.indexOf("5:"), whole.indexOf("5:") + 66);
        assertThat(command("--head", head)).startsWith("0 ");

        database.jdbc()
                .sql("UPDATE audit.entry SET object = 'key 9' WHERE id = 3")
                .update();
        assertThat(command()).startsWith("1 The audit log is broken at entry 3: it was changed");
        assertThat(command("--head", "nonsense")).startsWith("1 ");
    }

    private static String command(String... more) {
        StringWriter out = new StringWriter();
        String[] arguments = new String[5 + more.length];
        System.arraycopy(
                new String[] {
                    "verify-audit",
                    "--database-url",
                    database.url(),
                    "--data",
                    database.folder().toString()
                },
                0,
                arguments,
                0,
                5);
        System.arraycopy(more, 0, arguments, 5, more.length);
        int code = Valentine.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(new StringWriter()))
                .execute(arguments);
        return code + " " + out;
    }
}
