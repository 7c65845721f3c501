package valentine.duplicate;

import java.util.ArrayList;
import java.util.List;

/// Two customers side by side, field by field, with what differs marked.
record Sides(Told one, Told other, List<Line> lines) {
    Sides {
        lines = List.copyOf(lines);
    }

    /// @param one empty where it is not known
    record Line(String label, String one, String other, Mark mark) {}

    enum Mark {
        SAME("same"),
        NEARLY("nearly"),
        DIFFERENT("differs"),
        UNKNOWN("");

        private final String word;

        Mark(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    static Sides of(Told one, Told other, int pattern) {
        List<Line> lines = new ArrayList<>();
        add(lines, Field.NAME.label(), one.name(), other.name(), mark(Field.NAME, pattern));
        add(lines, "E-mail", all(one.emails()), all(other.emails()), mark(Field.EMAIL, pattern));
        add(lines, "Phone", all(one.phones()), all(other.phones()), mark(Field.PHONE, pattern));
        add(lines, "Birth date", one.birth(), other.birth(), mark(Field.BIRTH, pattern));
        add(lines, "Street", one.street(), other.street(), plain(one.street(), other.street()));
        add(lines, "Postcode", one.postcode(), other.postcode(), plain(one.postcode(), other.postcode()));
        add(lines, "City", one.city(), other.city(), plain(one.city(), other.city()));
        add(lines, "Company", one.company(), other.company(), mark(Field.COMPANY, pattern));
        return new Sides(one, other, lines);
    }

    private static void add(List<Line> lines, String label, String one, String other, Mark mark) {
        if (one.isEmpty() && other.isEmpty()) return;
        // A field that was left out of the comparison may differ all the same.
        boolean known = !one.isEmpty() && !other.isEmpty();
        lines.add(new Line(label, one, other, !known ? Mark.UNKNOWN : mark == Mark.UNKNOWN ? plain(one, other) : mark));
    }

    private static Mark mark(Field field, int pattern) {
        int level = field.in(pattern);
        if (level == 0) return Mark.UNKNOWN;
        if (level == 1) return Mark.DIFFERENT;
        boolean same = level == field.highest() || (field == Field.NAME && level == NameComparison.SAME_COMMON);
        return same ? Mark.SAME : Mark.NEARLY;
    }

    private static Mark plain(String one, String other) {
        if (one.isEmpty() || other.isEmpty()) return Mark.UNKNOWN;
        return NameWords.words(one).equals(NameWords.words(other)) ? Mark.SAME : Mark.DIFFERENT;
    }

    private static String all(List<String> values) {
        return String.join(", ", values.stream().limit(3).toList());
    }
}
