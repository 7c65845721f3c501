package valentine;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import valentine.audit.Audit;
import valentine.audit.Finding.Broken;
import valentine.audit.Finding.Whole;
import valentine.audit.Head;
import valentine.db.CannotStart;
import valentine.db.Database;
import valentine.db.Migrations;

/// `verify-audit`: whether every entry of the audit log is as it was written.
@Command(
        name = "verify-audit",
        description = "Walk along the audit log and say whether every entry is as it was written; 1 when one is not.",
        mixinStandardHelpOptions = true)
final class VerifyAuditCommand implements Callable<Integer> {
    @Mixin
    Place place;

    @Option(
            names = "--head",
            paramLabel = "NUMBER:HASH",
            description =
                    "A head that an earlier run printed; shows also whether the end was cut off since. Repeatable.")
    List<String> heads = List.of();

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws SQLException {
        List<Head> remembered = heads.stream().map(VerifyAuditCommand::head).toList();
        try (Database database = place.shared()) {
            Migrations.run(database);
            var source = new SingleConnectionDataSource(database.connect(), true);
            PrintWriter out = spec.commandLine().getOut();
            return switch (new Audit(JdbcClient.create(source), Clock.systemUTC()).verify(remembered)) {
                case Whole(var head) -> {
                    out.printf("The audit log is whole: %,d entries.%n", head.id());
                    out.println("Head: " + head);
                    out.println(
                            "Note the head down; --head shows later that nothing before it was changed or cut off.");
                    yield 0;
                }
                case Broken(var id, var why) -> {
                    out.printf("The audit log is broken at entry %d: %s.%n", id, why);
                    yield 1;
                }
            };
        }
    }

    private static Head head(String said) {
        try {
            return Head.of(said);
        } catch (IllegalArgumentException e) {
            throw new CannotStart(e.getMessage() + ": " + said, e);
        }
    }
}
