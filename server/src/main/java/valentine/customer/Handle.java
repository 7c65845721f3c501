package valentine.customer;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// By what we know somebody, in the one form in which it is compared.
public record Handle(Kind kind, String value) {
    private static final Pattern OURS = Pattern.compile("^(chat|telegram|mastodon):(?=.)");
    private static final Pattern UUIDS = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern ADDRESS = Pattern.compile(
            "[^\\s@<>,;:\"()\\[\\]\\\\]{1,64}@[\\p{L}\\p{N}](?:[\\p{L}\\p{N}.-]{0,250})\\.[\\p{L}]{2,63}");
    private static final Pattern GAP = Pattern.compile("[\\s\\p{Cntrl}\\u00A0]+");
    private static final int LONGEST_ID = 200;
    private static final int LONGEST_ADDRESS = 254;

    /// What forms are filled with when somebody does not want to tell: these are many people, or nobody.
    private static final Set<String> NOBODYS_LOCAL_PART = Set.of(
            "noreply",
            "no-reply",
            "donotreply",
            "none",
            "null",
            "unknown",
            "anonymous",
            "guest",
            "na",
            "n/a",
            "nobody",
            "noemail",
            "no-email",
            "undefined",
            "[object object]");
    private static final Set<String> NOBODYS_ADDRESS =
            Set.of("test@test.com", "a@a.com", "email@email.com", "mail@mail.com", "example@example.com");
    private static final Set<String> NOBODYS_ID = Set.of(
            "",
            "-1",
            "null",
            "(null)",
            "<null>",
            "nil",
            "none",
            "nan",
            "n/a",
            "na",
            "unknown",
            "anonymous",
            "guest",
            "undefined",
            "false",
            "true",
            "[object object]",
            "{}",
            "[]",
            "test",
            "userid",
            "user_id",
            "anonymousid",
            "anonymous_id",
            "customer_id",
            "customerid");
    /// Zeros and dashes only, such as the UUID of nobody.
    private static final Pattern NOTHING = Pattern.compile("[0\\s{}-]*");

    /// By kind, then by value.
    static final Comparator<Handle> STRONGEST_FIRST =
            Comparator.comparing(Handle::kind).thenComparing(Handle::value);

    /// The kinds of handles, as they are kept: the stronger stands first.
    public enum Kind {
        EXTERNAL,
        EMAIL,
        PHONE,
        ANONYMOUS;

        private final String word = name().toLowerCase(Locale.ROOT);

        public String word() {
            return word;
        }

        static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    public Handle {
        if (value.isBlank()) throw new IllegalArgumentException("A handle needs a value");
    }

    /// What another system calls a customer; an address used as such is an e-mail handle.
    public static Optional<Handle> id(String text) {
        if (text.indexOf('@') > 0) {
            Optional<Handle> address = email(text);
            if (address.isPresent()) return address;
        }
        String id = plain(text);
        return id.length() > LONGEST_ID || isNobodysId(id)
                ? Optional.empty()
                : Optional.of(new Handle(Kind.EXTERNAL, id));
    }

    /// An e-mail address, unless it is none or stands for nobody in particular.
    public static Optional<Handle> email(String text) {
        String address = text.strip().toLowerCase(Locale.ROOT);
        if (address.length() > LONGEST_ADDRESS || !ADDRESS.matcher(address).matches()) return Optional.empty();
        String local = address.substring(0, address.indexOf('@'));
        return NOBODYS_LOCAL_PART.contains(local) || NOBODYS_ADDRESS.contains(address)
                ? Optional.empty()
                : Optional.of(new Handle(Kind.EMAIL, address));
    }

    /// What a browser or device calls somebody whom it does not know.
    public static Optional<Handle> anonymous(String text) {
        String id = plain(text);
        return id.length() > LONGEST_ID || isNobodysId(id)
                ? Optional.empty()
                : Optional.of(new Handle(Kind.ANONYMOUS, id));
    }

    /// Whether a text is what forms are filled with when somebody does not want to tell.
    public static boolean isNobodys(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        int at = plain.indexOf('@');
        return isNobodysId(plain)
                || plain.equals("-")
                || NOBODYS_ADDRESS.contains(plain)
                || (at > 0 && NOBODYS_LOCAL_PART.contains(plain.substring(0, at)));
    }

    /// A telephone number as its digits, with the + of an international one.
    public static Optional<Handle> phone(String text) {
        StringBuilder digits = new StringBuilder();
        text.codePoints().filter(Character::isDigit).forEach(digit -> digits.append(Character.digit(digit, 10)));
        boolean international = text.strip().startsWith("+");
        if (!international && digits.indexOf("00") == 0) {
            digits.delete(0, 2);
            international = true;
        }
        boolean oneDigit = digits.chars().distinct().count() < 2;
        return digits.length() < 6 || digits.length() > 15 || oneDigit
                ? Optional.empty()
                : Optional.of(new Handle(Kind.PHONE, (international ? "+" : "") + digits));
    }

    private static boolean isNobodysId(String id) {
        return NOTHING.matcher(id).matches() || NOBODYS_ID.contains(id.toLowerCase(Locale.ROOT));
    }

    /// What somebody is called of whom we know nothing else.
    String called() {
        return switch (kind) {
            case EXTERNAL -> "Customer " + value;
            case ANONYMOUS -> calledVisitor();
            case EMAIL, PHONE -> value;
        };
    }

    /// By its number alone: of a chat that is a few of its letters, of the Fediverse an address.
    private String calledVisitor() {
        String id = bare();
        if (id.indexOf('@') > 0) return "@" + id;
        int enough = id.length() == value.length() ? 8 : UUIDS.matcher(id).matches() ? 6 : 12;
        return "Visitor " + Person.line(id.length() <= enough ? id : id.substring(0, enough));
    }

    /// Without the word of ours before it that says by which medium somebody wrote.
    String bare() {
        return kind == Kind.ANONYMOUS ? OURS.matcher(value).replaceFirst("") : value;
    }

    /// One line without control characters and double spaces.
    static String plain(String text) {
        return needsWork(text) ? GAP.matcher(text).replaceAll(" ").strip() : text;
    }

    private static boolean needsWork(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '!' || (c >= 0x7F && c <= 0xA0)) return true;
        }
        return false;
    }
}
