package valentine.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import valentine.db.DataFolder;
import valentine.db.Database;
import valentine.team.Token;

/// What a full chat costs: 500 visitors with open widgets who say 50 things a second, by default, while a member opens
/// pages.
///
/// Each message is timed until it is answered, that is durable, and until it came back by the stream of its visitor, on
/// the way that our answers take too: database, notice, listener, stream. What is refused is said again as the widget
/// does, counted, and timed from the first try. Load and server share the machine.
@Command(name = "ChatBench", mixinStandardHelpOptions = true)
final class ChatBench implements Callable<Integer> {
    private static final double TARGET = 0.200;
    private static final double PAGE_TARGET = 0.100;
    private static final int WARM_UP = 5;
    private static final long FIRST_PAUSE = 1_000;
    private static final long LONGEST_PAUSE = 30_000;
    private static final Duration GIVES_UP = Duration.ofSeconds(20);
    private static final Pattern KEY = Pattern.compile("data-chat=(?:\"|&#34;)([A-Za-z0-9_-]{16})");
    private static final Pattern WORD = Pattern.compile("said-[0-9a-f-]{36}");
    private static final List<String> PAGES = List.of("/", "/today", "/customers", "/inbox");

    @Option(names = "--visitors", description = "Open widgets (default: ${DEFAULT-VALUE}).")
    int visitors = 500;

    @Option(names = "--rate", description = "Messages a second (default: ${DEFAULT-VALUE}).")
    int rate = 50;

