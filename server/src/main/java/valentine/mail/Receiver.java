package valentine.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import valentine.team.Member;

/// Who gets a letter.
///
/// @param isOurs whether he works here
public record Receiver(String address, String name, boolean isOurs) {
    private static final int LONGEST_ADDRESS = 254;
    private static final int LONGEST_NAME = 100;

    public Receiver {
        address = address.strip().toLowerCase(Locale.ROOT);
        if (!isAddress(address)) throw new IllegalArgumentException("That is no e-mail address");
        name = plain(name);
    }

    public static Receiver member(Member member) {
        return new Receiver(member.email(), member.name(), true);
    }

    /// Somebody from outside; nobody where that is no address we could write to.
    public static Optional<Receiver> outside(String address, String name) {
        return isAddress(address.strip()) ? Optional.of(new Receiver(address, name, false)) : Optional.empty();
    }

    /// Whether letters can be sent there: one address, without a name, comments or line ends.
    static boolean isAddress(String address) {
        if (address.length() > LONGEST_ADDRESS || !address.matches("[\\x21-\\x7E&&[^<>(),;:\\\\\"\\[\\]]]+"))
            return false;
        try {
            new InternetAddress(address, true).validate();
            return address.indexOf('@') > 0 && address.lastIndexOf('.') > address.indexOf('@');
        } catch (AddressException _) {
            return false;
        }
    }

    private static String plain(String name) {
        String clean = name.codePoints()
                .filter(c -> !Letter.isControl(c) && Character.getType(c) != Character.SURROGATE)
                .limit(LONGEST_NAME)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        return clean.strip();
    }
}
