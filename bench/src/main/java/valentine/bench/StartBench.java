package valentine.bench;

import java.nio.file.Path;
import java.util.Locale;

/// How long a user waits for `serve` on the second start and for the very first `demo`, on a built tree.
final class StartBench {
    private static final int RUNS = 5;

    private StartBench() {}

    public static void main(String[] arguments) throws Exception {
        try (Scratch scratch = Scratch.make()) {
            String served = scratch.path().resolve("served").toString();
            ready(new Times(), "serve", served);
            Times serve = new Times();
            Times demo = new Times();
            for (int run = 0; run < RUNS; run++) {
                ready(serve, "serve", served);
                Path fresh = scratch.path().resolve("demo-" + run);
                ready(demo, "demo", fresh.toString());
            }
            report("serve, a later start", serve);
            report("demo, the first start", demo);
        }
    }

    private static void ready(Times times, String command, String data) throws Exception {
        Program[] started = new Program[1];
        double took = times.measure(() -> {
            started[0] = Program.start(command, "--port", "0", "--data", data);
            started[0].await("Valentine is ready");
        });
        started[0].close();
        System.out.printf(Locale.ROOT, "%-6s %6.2f s%n", command, took);
    }

    private static void report(String what, Times times) {
        System.out.printf(
                Locale.ROOT,
                "%s: median %.2f s, the slowest of %d %.2f s%n",
                what,
                times.median(),
                RUNS,
                times.percentile(100));
    }
}
