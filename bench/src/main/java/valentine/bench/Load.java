package valentine.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/// Programs that send, in a process of their own: requests are made before, connections are kept, each waits for the
/// answer before it sends again.
final class Load {
    private static final int REQUESTS_OF_BATCHES = 150;
    private static final int REQUESTS_OF_SINGLES = 4_000;
    private static final int NUMBERS = 1_000_000_000;
    private static final String HANGS_UP = "connection: close";

    /// What to send.
    ///
    /// @param size messages a batch; 1 sends each by its own call
    /// @param perSecond messages a second over all connections; 0 as many as are taken
    /// @param run tells the numbers of this run from those of another
    record Plan(
            String host,
            int port,
            String key,
            int connections,
            int size,
            int warmUp,
            int seconds,
            int perSecond,
            int people,
            int run) {
        private List<String> arguments() {
            return List.of(
                    host,
                    Integer.toString(port),
                    key,
                    Integer.toString(connections),
                    Integer.toString(size),
                    Integer.toString(warmUp),
                    Integer.toString(seconds),
                    Integer.toString(perSecond),
                    Integer.toString(people),
                    Integer.toString(run));
        }

        private static Plan of(String[] given) {
            return new Plan(
                    given[0],
                    Integer.parseInt(given[1]),
                    given[2],
                    Integer.parseInt(given[3]),
                    Integer.parseInt(given[4]),
                    Integer.parseInt(given[5]),
                    Integer.parseInt(given[6]),
                    Integer.parseInt(given[7]),
                    Integer.parseInt(given[8]),
                    Integer.parseInt(given[9]));
        }
    }

    /// What came of it. The first numbers are of the measured time, `allAccepted` of the warm-up too.
    record Result(
            long accepted,
            long duplicates,
            long refused,
            double perSecond,
            double p50,
            double p99,
            double slowest,
            long allAccepted,
            long allDuplicates) {
        private String line() {
            return String.format(
                    Locale.ROOT,
                    "%d %d %d %.3f %.3f %.3f %.3f %d %d",
                    accepted,
                    duplicates,
                    refused,
                    perSecond,
                    p50,
                    p99,
                    slowest,
                    allAccepted,
                    allDuplicates);
        }

        private static Result of(String line) {
            String[] all = line.split(" ", -1);
            return new Result(
                    Long.parseLong(all[0]),
                    Long.parseLong(all[1]),
                    Long.parseLong(all[2]),
                    Double.parseDouble(all[3]),
                    Double.parseDouble(all[4]),
                    Double.parseDouble(all[5]),
                    Double.parseDouble(all[6]),
                    Long.parseLong(all[7]),
                    Long.parseLong(all[8]));
        }
    }

    private Load() {}

    /// A load that runs beside us.
    record Running(Process process) {
        Result result() throws IOException {
            try (var out = process.inputReader()) {
                String line = out.readLine();
                if (line == null) throw new IllegalStateException("The load ended without a word");
                return Result.of(line);
            }
        }
    }

