package valentine.event;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import valentine.history.Messages;

/// Any bytes as a request: they are understood, refused or unreadable, and nothing else ever happens.
final class Whatever {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Instant NOW = Instant.parse("2026-02-14T12:00:00Z");
    private static final Instant EARLIEST = Instant.parse("-2001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");
    private static final BigDecimal LARGEST = new BigDecimal("1e15");
    private static final Source SOURCE =
            new Source(new SourceId(1), "Our shop", Source.Kind.SERVER, List.of(), 1, null, NOW);

    private Whatever() {}

    /// Loads all classes of the way: when Jazzer looks into each of them as it comes, that takes far more than a
    /// request.
    static void load() {
        Mutations mutations = new Mutations(15);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = mutations.next();
            if (bytes.length == 0) continue;
            int first = bytes[0] & 0xFF;
            send(
                    Call.values()[first % Call.values().length],
                    Arrays.copyOfRange(bytes, 1, bytes.length),
                    packed(first));
        }
    }

    /// The first byte says by which call it comes and how it is packed. Returns how many messages were understood.
    static int send(byte[] bytes) {
        int first = bytes.length == 0 ? 0 : bytes[0] & 0xFF;
        byte[] body = bytes.length == 0 ? bytes : Arrays.copyOfRange(bytes, 1, bytes.length);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        int understood = send(Call.values()[first % Call.values().length], body, packed(first));
        long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
        // Some for each byte, of packed ones for each that comes out; and classes that are loaded only now.
        long most = (first < 0x80 ? bytes.length : Body.LARGEST) * 300L + (128L << 20);
        must(taken < most, taken + " bytes of memory for a request of " + bytes.length);
        return understood;
    }

    private static @Nullable String packed(int first) {
        if (first < 0x80) return null;
        return first < 0xC0 ? "gzip" : "deflate";
    }

    private static int send(Call call, byte[] body, @Nullable String packed) {
        try {
            return Body.read(new ByteArrayInputStream(body), packed) instanceof Body.Reading.Read(Slip slip)
                            && Envelope.read(call, slip) instanceof Envelope.Reading.Read(Envelope envelope)
                    ? understand(envelope)
                    : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int understand(Envelope envelope) {
        // What a script counts about itself is let go before anybody reads it.
        if (envelope.call() == Call.METRICS) return 0;
        int understood = 0;
        for (Message message : new Translation(SOURCE, envelope, NOW, "EUR").messages()) {
            must(!message.id().isBlank() && message.id().length() < 256, "Its number is " + message.id());
            if (message instanceof Message.Understood(var _, var _, var mention, var told)) {
                understood++;
                mention.handles().forEach(handle -> storable(handle.value()));
                if (told != null) storable(told);
            }
        }
        return understood;
    }

    private static void storable(Messages.Told told) {
        must(!told.at().isBefore(EARLIEST) && !told.at().isAfter(LATEST), "It happened at " + told.at());
        must(!told.title().isBlank() && told.title().length() <= 200, "Its title is " + told.title());
        storable(told.title());
        BigDecimal amount = told.amount();
        must(amount == null || amount.abs().compareTo(LARGEST) < 0, "It cost " + amount);
        storable(JSON.readTree(told.properties()));
    }

    private static void storable(JsonNode value) {
        if (value.isString()) storable(value.stringValue());
        value.forEach(Whatever::storable);
        value.propertyNames().forEach(Whatever::storable);
    }

    /// Said a million times, where AssertJ would take most of the time.
    private static void must(boolean holds, String otherwise) {
        if (!holds) throw new AssertionError(otherwise);
    }

    /// PostgreSQL takes no NUL and no half of a character.
    private static void storable(String text) {
        must(Plain.clean(text).equals(text), "It holds what cannot be kept");
    }
}
