package valentine;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import valentine.db.CannotStart;
import valentine.staying.Judgement;
import valentine.staying.OrderHistory;
import valentine.staying.Words;

/// `score`: who stays, from a file of orders alone; no database, no server.
@Command(
        name = "score",
        description = "Say who of the customers in a file of orders will buy again, and how well that was foretold.",
        mixinStandardHelpOptions = true)
final class ScoreCommand implements Callable<Integer> {
    @Mixin
    OrdersFile orders = new OrdersFile();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write one row for each customer, in the order in which the file first names them.")
    @Nullable
    Path out;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        int days = orders.days();
        PrintWriter err = spec.commandLine().getErr();
        OrderHistory history = orders.read(err);
        int now = orders.lastDay(history.past());
        if (orders.asOf == null) {
            OrdersFile.say(
                    err, "Scoring as of " + Words.day(LocalDate.ofEpochDay(now)) + ", the last day in the file.");
        }
        OrdersFile.say(err, "Fitting and checking …");
        Judgement judgement = Judgement.of(history.past(), now, days);
        ScoreAnswer answer = new ScoreAnswer(history, judgement, now, days);
        if (out != null) {
            try {
                answer.write(out);
            } catch (IOException e) {
                throw new CannotStart("Writing the scores to " + out + " failed: " + e + ".", e);
            }
            OrdersFile.say(err, "Wrote " + out + ".");
        }
        PrintWriter print = spec.commandLine().getOut();
        answer.print(print);
        print.flush();
        return 0;
    }
}
