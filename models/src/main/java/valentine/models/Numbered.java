package valentine.models;

import java.util.Arrays;

/// Whole numbers replaced by their rank among those that occur.
final class Numbered {
    /// Up to here a table answers faster than a search, and costs little memory.
    private static final int TABLE = 1 << 20;

    /// Those that occur, ascending.
    final int[] values;
    /// For each number given, where it stands in the values.
    final int[] ranks;

    private Numbered(int[] values, int[] ranks) {
        this.values = values;
        this.ranks = ranks;
    }

    static Numbered of(int[] numbers) {
        int highest = 0;
        for (int number : numbers) {
            highest = Math.max(highest, number);
        }
        return highest < TABLE ? byTable(numbers, highest) : bySearch(numbers);
    }

    private static Numbered byTable(int[] numbers, int highest) {
        int[] rank = new int[highest + 1];
        for (int number : numbers) {
            rank[number] = 1;
        }
        int[] values = new int[highest + 1];
        int size = 0;
        for (int number = 0; number <= highest; number++) {
            if (rank[number] == 1) {
                values[size] = number;
                rank[number] = size++;
            }
        }
        int[] ranks = new int[numbers.length];
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = rank[numbers[i]];
        }
        return new Numbered(Arrays.copyOf(values, size), ranks);
    }

    private static Numbered bySearch(int[] numbers) {
        int[] values = Arrays.stream(numbers).sorted().distinct().toArray();
        int[] ranks = new int[numbers.length];
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = Arrays.binarySearch(values, numbers[i]);
        }
        return new Numbered(values, ranks);
    }
}
