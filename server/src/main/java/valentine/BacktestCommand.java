package valentine;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import valentine.backtest.Backtest;
import valentine.backtest.TrackRecord;
import valentine.staying.OrderHistory;

/// `backtest`: how well the score would have done on the past in a file of orders alone; no database, no server.
@Command(
        name = "backtest",
        description = "Go back to earlier days and show how well the score would have foretold who buys again.",
        mixinStandardHelpOptions = true)
final class BacktestCommand implements Callable<Integer> {
    private static final int MOST_CUTS = 60;

    @Mixin
    OrdersFile orders = new OrdersFile();

    @Option(
            names = "--cuts",
            paramLabel = "NUMBER",
            defaultValue = "6",
            description = "On how many earlier days to try it (default: 6).")
    int cuts = 6;

    @Option(names = "--json", description = "Print the track record for programs.")
    boolean json;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        if (cuts < 1 || cuts > MOST_CUTS) {
            throw new ParameterException(
                    spec.commandLine(), "--cuts is a number from 1 to " + MOST_CUTS + "; not " + cuts + ".");
        }
        int days = orders.days();
        PrintWriter err = spec.commandLine().getErr();
        OrderHistory history = orders.read(err);
        OrdersFile.say(err, "Going back …");
        TrackRecord record = Backtest.of(history.past(), orders.lastDay(history.past()), days, cuts);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build()
                    .writeValueAsString(record));
        } else {
            new BacktestAnswer(record, out).print();
        }
        out.flush();
        return 0;
    }
}
