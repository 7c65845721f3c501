package valentine.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The product as its launcher starts it, in a process of its own.
final class Program implements AutoCloseable {
    private static final int GLANCE = 200;
    private static final int PATIENCE = 60;

    private final Process process;
    private final BufferedReader out;
    private long peakKilobytes;

    private Program(Process process) {
        this.process = process;
        this.out = process.inputReader();
    }

    /// What it says on stderr is shown.
    static Program start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("valentine.home", "."))
                .resolve("valentine")
                .toString());
        command.addAll(List.of(arguments));
        return new Program(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /// Runs a command to its end and shows what it answered.
    static void run(String... arguments) throws IOException, InterruptedException {
        try (Program program = start(arguments)) {
            program.end();
        }
    }

    /// Reads on until a line begins like this, and hands out the rest of that line.
    String await(String beginning) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(beginning))
                return line.substring(beginning.length()).strip();
        }
        throw new IllegalStateException("It ended without saying: " + beginning);
    }

    /// Waits for its end and shows what it answered. The launcher becomes the program, so its process is the one to
    /// look at; Linux keeps the most memory it ever held.
    void end() throws IOException, InterruptedException {
        while (!process.waitFor(GLANCE, TimeUnit.MILLISECONDS)) {
            peakMegabytes();
        }
        out.lines().forEach(line -> System.out.println("    " + line));
        if (process.exitValue() != 0) throw new IllegalStateException("It ended with " + process.exitValue());
    }

    long peakMegabytes() {
        resident().ifPresent(kilobytes -> peakKilobytes = Math.max(peakKilobytes, kilobytes));
        return peakKilobytes >> 10;
    }

    /// What it used of the processors until now.
    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private Optional<Long> resident() {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> Long.valueOf(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException _) {
            // It has just ended.
            return Optional.empty();
        }
    }

    /// Stops it as a service manager would.
    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(PATIENCE, TimeUnit.SECONDS).join();
    }
}
