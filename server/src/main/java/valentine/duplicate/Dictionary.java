package valentine.duplicate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Texts by number, each kept once and as bytes, so that a million of them fit into little memory; 0 is "".
final class Dictionary {
    private byte[] bytes = new byte[1 << 12];
    private int[] end = new int[1 << 8];
    private int[] count = new int[1 << 8];
    private int[] slots = new int[1 << 10];
    private int size = 1;

    /// The number of a text, which is counted as borne once more.
    int add(String text) {
        if (text.isEmpty()) return 0;
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        int slot = slot(encoded);
        int number = slots[slot];
        if (number == 0) {
            number = append(encoded);
            slots[slot] = number;
            if (size * 2 > slots.length) grow();
        }
        count[number]++;
        return number;
    }

    /// How often a text was added.
    int count(int number) {
        return count[number];
    }

    String text(int number) {
        return number == 0
                ? ""
                : new String(bytes, end[number - 1], end[number] - end[number - 1], StandardCharsets.UTF_8);
    }

    private int append(byte[] encoded) {
        int from = end[size - 1];
        while (from + encoded.length > bytes.length) bytes = Arrays.copyOf(bytes, bytes.length * 2);
        if (size == end.length) {
            end = Arrays.copyOf(end, size * 2);
            count = Arrays.copyOf(count, size * 2);
        }
        System.arraycopy(encoded, 0, bytes, from, encoded.length);
        end[size] = from + encoded.length;
        return size++;
    }

    /// Where a text stands, or the free place where it would.
    private int slot(byte[] encoded) {
        int mask = slots.length - 1;
        int slot = mix(Arrays.hashCode(encoded)) & mask;
        while (slots[slot] != 0 && !is(slots[slot], encoded)) slot = (slot + 1) & mask;
        return slot;
    }

    private boolean is(int number, byte[] encoded) {
        return Arrays.equals(bytes, end[number - 1], end[number], encoded, 0, encoded.length);
    }

    private void grow() {
        int[] wider = new int[slots.length * 2];
        for (int number = 1; number < size; number++) {
            byte[] encoded = Arrays.copyOfRange(bytes, end[number - 1], end[number]);
            int slot = mix(Arrays.hashCode(encoded)) & (wider.length - 1);
            while (wider[slot] != 0) slot = (slot + 1) & (wider.length - 1);
            wider[slot] = number;
        }
        slots = wider;
    }

    private static int mix(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ (mixed >>> 15);
    }
}
