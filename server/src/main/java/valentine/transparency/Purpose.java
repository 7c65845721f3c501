package valentine.transparency;

import java.util.List;
import valentine.team.Role;

/// For what data are used, on what ground, how long and by whom.
///
/// @param sentence what we tell the customer
/// @param special the ground of article 9 (2), where special categories are used; mostly empty
/// @param marketing direct marketing: an objection to one such purpose ends all of them
/// @param retention how long, in words
/// @param role the lowest role that may use it
/// @param ended no longer used
public record Purpose(
        PurposeKey key,
        String name,
        String sentence,
        Basis basis,
        String special,
        boolean marketing,
        String retention,
        List<Category> categories,
        Role role,
        boolean ended) {
    private static final int LONGEST_NAME = 80;
    private static final int LONGEST = 500;

    public Purpose {
        name = text("A name", name, LONGEST_NAME);
        sentence = text("A sentence for the customer", sentence, LONGEST);
        retention = text("How long data are kept", retention, LONGEST);
        special = special.isBlank() ? "" : text("The ground of article 9", special, LONGEST);
        categories = List.copyOf(categories);
        if (categories.isEmpty()) throw new IllegalArgumentException("A purpose uses at least one kind of data.");
    }

    private static String text(String what, String given, int longest) {
        String text = given.strip();
        if (text.isEmpty()) throw new IllegalArgumentException(what + " is needed.");
        if (text.length() > longest) throw new IllegalArgumentException(what + " has at most " + longest + " letters.");
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(what + " is one line without control characters.");
        }
        return text;
    }
}
