package valentine.channel;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Which of many messages belong together: those that share a name, directly or by others between them.
final class Matters {
    private static final HexFormat HEX = HexFormat.of();

    private final int[] above;
    private final Map<String, Integer> firstWith = new HashMap<>();

    Matters(List<List<byte[]>> messages) {
        this.above = new int[messages.size()];
        for (int message = 0; message < above.length; message++) {
            above[message] = message;
            for (byte[] name : messages.get(message)) {
                Integer other = firstWith.putIfAbsent(HEX.formatHex(name), message);
                if (other != null) join(other, message);
            }
        }
    }

    /// Every name, once.
    List<byte[]> names() {
        return firstWith.keySet().stream().map(HEX::parseHex).toList();
    }

    /// The message that stands for all that belong together with this one.
    int of(int message) {
        int at = message;
        while (above[at] != at) {
            above[at] = above[above[at]];
            at = above[at];
        }
        return at;
    }

    int of(byte[] name) {
        return of(Objects.requireNonNull(firstWith.get(HEX.formatHex(name))));
    }

    void join(int one, int other) {
        above[of(other)] = of(one);
    }
}
