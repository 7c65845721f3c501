package valentine;

import java.io.PrintWriter;
import java.util.List;
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
import valentine.backtest.ContractRecord;
import valentine.backtest.ContractTrial;
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

    @Option(
            names = "--contracts",
            description = "The file has a row for each customer with a contract: for how many months they have had it,"
                    + " whether they left (yes or no), and what else is known; show how well it is foretold how long they"
                    + " stay. --map names the columns: tenure=COLUMN, churn=COLUMN.")
    boolean contracts;

    @Option(
            names = "--without",
            paramLabel = "COLUMN",
            description = "With --contracts: a column that gives the end away, to be left out; may be repeated.")
    List<String> without = List.of();

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
        if (contracts) {
            print(ContractTrial.of(ContractsFile.read(orders.file, orders.map, without)));
            return 0;
        }
        if (!without.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--without goes with --contracts.");
        }
        print(orders());
        return 0;
    }

    private TrackRecord orders() {
        int days = orders.days();
        PrintWriter err = spec.commandLine().getErr();
        OrderHistory history = orders.read(err);
        OrdersFile.say(err, "Going back …");
        return Backtest.of(history.past(), orders.lastDay(history.past()), days, cuts);
    }

    private void print(TrackRecord record) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            printJson(record);
        } else {
            new BacktestAnswer(record, out).print();
        }
        out.flush();
    }

    private void print(ContractRecord record) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            printJson(record);
        } else {
            new ContractsAnswer(record, out).print();
        }
        out.flush();
    }

    private void printJson(Object record) {
        spec.commandLine()
                .getOut()
                .println(JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(record));
    }
}
