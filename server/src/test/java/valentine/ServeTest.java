package valentine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.audit.Actor;
import valentine.db.DataFolder;
import valentine.db.Database;
import valentine.event.Source;
import valentine.event.Sources;

/// The program as a process of its own over its embedded PostgreSQL.
class ServeTest {
    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void everything_is_stopped() throws InterruptedException {
        for (Process process : started) {
            process.destroy();
            if (!process.waitFor(60, TimeUnit.SECONDS)) process.destroyForcibly();
        }
    }

    @Test
    void it_outlives_kill_9_and_lets_nobody_else_into_its_folder() throws Exception {
        Process first = start("serve", "--port", "0");
        List<String> said = until(first, "Set up: ");
        assertThat(said).anyMatch(line -> line.startsWith("Valentine is ready at http://127.0.0.1:"));
        String link = link(said);
        assertThat(status(link)).isEqualTo(200);

        Process second = start("serve", "--port", "0");
        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(complaint(2)).contains("Another Valentine already runs on");

        long postmaster = Long.parseLong(Files.readAllLines(folder.resolve("data/database/postmaster.pid"))
                .getFirst());
        first.destroyForcibly().waitFor();
        assertThat(ProcessHandle.of(postmaster))
                .as("the database goes on alone")
                .isPresent();

        Process third = start("serve", "--port", "0");
        String newLink = link(until(third, "Set up: "));
        assertThat(ProcessHandle.of(postmaster)).as("the leftover was stopped").isEmpty();
        assertThat(status(newLink)).isEqualTo(200);

        Process doctor = start("doctor", "--port", "0");
        assertThat(doctor.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(answer(4)).contains("Everything is well.");

        third.destroy();
        assertThat(third.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(folder.resolve("data/database/postmaster.pid"))
                .as("stopped with us")
                .doesNotExist();
    }

    @Test
    void what_was_acknowledged_outlives_kill_9_of_the_server_and_of_its_database() throws Exception {
        String key = writeKey();
        int port = freePort();
        Process first = start("serve", "--port", Integer.toString(port));
        until(first, "Valentine is ready");
        JournallingSender sender = new JournallingSender(port, key, folder.resolve("journal"));
        try (sender) {
            assertThat(sender.start().hears(500)).isTrue();

            first.destroyForcibly().waitFor();
            Process second = start("serve", "--port", Integer.toString(port));
            assertThat(sender.hears(500)).as("ready again").isTrue();

            kill(Files.readAllLines(folder.resolve("data/database/postmaster.pid"))
                    .getFirst());
            assertThat(sender.hears(500)).as("started the database again").isTrue();
            assertThat(second.isAlive()).isTrue();
        }
        started.getLast().destroy();
        assertThat(started.getLast().waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertThat(sender.oddities()).isEmpty();
        assertThat(stored()).doesNotHaveDuplicates().containsAll(sender.acknowledged());
    }

    @Test
    void a_busy_port_is_one_sentence() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process process = start("serve", "--port", Integer.toString(taken.getLocalPort()));
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(complaint(1).lines())
                    .containsExactly("Port " + taken.getLocalPort()
                            + " of 127.0.0.1 is busy or not ours to use. Choose another with --port.");
        }
    }

    @Test
    void options_may_stand_in_the_environment_or_in_a_file() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String sentence = "Port " + taken.getLocalPort() + " of 127.0.0.1 is busy";
            Process byEnvironment = start(Map.of("VALENTINE_PORT", Integer.toString(taken.getLocalPort())), "serve");
            assertThat(byEnvironment.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(complaint(1)).startsWith(sentence);

            Path file = Files.writeString(folder.resolve("config"), "port = " + taken.getLocalPort() + "\n");
            Process byFile = start(Map.of("VALENTINE_CONFIG", file.toString()), "serve");
            assertThat(byFile.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(complaint(2)).startsWith(sentence);
        }
    }

    @Test
    void what_is_no_database_is_one_sentence() throws Exception {
        Process process = start("serve", "--port", "0", "--database-url", "mysql://localhost/shop");
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(complaint(1).lines()).hasSize(1).first().asString().contains("must look like postgresql://");
    }

    private String writeKey() {
        try (var context = Application.quiet(Database.own(new DataFolder(folder.resolve("data"))))) {
            return context.getBean(Sources.class)
                    .make("Beats", Source.Kind.SERVER, List.of(), Actor.CONSOLE)
                    .orElseThrow()
                    .key();
        }
    }

    private List<String> stored() {
        try (var context = Application.quiet(Database.own(new DataFolder(folder.resolve("data"))))) {
            return context.getBean(JdbcClient.class)
                    .sql("SELECT message_id FROM history.interaction")
                    .query(String.class)
                    .list();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void kill(String process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-KILL", process.strip()).start().waitFor())
                .isZero();
    }

    private Process start(String... arguments) throws IOException {
        return start(Map.of(), arguments);
    }

    private Process start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "valentine.Valentine"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--data", folder.resolve("data").toString()));
        int number = started.size() + 1;
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Process process = builder.redirectError(folder.resolve("err" + number).toFile())
                .redirectOutput(folder.resolve("out" + number).toFile())
                .start();
        started.add(process);
        return process;
    }

    /// What the process says until a line begins like this.
    private List<String> until(Process process, String beginning) throws Exception {
        Path out = folder.resolve("out" + started.size());
        List<String> said = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(out)) {
            while (true) {
                String line = reader.readLine();
                if (line != null) {
                    said.add(line);
                    if (line.startsWith(beginning)) return said;
                } else if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                    throw new AssertionError("It ended: " + said + complaint(started.size()));
                }
            }
        }
    }

    private static String link(List<String> said) {
        return said.getLast().substring("Set up: ".length());
    }

    private String complaint(int number) throws IOException {
        return Files.readString(folder.resolve("err" + number));
    }

    private String answer(int number) throws IOException {
        return Files.readString(folder.resolve("out" + number));
    }

    private static int status(String url) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
