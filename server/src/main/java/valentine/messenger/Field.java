package valentine.messenger;

import java.util.Optional;
import java.util.regex.Pattern;

/// Something that a set-up page asks for.
///
/// @param shape how it must look; where it may be empty the shape says so
/// @param wrong what is said when it does not
record Field(String name, String label, String hint, Sort sort, String usual, Pattern shape, String wrong) {
    enum Sort {
        LINE,
        SECRET,
        TEXT,
        CHOICE
    }

    static Field line(String name, String label, String hint, String usual, String shape, String wrong) {
        return new Field(name, label, hint, Sort.LINE, usual, Pattern.compile(shape), wrong);
    }

    static Field secret(String name, String label, String hint, String shape, String wrong) {
        return new Field(name, label, hint, Sort.SECRET, "", Pattern.compile(shape), wrong);
    }

    static Field text(String name, String label, String hint) {
        return new Field(name, label, hint, Sort.TEXT, "", Pattern.compile("(?s).{0,20000}"), "This is too long.");
    }

    /// Where their interface is.
    static Field api(String hint, String usual) {
        return line(
                "api",
                "Address of the interface",
                hint,
                usual,
                "https?://[\\x21-\\x7e]{3,200}",
                "it begins with https://.");
    }

    /// One of some words, split by `|`; the usual one is among them.
    static Field choice(String name, String label, String hint, String usual, String words) {
        return new Field(name, label, hint, Sort.CHOICE, usual, Pattern.compile(words), "Choose one of them.");
    }

    boolean isSecret() {
        return sort == Sort.SECRET;
    }

    Optional<String> problem(String typed) {
        return shape.matcher(typed).matches() ? Optional.empty() : Optional.of(label + ": " + wrong);
    }

    /// The words of a choice.
    String[] words() {
        return shape.pattern().split("\\|", -1);
    }
}
