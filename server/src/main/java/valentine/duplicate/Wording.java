package valentine.duplicate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import valentine.duplicate.NameComparison.Words;
import valentine.models.Linkage;

/// Says in words what agrees and what differs between two customers, what weighs most first.
final class Wording {
    private final Told one;
    private final Told other;
    private final Portrait portrait;
    private final Portrait otherPortrait;
    private final int pattern;

    private Wording(Told one, Told other, int pattern) {
        this.one = one;
        this.other = other;
        this.portrait = Portrait.of(one);
        this.otherPortrait = Portrait.of(other);
        this.pattern = pattern;
    }

    /// One sentence about one field.
    ///
    /// @param bits how much it weighs: above 0 for one person, below for two
    record Said(String field, String words, double bits) {}

    static List<Said> of(Told one, Told other, int pattern, Linkage linkage) {
        Wording wording = new Wording(one, other, pattern);
        List<Said> said = new ArrayList<>();
        for (Field field : Field.values()) {
            if (field.in(pattern) > 0) {
                double bits = Math.round(10 * linkage.weight(field.place(), field.in(pattern))) / 10.0;
                said.add(new Said(field.label(), wording.sentence(field), bits));
            }
        }
        said.sort(Comparator.comparingDouble((Said sentence) -> -Math.abs(sentence.bits())));
        return said;
    }

    private String sentence(Field field) {
        int level = field.in(pattern);
        return switch (field) {
            case NAME -> name(level);
            case EMAIL -> email(level);
            case PHONE -> phone(level);
            case BIRTH -> birth(level);
            case ADDRESS -> address(level);
            case COMPANY -> company(level);
        };
    }

    private String name(int level) {
        return switch (level) {
            case NameComparison.SAME_RARE, NameComparison.SAME_COMMON ->
                (portrait.words().equals(otherPortrait.words()) ? "Same name" : "Same name in another order")
                        + (level == NameComparison.SAME_COMMON ? ", which many bear." : ".");
            case NameComparison.CLOSE -> close();
            case NameComparison.ALIKE -> "Names are alike: " + one.name() + ", " + other.name() + ".";
            default -> "Different names: " + one.name() + ", " + other.name() + ".";
        };
    }

    private String close() {
        List<String> words = new ArrayList<>(portrait.words());
        List<String> others = new ArrayList<>(otherPortrait.words());
        words.removeAll(otherPortrait.words());
        others.removeAll(portrait.words());
        if (words.size() == 1 && others.size() == 1) {
            String pair = ": " + written(one, words.getFirst()) + ", " + written(other, others.getFirst()) + ".";
            Words found = NameComparison.words(words.getFirst(), others.getFirst());
            return switch (found) {
                case SLIP -> "Names differ by one letter" + pair;
                case SHORT_FORM -> "One name is a short form of the other" + pair;
                case INITIAL -> "One name has only the initial" + pair;
                case SAME, ALIKE, DIFFERENT -> "Names are nearly the same" + pair;
            };
        }
        boolean longer = words.isEmpty() != others.isEmpty();
        return (longer ? "Same name, one with a further word: " : "Names are nearly the same: ") + one.name() + ", "
                + other.name() + ".";
    }

    /// A word as it stands in the name.
    private static String written(Told told, String word) {
        return Stream.of("[\\s,]+", "[\\s,-]+")
                .flatMap(signs -> Arrays.stream(told.name().split(signs, -1)))
                .filter(part -> String.join("", NameWords.words(part)).equals(word))
                .findFirst()
                .orElse(word);
    }

    private String email(int level) {
        return switch (level) {
            case 4 ->
                one.emails().stream().anyMatch(other.emails()::contains)
                        ? "Same e-mail address."
                        : "E-mail addresses differ only by dots or a tag: " + emails();
            case 3 -> "E-mail addresses differ by one letter: " + emails();
            case 2 -> "Same e-mail name at another provider: " + emails();
            default -> "Different e-mail addresses.";
        };
    }

    private String emails() {
        return first(one.emails()) + ", " + first(other.emails()) + ".";
    }

    private String phone(int level) {
        return switch (level) {
            case 3 ->
                one.phones().stream().anyMatch(other.phones()::contains)
                        ? "Same phone number."
                        : "Same phone number, written differently.";
            case 2 -> "Phone numbers differ by one digit.";
            default -> "Different phone numbers.";
        };
    }

    private String birth(int level) {
        return switch (level) {
            case 3 -> "Same birth date.";
            case 2 -> "Birth dates are nearly the same: " + one.birth() + ", " + other.birth() + ".";
            default -> "Different birth dates.";
        };
    }

    private String address(int level) {
        return switch (level) {
            case 4 -> "Same address.";
            case 3 -> "Same postcode.";
            case 2 -> "Same city.";
            default -> "Different addresses.";
        };
    }

    private String company(int level) {
        return switch (level) {
            case 3 -> "Same company.";
            case 2 -> "Companies are alike: " + one.company() + ", " + other.company() + ".";
            default -> "Different companies.";
        };
    }

    private static String first(List<String> texts) {
        return texts.stream().limit(1).collect(Collectors.joining());
    }
}
