package valentine.erasure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import valentine.customer.Fingerprint;
import valentine.customer.Suppressions;
import valentine.db.CannotStart;
import valentine.db.Database;

/// The list of erasures outside the database: a file that only ever grows, in the data folder. It names nobody.
@Component
class Journal {
    static final String FILE = "erasures.journal";

    private final Path file;
    private final Suppressions suppressions;
    private final JsonMapper json;

    Journal(Database database, Suppressions suppressions, JsonMapper json) {
        this.file = database.folder().path().resolve(FILE);
        this.suppressions = suppressions;
        this.json = json;
    }

    /// An erasure as it is noted.
    ///
    /// @param lifted whether he was let in again since
    record Line(UUID erasure, Set<Fingerprint> handles, boolean lifted) {
        Line {
            handles = Set.copyOf(handles);
        }
    }

    /// Notes an erasure, durably, before anything of it is done.
    synchronized void add(UUID erasure, Collection<Fingerprint> handles, Instant at) {
        append(Map.of(
                "erasure",
                erasure.toString(),
                "at",
                at.toString(),
                "key",
                suppressions.mark().hex(),
                "handles",
                handles.stream().map(Fingerprint::hex).sorted().toList()));
    }

    /// Notes that somebody was let in again.
    synchronized void lift(UUID erasure, Instant at) {
        append(Map.of("lifted", erasure.toString(), "at", at.toString()));
    }

    /// All that was noted, in order.
    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        if (!Files.exists(file)) return lines;
        Set<UUID> lifted = new HashSet<>();
        try {
            for (String text : Files.readAllLines(file)) {
                // The last line may have been cut off by a crash; then nothing of that erasure was done yet.
                JsonNode line = read(text);
                if (line.has("lifted"))
                    lifted.add(UUID.fromString(line.path("lifted").stringValue()));
                if (line.has("erasure")) lines.add(line(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines.stream()
                .map(line -> new Line(line.erasure(), line.handles(), lifted.contains(line.erasure())))
                .toList();
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JacksonException _) {
            return json.createObjectNode();
        }
    }

    private Line line(JsonNode line) {
        if (!line.path("key").stringValue("").equals(suppressions.mark().hex())) {
            throw new CannotStart("The erasures in " + file + " were noted under another key. Put the suppression.key"
                    + " that belongs to them into the same folder, so that whoever was forgotten stays forgotten.");
        }
        Set<Fingerprint> handles = new HashSet<>();
        line.path("handles").forEach(hex -> handles.add(new Fingerprint(hex.stringValue())));
        return new Line(UUID.fromString(line.path("erasure").stringValue()), handles, false);
    }

    private void append(Map<String, ?> line) {
        // A line break first: what a crash left half stays a line of its own.
        byte[] bytes = ("\n" + json.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) out.write(buffer);
            out.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
