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
    /// In pairs: the [key][#key] of a name and its number + 1, which is 0 where the place is free.
    private long[] places = new long[1 << 12];

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
        long key = key(bytes, from, to);
        int at = place(key, places);
        while (places[at + 1] != 0) {
            int number = (int) places[at + 1] - 1;
            if (places[at] == key
                    && (key >= 0 || Arrays.equals(letters, start[number], start[number + 1], bytes, from, to))) {
                return number;
            }
            at = (at + 2) & (places.length - 1);
        }
        places[at] = key;
        places[at + 1] = size + 1L;
        keep(bytes, from, to);
        if (size * 4 > places.length) spread();
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
        for (int old = 0; old < places.length; old += 2) {
            if (places[old + 1] == 0) continue;
            int at = place(places[old], wider);
            while (wider[at + 1] != 0) at = (at + 2) & (wider.length - 1);
            wider[at] = places[old];
            wider[at + 1] = places[old + 1];
        }
        places = wider;
    }

    /// A short name itself with its length before it, else a hash below zero: short names are known without a look at
    /// their letters.
    private static long key(byte[] bytes, int from, int to) {
        if (to - from < Long.BYTES) {
            long packed = (long) to - from;
            for (int at = from; at < to; at++) packed = packed << 8 | (bytes[at] & 0xff);
            return packed;
        }
        long hash = SEED;
        for (int at = from; at < to; at++) hash = (hash ^ bytes[at]) * SPREAD;
        return hash | Long.MIN_VALUE;
    }

    private static int place(long key, long[] among) {
        long hash = (key ^ SEED) * SPREAD;
        return (int) (hash >>> 32 ^ hash >>> 15) & (among.length - 2);
    }
}
