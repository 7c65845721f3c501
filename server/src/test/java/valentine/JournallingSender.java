package valentine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A program that sends a thousand messages a second, each batch again until it is acknowledged, and keeps a journal.
final class JournallingSender implements AutoCloseable {
    private static final int SENDERS = 4;
    private static final int BATCH = 50;
    private static final Duration EVERY = Duration.ofMillis(200);

    private final URI batches;
    private final String key;
    private final Path file;
    private final FileChannel journal;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ScheduledExecutorService senders = Executors.newScheduledThreadPool(SENDERS);
    private final AtomicInteger number = new AtomicInteger();
    private final Semaphore acknowledged = new Semaphore(0);
    private final ConcurrentLinkedQueue<String> oddities = new ConcurrentLinkedQueue<>();

    JournallingSender(int port, String key, Path file) throws IOException {
        this.batches = URI.create("http://127.0.0.1:" + port + "/v1/batch");
        this.key = key;
        this.file = file;
        this.journal = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    JournallingSender start() {
        for (int i = 0; i < SENDERS; i++) {
            var _ = senders.scheduleAtFixedRate(this::send, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
        return this;
    }

    /// Waits until so many more messages are acknowledged; false when that takes a minute.
    boolean hears(int messages) throws InterruptedException {
        acknowledged.drainPermits();
        return acknowledged.tryAcquire(messages, 1, TimeUnit.MINUTES);
    }

    /// Refusals that were not 503 with Retry-After.
    List<String> oddities() {
        return List.copyOf(oddities);
    }

    /// The ids that the journal says were acknowledged.
    List<String> acknowledged() throws IOException {
        return Files.readAllLines(file).stream()
                .flatMap(first -> ids(Integer.parseInt(first)).mapToObj(JournallingSender::id))
                .toList();
    }

    /// What is on its way is sent to its end.
    @Override
    public void close() throws IOException {
        senders.close();
        client.close();
        journal.close();
    }

    private void send() {
        int first = number.getAndAdd(BATCH);
        String body = ids(first)
                .mapToObj(i ->
                        "{\"type\": \"track\", \"event\": \"Beat\", \"userId\": \"beat-%d\", \"messageId\": \"%s\"}"
                                .formatted(i % 20, id(i)))
                .collect(Collectors.joining(",", "{\"batch\": [", "]}"));
        HttpRequest request = HttpRequest.newBuilder(batches)
                .header("Authorization", "Bearer " + key)
                .timeout(Duration.ofSeconds(10))
                .POST(BodyPublishers.ofString(body))
                .build();
        while (!isAcknowledged(request)) LockSupport.parkNanos(EVERY.toNanos());
        note(first);
        acknowledged.release(BATCH);
    }

    private boolean isAcknowledged(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() == 200) return true;
            if (response.statusCode() != 503
                    || response.headers().firstValue("Retry-After").isEmpty()) {
                oddities.add(response.statusCode() + " " + response.body());
            }
        } catch (IOException _) {
            // Killed under us: nobody listens, or the answer was cut off.
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return false;
    }

    private synchronized void note(int first) {
        try {
            journal.write(ByteBuffer.wrap((first + "\n").getBytes(StandardCharsets.UTF_8)));
            journal.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static IntStream ids(int first) {
        return IntStream.range(first, first + BATCH);
    }

    private static String id(int number) {
        return "beat-" + number;
    }
}
