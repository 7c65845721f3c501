package valentine.conversation;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A reply written beforehand, with what differs from customer to customer filled in.
final class Wording {
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([a-z_.]{1,40})\\s*}}");

    private Wording() {}

    /// What can stand in it: who the customer and the writer are, and whose firm it is.
    static Map<String, String> of(String customer, String member, String firm) {
        return Map.of(
                "customer.name",
                customer,
                "customer.first_name",
                first(customer),
                "member.name",
                member,
                "member.first_name",
                first(member),
                "firm.name",
                firm);
    }

    /// What is not known stays as it was typed, so that whoever sends it sees that something is missing.
    static String filled(String text, Map<String, String> values) {
        return VARIABLE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
    }

    private static String first(String name) {
        int space = name.indexOf(' ');
        return space < 0 ? name : name.substring(0, space);
    }
}
