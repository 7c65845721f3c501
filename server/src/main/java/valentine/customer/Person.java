package valentine.customer;

import java.util.Map;

/// What somebody says about a customer: the handle that names him, and whatever else; empty where it says nothing.
public record Person(
        Handle handle, String name, String email, String phone, String company, Map<String, String> traits) {
    private static final int LONGEST = 200;

    public Person {
        name = line(name);
        company = line(company);
        traits = Map.copyOf(traits);
    }

    /// What a later word adds to this one: it wins where it says something.
    public Person and(Person later) {
        if (!later.handle.equals(handle)) throw new IllegalArgumentException("Two customers: " + handle.kind());
        Map<String, String> all = new java.util.HashMap<>(traits);
        all.putAll(later.traits);
        return new Person(
                handle,
                either(later.name, name),
                either(later.email, email),
                either(later.phone, phone),
                either(later.company, company),
                all);
    }

    private static String either(String first, String second) {
        return first.isEmpty() ? second : first;
    }

    /// One line of a length that fits a page.
    static String line(String given) {
        String text = Handle.plain(given);
        return text.length() <= LONGEST
                ? text
                : text.substring(
                                0,
                                text.offsetByCodePoints(
                                        0, Math.min(LONGEST - 1, text.codePointCount(0, text.length()))))
                        + "…";
    }
}
