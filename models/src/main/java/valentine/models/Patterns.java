package valentine.models;

/// The ways in which two records can agree: for each field one level, from 1 (they differ) upwards.
///
/// Level 0 means that a field cannot be compared, because it is missing on one side: that is evidence for nothing.
/// Every combination of levels has a number, so that pairs are counted and weighed by array, not one by one.
public final class Patterns {
    private static final int MOST = 1 << 24;

    private final int[] levels;
    private final int[] stride;
    private final int count;

    /// Fields with so many levels each, level 0 not counted; at least 2, for else nothing could be told.
    public Patterns(int... levels) {
        if (levels.length == 0) {
            throw new IllegalArgumentException("A comparison needs fields");
        }
        this.levels = levels.clone();
        this.stride = new int[levels.length];
        long all = 1;
        for (int field = 0; field < levels.length; field++) {
            if (levels[field] < 2) {
                throw new IllegalArgumentException("Field " + field + " needs two levels or more");
            }
            stride[field] = (int) all;
            all *= levels[field] + 1;
            if (all > MOST) {
                throw new IllegalArgumentException("Too many patterns to count them one by one");
            }
        }
        this.count = (int) all;
    }

    /// How many fields are compared.
    public int fields() {
        return levels.length;
    }

    /// The highest level of a field.
    public int levels(int field) {
        return levels[field];
    }

    /// How many patterns there are; they are numbered from 0, where nothing can be compared.
    public int count() {
        return count;
    }

    /// The number of the pattern with these levels, in the order of the fields.
    public int pattern(int... level) {
        if (level.length != levels.length) {
            throw new IllegalArgumentException(levels.length + " levels expected, not " + level.length);
        }
        int pattern = 0;
        for (int field = 0; field < levels.length; field++) {
            if (level[field] < 0 || level[field] > levels[field]) {
                throw new IllegalArgumentException("Field " + field + " has no level " + level[field]);
            }
            pattern += stride[field] * level[field];
        }
        return pattern;
    }

    /// The level of a field in a pattern.
    public int level(int pattern, int field) {
        return pattern / stride[field] % (levels[field] + 1);
    }

    /// The same pattern with this field left out of the comparison.
    public int without(int pattern, int field) {
        return pattern - stride[field] * level(pattern, field);
    }
}
