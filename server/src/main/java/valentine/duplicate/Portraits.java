package valentine.duplicate;

import java.util.Arrays;
import java.util.List;

/// Many portraits, as numbers: a million of them take about 200 MB with their keys and texts.
final class Portraits {
    /// The number of a portrait takes 24 bits of the numbers that are sorted.
    static final int MOST = 1 << 24;

    private final Dictionary names = new Dictionary();
    private final Dictionary words = new Dictionary();
    private final Dictionary locals = new Dictionary();
    private final Dictionary domains = new Dictionary();
    private final Dictionary phoneTails = new Dictionary();
    private final Dictionary places = new Dictionary();
    private final Dictionary streets = new Dictionary();
    private final Dictionary companies = new Dictionary();

    private long[] customer = new long[1 << 8];
    private int[] name = new int[1 << 8];
    private int[] birth = new int[1 << 8];
    private int[] postcode = new int[1 << 8];
    private int[] city = new int[1 << 8];
    private int[] street = new int[1 << 8];
    private int[] company = new int[1 << 8];
    private final Lists wordsOf = new Lists();
    private final Lists emailsOf = new Lists();
    private final Lists phonesOf = new Lists();
    private final Lists keysOf = new Lists();
    private final Lists furtherOf = new Lists();
    private int size;

    void add(Portrait portrait) {
        if (size == MOST) throw new IllegalStateException("More than " + MOST + " customers at once");
        if (size == customer.length) grow(size * 2);
        customer[size] = portrait.customer().value();
        List<String> sorted = portrait.words().stream().sorted().toList();
        name[size] = names.add(String.join(" ", sorted));
        birth[size] = portrait.birth();
        postcode[size] = places.add(portrait.postcode());
        city[size] = places.add(portrait.city());
        street[size] = streets.add(portrait.street());
        company[size] = companies.add(portrait.company());
        portrait.words().forEach(word -> wordsOf.add(words.add(word)));
        for (Portrait.Address email : portrait.emails()) {
            emailsOf.add(((long) locals.add(email.local()) << 32) | domains.add(email.domain()));
        }
        for (long phone : portrait.phones()) {
            phonesOf.add(phone);
            phonesOf.add(phoneTails.add(Long.toString(phone % 100_000_000)));
        }
        for (Rule rule : Rule.values()) {
            String further = rule.further(portrait);
            furtherOf.add(further.isEmpty() ? 0 : rule.hash(further));
            rule.keys(portrait, keysOf::add);
        }
        wordsOf.end();
        emailsOf.end();
        phonesOf.end();
        keysOf.end();
        furtherOf.end();
        size++;
    }

    int size() {
        return size;
    }

    long customer(int i) {
        return customer[i];
    }

    /// The number of the name's words in alphabetical order; 0 where there is no name.
    int name(int i) {
        return name[i];
    }

    /// How many bear this name, in any order of its words.
    int bearers(int i) {
        return names.count(name[i]);
    }

    int words(int i) {
        return wordsOf.size(i);
    }

    /// The number of a word of the name.
    int word(int i, int place) {
        return (int) wordsOf.get(i, place);
    }

    String text(int word) {
        return words.text(word);
    }

    int emails(int i) {
        return emailsOf.size(i);
    }

    int local(int i, int place) {
        return (int) (emailsOf.get(i, place) >>> 32);
    }

    int domain(int i, int place) {
        return (int) emailsOf.get(i, place);
    }

    String localText(int local) {
        return locals.text(local);
    }

    String domainText(int domain) {
        return domains.text(domain);
    }

    /// How many addresses have this before the @.
    int localBearers(int local) {
        return locals.count(local);
    }

    int phones(int i) {
        return phonesOf.size(i) / 2;
    }

    long phone(int i, int place) {
        return phonesOf.get(i, 2 * place);
    }

    /// How many have a number with this end.
    int phoneBearers(int i, int place) {
        return phoneTails.count((int) phonesOf.get(i, 2 * place + 1));
    }

    int birth(int i) {
        return birth[i];
    }

    int postcode(int i) {
        return postcode[i];
    }

    int city(int i) {
        return city[i];
    }

    int street(int i) {
        return street[i];
    }

    String streetText(int street) {
        return streets.text(street);
    }

    int company(int i) {
        return company[i];
    }

    String companyText(int company) {
        return companies.text(company);
    }

    int keys(int i) {
        return keysOf.size(i);
    }

    long key(int i, int place) {
        return keysOf.get(i, place);
    }

    /// By what a group of this rule is cut further; 0 where that is not known.
    long further(int i, Rule rule) {
        return furtherOf.get(i, rule.place());
    }

    private void grow(int room) {
        customer = Arrays.copyOf(customer, room);
        name = Arrays.copyOf(name, room);
        birth = Arrays.copyOf(birth, room);
        postcode = Arrays.copyOf(postcode, room);
        city = Arrays.copyOf(city, room);
        street = Arrays.copyOf(street, room);
        company = Arrays.copyOf(company, room);
    }

    /// A list of numbers for each portrait, one after the other.
    private static final class Lists {
        private long[] values = new long[1 << 8];
        private int[] end = new int[1 << 8];
        private int lists = 1;
        private int size;

        void add(long value) {
            if (size == values.length) values = Arrays.copyOf(values, size + (size >> 1));
            values[size++] = value;
        }

        void end() {
            if (lists == end.length) end = Arrays.copyOf(end, lists + (lists >> 1));
            end[lists++] = size;
        }

        int size(int i) {
            return end[i + 1] - end[i];
        }

        long get(int i, int place) {
            return values[end[i] + place];
        }
    }
}
