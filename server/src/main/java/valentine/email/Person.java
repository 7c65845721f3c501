package valentine.email;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.field.address.LenientAddressParser;
import valentine.channel.Sender;
import valentine.customer.Handle;

/// Somebody named in the head of a mail.
///
/// @param address in small letters; empty where there is none that can be read
record Person(String address, String name) {
    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>\"(),;:@]+@[^\\s<>\"(),;:@]+");
    private static final int MOST = 1_000;
    private static final int LONGEST_NAME = 200;

    Person {
        address = address.strip().toLowerCase(Locale.ROOT);
        name = name.replaceAll("\\s+", " ").strip();
        if (name.length() > LONGEST_NAME) name = name.substring(0, LONGEST_NAME);
        if (name.equalsIgnoreCase(address)) name = "";
    }

    /// All who stand in a line, as far as they can be read; groups are taken apart.
    static List<Person> in(String line) {
        List<Person> people = new ArrayList<>();
        try {
            for (Mailbox box :
                    LenientAddressParser.DEFAULT.parseAddressList(line).flatten()) {
                if (people.size() == MOST) break;
                String name = box.getName() == null ? "" : Wording.header(box.getName());
                if (ADDRESS.matcher(box.getAddress()).matches()) people.add(new Person(box.getAddress(), name));
            }
        } catch (RuntimeException _) {
            // What is no list of addresses still may hold some.
            people.clear();
        }
        if (people.isEmpty()) {
            Matcher found = ADDRESS.matcher(line);
            while (found.find() && people.size() < MOST) people.add(new Person(found.group(), ""));
        }
        return people;
    }

    /// A sender whose line says nobody in particular: such mails are kept under what the line says.
    static Person unreadable(String line) {
        return new Person("", Wording.header(line));
    }

    Sender sender(boolean isSure) {
        Optional<Handle> handle = Handle.email(address);
        // An address that is nobody's (noreply@…) is never taken for a person, but has a place of its own.
        return handle.map(known -> new Sender(known, name, isSure))
                .orElseGet(() -> new Sender(
                        new Handle(Handle.Kind.ANONYMOUS, "mail:" + stable()), name.isEmpty() ? address : name, false));
    }

    private String stable() {
        String whole = address.isEmpty() ? "unknown " + name.toLowerCase(Locale.ROOT) : address;
        return whole.length() <= 150 && whole.chars().noneMatch(c -> c <= ' ' || c > '~')
                ? whole
                : HexFormat.of().formatHex(whole.getBytes(StandardCharsets.UTF_8), 0, Math.min(60, whole.length()));
    }
}
