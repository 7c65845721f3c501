import com.segment.analytics.Analytics;
import com.segment.analytics.Callback;
import com.segment.analytics.messages.AliasMessage;
import com.segment.analytics.messages.GroupMessage;
import com.segment.analytics.messages.IdentifyMessage;
import com.segment.analytics.messages.Message;
import com.segment.analytics.messages.MessageBuilder;
import com.segment.analytics.messages.PageMessage;
import com.segment.analytics.messages.ScreenMessage;
import com.segment.analytics.messages.TrackMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// com.segment.analytics.java:analytics as it is published, sending the same calls as senders/calls.mjs; told where to send and to try for longer.
public final class Sender {
    private static final int PEOPLE = 10;

    private Sender() {}

    public static void main(String[] arguments) throws Exception {
        String url = arguments[0];
        String key = arguments[1];
        String name = arguments[2] + "-" + arguments[3];
        int count = Integer.parseInt(arguments[4]);
        long millis = Long.parseLong(arguments[5]);

        Queue<String> sent = new ConcurrentLinkedQueue<>();
        AtomicInteger failed = new AtomicInteger();
        CountDownLatch open = new CountDownLatch(count);
        Analytics analytics = Analytics.builder(key)
                .endpoint(url)
                .flushQueueSize(50)
                .flushInterval(1, TimeUnit.SECONDS)
                .retries(20)
                .callback(new Callback() {
                    @Override
                    public void success(Message message) {
                        sent.add("{\"id\":\"%s\",\"type\":\"%s\",\"userId\":\"%s\"}"
                                .formatted(message.messageId(), message.type(), message.userId()));
                        open.countDown();
                    }

                    @Override
                    public void failure(Message message, Throwable cause) {
                        failed.incrementAndGet();
                        open.countDown();
                    }
                })
                .build();

        long began = System.currentTimeMillis();
        for (int i = 0; i < count; i++) {
            long ahead = began + i * millis / count - System.currentTimeMillis();
            if (ahead > 0) {
                TimeUnit.MILLISECONDS.sleep(ahead);
            }
            analytics.enqueue(call(i, count, name).userId(name + "-" + i % PEOPLE));
        }
        analytics.flush();
        open.await();
        Files.writeString(
                Path.of(arguments[6]),
                "{\"sdk\":\"%s\",\"run\":\"%s\",\"calls\":%d,\"failed\":%d,\"sent\":[%s]}"
                        .formatted(arguments[3], arguments[2], count, failed.get(), String.join(",", sent)));
        System.exit(failed.get() == 0 ? 0 : 1);
    }

    /// Mostly tracks, of the others ten each or more.
    private static MessageBuilder<?, ?> call(int i, int count, String name) {
        int others = Math.max(1, count / 60);
        String userId = name + "-" + i % PEOPLE;
        return switch (i % others == 0 ? i / others % 6 : 0) {
            case 1 -> IdentifyMessage.builder().traits(Map.of("name", "Sender " + name, "plan", "p" + i));
            case 2 -> PageMessage.builder("Home").properties(Map.of("url", "https://shop.example/"));
            case 3 -> ScreenMessage.builder("Main").properties(Map.of("tab", i));
            case 4 -> GroupMessage.builder(name + "-firm").traits(Map.of("name", name + " Ltd"));
            case 5 -> AliasMessage.builder(userId + "-before");
            default ->
                TrackMessage.builder("Song Played").properties(Map.of("number", i, "title", "Ä „quoted“ 💘"));
        };
    }
}