    static Running start(Plan plan) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Load.class.getName()));
        command.addAll(plan.arguments());
        return new Running(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    static Result run(Plan plan) throws IOException {
        return start(plan).result();
    }

    public static void main(String[] arguments) throws Exception {
        Plan plan = Plan.of(arguments);
        List<Lane> lanes = new ArrayList<>();
        for (int lane = 0; lane < plan.connections(); lane++) lanes.add(new Lane(plan, lane));
        long begun = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(plan.connections())) {
            List<Future<?>> all = new ArrayList<>();
            for (Lane lane : lanes) all.add(threads.submit(() -> lane.run(begun)));
            for (Future<?> one : all) one.get();
        }
        System.out.println(result(plan, lanes).line());
    }

    private static Result result(Plan plan, List<Lane> lanes) {
        long[] took = lanes.stream()
                .flatMapToLong(lane -> Arrays.stream(lane.took, 0, lane.answers))
                .sorted()
                .toArray();
        long accepted = lanes.stream().mapToLong(lane -> lane.accepted).sum();
        long duplicates = lanes.stream().mapToLong(lane -> lane.duplicates).sum();
        return new Result(
                accepted,
                duplicates,
                lanes.stream().mapToLong(lane -> lane.refused).sum(),
                (accepted + duplicates) / (double) plan.seconds(),
                millis(took, 50),
                millis(took, 99),
                millis(took, 100),
                lanes.stream().mapToLong(lane -> lane.allAccepted).sum(),
                lanes.stream().mapToLong(lane -> lane.allDuplicates).sum());
    }

    private static double millis(long[] sorted, int percent) {
        return sorted.length == 0 ? 0 : sorted[Math.ceilDiv(percent * sorted.length, 100) - 1] / 1e6;
    }

    /// One connection.
    private static final class Lane {
        private final Plan plan;
        private final int number;
        private final Sending[] requests;
        private final byte[] answer = new byte[1 << 16];
        private long[] took = new long[1 << 16];
        private int answers;
        private long accepted;
        private long duplicates;
        private long refused;
        private long allAccepted;
        private long allDuplicates;
        private String answered = "";

        private Lane(Plan plan, int number) {
            this.plan = plan;
            this.number = number;
            Sending.Sender sender = new Sending.Sender(
                    plan.host(),
                    plan.port(),
                    plan.key(),
                    String.format("%02x%02x", plan.run(), number),
                    plan.people(),
                    new Random(plan.run() * 100L + number));
            this.requests = new Sending[plan.size() == 1 ? REQUESTS_OF_SINGLES : REQUESTS_OF_BATCHES];
            for (int i = 0; i < requests.length; i++) {
                requests[i] = plan.size() == 1 ? sender.single() : sender.batch(plan.size());
            }
        }

        private void run(long begun) {
            long measured = begun + plan.warmUp() * 1_000_000_000L;
            long end = measured + plan.seconds() * 1_000_000_000L;
            // Programs do not send at the same moment; each has its own.
            double first = number / (double) plan.connections();
            double pause = plan.perSecond() == 0 ? 0 : 1e9 * plan.connections() * plan.size() / plan.perSecond();
            // Repetitions are of numbers from here on, of which the first are not sent.
            long next = NUMBERS;
            long count = 0;
            while (System.nanoTime() < end) {
                try (Socket socket = new Socket(plan.host(), plan.port())) {
                    socket.setTcpNoDelay(true);
                    OutputStream out = socket.getOutputStream();
                    InputStream in = new BufferedInputStream(socket.getInputStream(), answer.length);
                    while (!answered.contains(HANGS_UP)) {
                        long due = begun + (long) ((count + first) * pause);
                        while (pause > 0 && System.nanoTime() < due) LockSupport.parkNanos(due - System.nanoTime());
                        long sent = System.nanoTime();
                        if (sent >= end) return;
                        Sending request = requests[(int) (count++ % requests.length)];
                        out.write(request.from(next));
                        next += request.size();
                        answered = answer(in);
                        long now = System.nanoTime();
                        count(request.size(), sent >= measured && now <= end, now - sent);
                    }
                    answered = "";
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
        }

        private void count(int size, boolean measured, long nanos) {
            long taken = number(answered, "\"accepted\":");
            long again = number(answered, "\"duplicates\":");
            allAccepted += Math.max(taken, 0);
            allDuplicates += Math.max(again, 0);
            if (taken < 0) System.err.println(answered);
            if (!measured) return;
            if (taken < 0 || taken + again != size) refused += size - Math.max(taken, 0) - Math.max(again, 0);
            accepted += Math.max(taken, 0);
            duplicates += Math.max(again, 0);
            if (answers == took.length) took = Arrays.copyOf(took, 2 * took.length);
            took[answers++] = nanos;
        }

        private static long number(String answered, String name) {
            int at = answered.indexOf(name);
            if (at < 0) return -1;
            int end = at + name.length();
            while (Character.isDigit(answered.charAt(end))) end++;
            return Long.parseLong(answered, at + name.length(), end, 10);
        }

        /// An answer, its head in lower case.
        private String answer(InputStream in) throws IOException {
            int length = 0;
            int begin = -1;
            int end = -1;
            String lower = "";
            while (begin < 0 || length < end) {
                int read = in.read(answer, length, answer.length - length);
                if (read < 0) throw new IOException("The server hung up");
                length += read;
                if (begin < 0) {
                    String head = new String(answer, 0, length, StandardCharsets.ISO_8859_1);
                    int gap = head.indexOf("\r\n\r\n");
                    if (gap < 0) continue;
                    begin = gap + 4;
                    lower = head.substring(0, begin).toLowerCase(Locale.ROOT);
                    end = begin + (int) number(lower, "content-length: ");
                }
            }
            return lower + new String(answer, begin, end - begin, StandardCharsets.ISO_8859_1);
        }
    }
}
