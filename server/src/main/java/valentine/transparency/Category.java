package valentine.transparency;

import java.util.Locale;

/// A kind of data about somebody, as we tell it to him.
public enum Category {
    CONTACT("your name and addresses"),
    TRAITS("what you or our people told about you"),
    PURCHASES("your orders"),
    MESSAGES("messages between us"),
    FEEDBACK("what you think of us"),
    BEHAVIOUR("what you do on our pages and with our products"),
    PROMISES("what we promised you"),
    CONSENTS("what you allow"),
    STANDING("how we think that you stand with us"),
    SENSITIVE("a sensitive field");

    private final String told;

    Category(String told) {
        this.told = told;
    }

    public String told() {
        return told;
    }

    /// In a word for our own people.
    public String label() {
        String word = name().toLowerCase(Locale.ROOT);
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Category of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
