package valentine.staying;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// The names of customers, numbered from 0 as they are first named: a few bytes for each, and no object.
final class Names {
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    // Nobody can make a file whose names all fall on one place.
    private static final long SEED = RandomGenerator.getDefault().nextLong();

    private byte[] letters = new byte[1 << 14];
    private int[] start = new int[1 << 10];
    /// Half of a hash beside the number + 1 of the name; 0 where the place is free.
    private long[] places = new long[1 << 11];

    private int size;

    int size() {
        return size;
    }

    String name(int number) {
        int from = start[number];
        return new String(letters, from, start[number + 1] - from, StandardCharsets.UTF_8);
    }

    /// The number of a name, a new one where it is new.
    int number(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return number(bytes, 0, bytes.length);
    }

    /// The number of the name that is written by these bytes in UTF-8.
    int number(byte[] bytes, int from, int to) {
        int hash = hash(bytes, from, to);
        int mask = places.length - 1;
        int at = hash & mask;
        while (places[at] != 0) {
            int number = (int) places[at] - 1;
            if ((int) (places[at] >>> 32) == hash
                    && Arrays.equals(letters, start[number], start[number + 1], bytes, from, to)) {
                return number;
            }
            at = (at + 1) & mask;
        }
        places[at] = (long) hash << 32 | (size + 1);
        keep(bytes, from, to);
        if (size * 2 > places.length) spread();
        return size - 1;
    }

    /// The numbers that the names of others have here; new names are added in their order.
    int[] numbers(Names others) {
        int[] numbers = new int[others.size];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(others.letters, others.start[i], others.start[i + 1]);
        }
        return numbers;
    }

    private void keep(byte[] bytes, int from, int to) {
        int begin = start[size];
        int end = Math.addExact(begin, to - from);
        if (end > letters.length)
            letters = Arrays.copyOf(letters, Math.max(end, letters.length + (letters.length >> 1)));
        System.arraycopy(bytes, from, letters, begin, to - from);
        if (size + 2 > start.length) start = Arrays.copyOf(start, start.length * 2);
        start[++size] = end;
    }

    private void spread() {
        long[] wider = new long[places.length * 2];
        int mask = wider.length - 1;
        for (long place : places) {
            if (place == 0) continue;
            int at = (int) (place >>> 32) & mask;
            while (wider[at] != 0) at = (at + 1) & mask;
            wider[at] = place;
        }
        places = wider;
    }

    private static int hash(byte[] bytes, int from, int to) {
        long hash = SEED;
        for (int at = from; at < to; at++) hash = (hash ^ bytes[at]) * SPREAD;
        return (int) (hash >>> 32 ^ hash >>> 15);
    }
}
