package valentine.duplicate;

import java.util.Arrays;
import java.util.List;
import valentine.models.Patterns;

/// What is compared of two customers, and in how many degrees it may agree; degree 0 is "nothing to compare".
enum Field {
    NAME(0, "Name", "differ|are alike|nearly the same|the same, and many bear it|the same, and few bear it"),
    EMAIL(1, "E-mail", "differ|same name at another provider|nearly the same|the same"),
    PHONE(2, "Phone", "differ|differ by one digit|the same"),
    BIRTH(3, "Birth date", "differ|nearly the same|the same"),
    ADDRESS(4, "Address", "differ|same city|same postcode|the same"),
    COMPANY(5, "Company", "differ|are alike|the same");

    static final Patterns PATTERNS =
            new Patterns(Arrays.stream(values()).mapToInt(Field::highest).toArray());

    /// As degrees are kept.
    private final int place;
    private final String label;
    private final String degrees;

    Field(int place, String label, String degrees) {
        this.place = place;
        this.label = label;
        this.degrees = degrees;
    }

    int place() {
        return place;
    }

    String label() {
        return label;
    }

    int highest() {
        return (int) degrees.chars().filter(c -> c == '|').count() + 1;
    }

    /// What a degree, from 1, means.
    String degree(int level) {
        return List.of(degrees.split("\\|", -1)).get(level - 1);
    }

    int in(int pattern) {
        return PATTERNS.level(pattern, place);
    }
}
