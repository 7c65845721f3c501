package valentine.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/// How much of the processors was used, and by whom.
final class Processors {
    private Processors() {}

    /// By this process.
    static Duration ours() {
        return used(ProcessHandle.current());
    }

    /// By the embedded PostgreSQL of a data folder: its first process and those that live now.
    static Duration postgres(Path data) {
        try (Stream<Path> files = Files.find(data, 4, (path, _) -> path.endsWith("postmaster.pid"))) {
            long first = Long.parseLong(Files.readAllLines(files.findFirst().orElseThrow())
                    .getFirst()
                    .strip());
            return ProcessHandle.of(first).stream()
                    .flatMap(process -> Stream.concat(Stream.of(process), process.children()))
                    .map(Processors::used)
                    .reduce(Duration.ZERO, Duration::plus);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Duration used(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