    @Option(names = "--seconds", description = "For how long (default: ${DEFAULT-VALUE}).")
    int seconds = 60;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final Map<String, Long> saidAt = new ConcurrentHashMap<>();
    private final Times answered = new Times();
    private final Times heard = new Times();
    private final Times opened = new Times();
    private final AtomicInteger failed = new AtomicInteger();
    private final Map<Long, Times> answeredIn = new ConcurrentSkipListMap<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger reopened = new AtomicInteger();
    private volatile boolean counts;
    private volatile boolean isOver;
    private volatile long countedFrom;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ChatBench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        try (Scratch scratch = Scratch.make();
                Program server = Program.start(
                        "serve", "--port", "0", "--data", scratch.path().toString());
                Visitor member = Visitor.of(server);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            String chat = chat(member);
            List<String> tokens = tokens(scratch.path());
            CountDownLatch open = new CountDownLatch(tokens.size());
            // Fifty come in a second, not all at the same moment.
            CountDownLatch never = new CountDownLatch(1);
            for (String token : tokens) {
                threads.execute(() -> listen(chat, token, open));
                if (never.await(20, TimeUnit.MILLISECONDS)) return 1;
            }
            if (!open.await(60, TimeUnit.SECONDS)) throw new IllegalStateException("Not every widget could be opened");
            threads.execute(() -> browse(member));
            Duration ours = server.processorTime();
            Duration postgres = Processors.postgres(scratch.path());
            talk(threads, chat, tokens);
            isOver = true;
            report(server);
            System.out.printf(
                    Locale.ROOT,
                    "Processor time a message, pages and warm-up with it: Valentine %.1f ms, PostgreSQL %.1f ms%n",
                    millisOfOne(server.processorTime().minus(ours)),
                    millisOfOne(Processors.postgres(scratch.path()).minus(postgres)));
            threads.shutdownNow();
            http.shutdownNow();
        }
        return 0;
    }

    private static String chat(Visitor member) throws IOException, InterruptedException {
        int status = member.send(
                "/settings/channels/chat/new",
                "/settings/channels/chat",
                Map.of("name", "Bench", "origins", "https://shop.example", "hours", "always"));
        if (status != 302) throw new IllegalStateException("The chat was answered with " + status);
        Matcher key = KEY.matcher(member.get("/settings/channels/chat/1"));
        if (!key.find()) throw new IllegalStateException("No key is shown");
        return member.url() + "/chat/" + key.group(1);
    }

    /// From one address so many may not come in a minute: they are let in by hand.
    private List<String> tokens(Path data) throws SQLException {
        List<String> tokens = new ArrayList<>();
        try (Database database = Database.ownOrShared(new DataFolder(data));
                Connection connection = database.connect();
                PreparedStatement visitor = connection.prepareStatement("""
                        INSERT INTO chat.visitor (id, connection, made_at, seen_at, here_until)
                        VALUES (?, 1, now(), now(), now())
                        """);
                PreparedStatement pass = connection.prepareStatement(
                        "INSERT INTO chat.pass (token_hash, visitor, made_at) VALUES (?, ?, now())")) {
            for (int i = 0; i < visitors; i++) {
                UUID id = UUID.randomUUID();
                Token token = Token.fresh();
                visitor.setObject(1, id);
                visitor.executeUpdate();
                pass.setBytes(1, token.hash());
                pass.setObject(2, id);
                pass.executeUpdate();
                tokens.add(token.text());
            }
        }
        return tokens;
    }

    /// As the widget does: what is refused or breaks is tried again, after ever longer pauses.
    private void listen(String chat, String token, CountDownLatch open) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(chat + "/stream"))
                .header("Authorization", "Bearer " + token)
                .build();
        long last = 0;
        for (long pause = FIRST_PAUSE; !isOver; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
            HttpRequest again = last == 0
                    ? request
                    : HttpRequest.newBuilder(request, (_, _) -> true)
                            .header("Last-Event-ID", Long.toString(last))
                            .build();
            try {
                HttpResponse<Stream<String>> answer = http.send(again, BodyHandlers.ofLines());
                try (Stream<String> lines = answer.body()) {
                    if (answer.statusCode() == 200) {
                        open.countDown();
                        pause = FIRST_PAUSE;
                        for (String line : (Iterable<String>) lines::iterator) last = hear(line, last);
                    }
                }
                if (!isOver) reopened.incrementAndGet();
                rest(pause);
            } catch (IOException | RuntimeException e) {
                if (isOver) return;
                reopened.incrementAndGet();
                if (!rested(pause)) return;
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private long hear(String line, long last) {
        if (line.startsWith("id: ")) return Long.parseLong(line.substring(4));
        long now = System.nanoTime();
        Matcher words = WORD.matcher(line);
        while (words.find()) {
            Long said = saidAt.remove(words.group());
            if (said != null && counts) add(heard, now - said);
        }
        return last;
    }

    private static void rest(long pause) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(
                (long) (pause * (0.7 + ThreadLocalRandom.current().nextDouble(0.6))));
    }

    private static boolean rested(long pause) {
        try {
            rest(pause);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private void talk(ExecutorService threads, String chat, List<String> tokens) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        long began = System.nanoTime();
        for (int i = 0; i < rate * (WARM_UP + seconds); i++) {
            if (i == rate * WARM_UP) {
                countedFrom = System.nanoTime();
                counts = true;
            }
            String token = tokens.get(i % tokens.size());
            threads.execute(() -> say(chat, token));
            long wait = began + i * 1_000_000_000L / rate - System.nanoTime();
            if (wait > 0 && never.await(wait, TimeUnit.NANOSECONDS)) return;
        }
        for (int tries = 0; !saidAt.isEmpty() && tries < 50; tries++) {
            if (never.await(100, TimeUnit.MILLISECONDS)) return;
        }
    }

    private void say(String chat, String token) {
        String text = "said-" + UUID.randomUUID();
        HttpRequest request = HttpRequest.newBuilder(URI.create(chat + "/messages"))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"id\":\"" + UUID.randomUUID() + "\",\"text\":\"" + text + "\"}"))
                .build();
        boolean counted = counts;
        long began = System.nanoTime();
        saidAt.put(text, began);
        // Timed from the first try on, however often it takes.
        for (long pause = FIRST_PAUSE; !isOver; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
            try {
                int status = http.send(request, BodyHandlers.discarding()).statusCode();
                if (status == 200) {
                    if (counted) keep(System.nanoTime() - began);
                    return;
                }
                if (status != 429 && status < 500) break;
            } catch (IOException e) {
                // As a refusal.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            refused.incrementAndGet();
            if (System.nanoTime() - began > GIVES_UP.toNanos() || !rested(pause)) break;
        }
        failed.incrementAndGet();
    }

    private void keep(long nanos) {
        add(answered, nanos);
        long tenth = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - countedFrom) / 10;
        add(answeredIn.computeIfAbsent(tenth, _ -> new Times()), nanos);
    }

    private void browse(Visitor member) {
        try {
            for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
                long began = System.nanoTime();
                String page = member.get(PAGES.get(i % PAGES.size()));
                if (counts && !page.isEmpty()) add(opened, System.nanoTime() - began);
                TimeUnit.MILLISECONDS.sleep(100);
            }
        } catch (IOException | InterruptedException e) {
            // The bench is over.
        }
    }

    private void add(Times times, long nanos) {
        synchronized (times) {
            times.add(nanos / 1e9);
        }
    }

    private void report(Program server) throws IOException {
        System.out.printf(
                Locale.ROOT,
                "%,d open widgets, %d messages a second for %d s; %d failed, %d not heard; %d times refused and said "
                        + "again, %d streams opened again%n",
                visitors,
                rate,
                seconds,
                failed.get(),
                saidAt.size(),
                refused.get(),
                reopened.get());
        line("Said and durable", answered, TARGET);
        answeredIn.forEach((tenth, times) -> line("  second " + tenth * 10 + " and on", times, TARGET));
        line("Said and shown again", heard, TARGET);
        line("A member's page", opened, PAGE_TARGET);
        System.out.printf(Locale.ROOT, "The server held %,d MiB at most (VmHWM)%n", server.peakMegabytes());
    }

    private double millisOfOne(Duration all) {
        return (double) all.toMillis() / (rate * (WARM_UP + seconds));
    }

    private static void line(String name, Times times, double target) {
        synchronized (times) {
            System.out.printf(
                    Locale.ROOT,
                    "%-22s median %6.1f ms   p95 %6.1f ms (target %.0f)   p99 %6.1f ms%n",
                    name,
                    times.median() * 1e3,
                    times.percentile(95) * 1e3,
                    target * 1e3,
                    times.percentile(99) * 1e3);
        }
    }
}
