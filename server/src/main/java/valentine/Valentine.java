package valentine;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import valentine.db.CannotStart;
import valentine.simulation.SimulateCommand;

/// Where the program begins: one command with its subcommands.
@Command(
        name = "valentine",
        description = "Do your customers love you? Valentine answers, proves it, and says what to do today.",
        subcommands = {
            ServeCommand.class,
            DemoCommand.class,
            ImportCommand.class,
            ScoreCommand.class,
            BacktestCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            DoctorCommand.class,
            SimulateCommand.class,
            VerifyAuditCommand.class
        },
        mixinStandardHelpOptions = true,
        version = "Valentine 0.1.0")
public final class Valentine {
    private Valentine() {}

    public static void main(String[] arguments) {
        String[] given = arguments.length == 0 || (arguments[0].startsWith("-") && !isGeneral(arguments[0]))
                ? prepend("serve", arguments)
                : arguments;
        int code = commandLine().execute(given);
        // The server goes on after its command has returned; every other command is over.
        if (code != ServeCommand.RUNNING) {
            System.exit(code);
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new Valentine())
                .setDefaultValueProvider(new Defaults())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, commandLine, _) -> {
                    PrintWriter err = commandLine.getErr();
                    CannotStart sentence = sentenceIn(e);
                    if (sentence == null) {
                        e.printStackTrace(err);
                    } else {
                        err.println(sentence.getMessage());
                    }
                    err.flush();
                    return 1;
                });
    }

    private static @org.jspecify.annotations.Nullable CannotStart sentenceIn(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CannotStart sentence) {
                return sentence;
            }
        }
        return null;
    }

    private static boolean isGeneral(String option) {
        return option.equals("--help") || option.equals("-h") || option.equals("--version") || option.equals("-V");
    }

    private static String[] prepend(String command, String[] arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = command;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return all;
    }
}
