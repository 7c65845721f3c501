package valentine.email;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The names of mails (Message-ID) that stand in their heads.
final class Names {
    private static final Pattern NAME = Pattern.compile("<[^<>]{1,900}>");
    private static final Pattern ONLY_NAMES = Pattern.compile("\\s*(?:<[^<>]{1,900}>[\\s,;]*)+");

    private Names() {}

    /// The name of the mail itself; some write it without brackets.
    static Optional<String> own(String line) {
        Matcher found = NAME.matcher(line);
        if (found.find()) return Optional.of(tight(found.group()));
        String bare = line.strip();
        return bare.matches("[^\\s<>]{3,900}") ? Optional.of("<" + bare + ">") : Optional.empty();
    }

    static List<String> references(String line) {
        List<String> names = new ArrayList<>();
        Matcher found = NAME.matcher(line);
        while (found.find()) names.add(tight(found.group()));
        return names;
    }

    /// Old programs write prose into In-Reply-To, with the address of the writer in brackets before the name of the
    /// mail:
    /// `Message from Ben <ben@example.com> of Monday <123@example.com>`.
    static List<String> repliedTo(String line) {
        List<String> all = references(line);
        return all.size() < 2 || ONLY_NAMES.matcher(line).matches() ? all : List.of(all.getLast());
    }

    static List<String> together(List<String> references, List<String> repliedTo, String own) {
        SequencedSet<String> all = new LinkedHashSet<>(references);
        all.addAll(repliedTo);
        all.remove(own);
        return List.copyOf(all);
    }

    private static String tight(String name) {
        return name.replaceAll("\\s+", "");
    }
}
