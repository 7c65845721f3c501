package valentine.bench;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// People as a firm knows them, some of them twice: misspelt, moved, with another phone, or with less said.
///
/// Names are as unevenly spread as real ones; families share a family name, an address and a phone. Nobody shares an
/// e-mail address with his double: these are joined already when they come in.
final class SimulatedPeople {
    private static final String[] GIVEN = """
            Anna Ben Clara David Emma Felix Greta Hannah Isaac Julia Karl Laura Martin Nina Oliver Paula Robert Sarah
            Thomas Ursula Victor Walter William Elizabeth Margaret Richard Michael Katherine James Susan Daniel Peter
            Andrew Barbara Charles Dorothy Edward Frances George Helen Joseph Linda Nicholas Patricia Samuel Rebecca
            Alexander Christina Benjamin Deborah Jennifer Jonathan Matthew Philip Theodore Victoria Zachary Abigail
            Gerald Harold Lawrence Leonard Raymond Russell Stephen Timothy Vincent Amelie Bruno Celine Dario Elif Fatima
            Goran Hiroshi Ines Jamal Kemal Leila Mehmet Nadia Omar Priya Quentin Rania Sven Tariq Ulla Vera Wei Ximena
            Yusuf Zoe Aisha Bogdan Chiara Dmitri Elena Franco Gita Hamid Irina Jorge Kaja Luca Milan Nora Olga Pavel
            """.strip().split("\\s+", -1);
    private static final Map<String, String> SHORT = Map.ofEntries(
            Map.entry("William", "Bill"),
            Map.entry("Elizabeth", "Liz"),
            Map.entry("Margaret", "Peggy"),
            Map.entry("Richard", "Dick"),
            Map.entry("Michael", "Mike"),
            Map.entry("Katherine", "Kate"),
            Map.entry("James", "Jim"),
            Map.entry("Susan", "Sue"),
            Map.entry("Daniel", "Dan"),
            Map.entry("Andrew", "Andy"),
            Map.entry("Robert", "Bob"),
            Map.entry("Thomas", "Tom"),
            Map.entry("Samuel", "Sam"),
            Map.entry("Benjamin", "Ben"),
            Map.entry("Alexander", "Alex"),
            Map.entry("Jennifer", "Jen"),
            Map.entry("Matthew", "Matt"),
            Map.entry("Stephen", "Steve"));
    private static final String[] SYLLABLES = """
            ba be bi bo da de do fa fe fi ga ge go ha he ho ja je ka ke ki ko la le li lo ma me mi mo na ne no pa pe po
            ra re ri ro sa se si so ta te ti to va ve vo wa we wi za ze ber ger mer ler ner ker der ter sen son man
            """.strip().split("\\s+", -1);
    private static final String[] PROVIDERS = {"gmail.com", "gmx.net", "web.example", "outlook.com", "post.example"};

    private final Random random;
    private final String[] families = new String[60_000];
    private final String[] streets = new String[3_000];
    /// An address belongs to one person.
    private final Set<String> addresses = new HashSet<>();

    SimulatedPeople(long seed) {
        random = new Random(seed);
        for (int i = 0; i < families.length; i++) families[i] = word(2 + random.nextInt(2));
        for (int i = 0; i < streets.length; i++) streets[i] = word(2 + random.nextInt(2)) + " street";
    }

    /// One customer as the firm has him.
    ///
    /// @param person who it is in truth
    record Somebody(
            int person,
            String name,
            @Nullable String email,
            @Nullable String phone,
            Map<String, String> traits,
            @Nullable String company) {}

    private record Home(String street, String postcode, String city, String phone) {}

    /// So many customers, of whom a share is there twice.
    List<Somebody> draw(int customers, double twice) {
        List<Somebody> all = new ArrayList<>(customers);
        int person = 0;
        Home home = home();
        String family = families[zipf(families.length)];
        while (all.size() < customers) {
            boolean relative = random.nextInt(8) == 0;
            if (!relative) {
                home = home();
                family = families[zipf(families.length)];
            }
            Somebody known = somebody(person++, family, home);
            all.add(known);
            if (all.size() < customers && random.nextDouble() < twice) all.add(again(known));
        }
        return all;
    }

    private Somebody somebody(int person, String family, Home home) {
        String given = GIVEN[zipf(GIVEN.length)];
        Map<String, String> traits = new TreeMap<>();
        if (random.nextInt(10) < 7) {
            traits.put("street", home.street());
            traits.put("postcode", home.postcode());
            traits.put("city", home.city());
        }
        if (random.nextInt(10) < 3) traits.put("birthday", birth());
        String email = random.nextInt(10) < 8 ? address(given, family) : null;
        String phone = random.nextInt(10) < 6 ? random.nextInt(3) == 0 ? home.phone() : phone() : null;
        String company = random.nextInt(10) == 0 ? families[random.nextInt(20_000)] + " Ltd" : null;
        return new Somebody(person, given + " " + family, email, phone, traits, company);
    }

    private Somebody again(Somebody known) {
        String[] words = known.name().split(" ", -1);
        String name = switch (random.nextInt(20)) {
            case 0, 1 -> words[0] + " " + misspelt(words[1]);
            case 2 -> misspelt(words[0]) + " " + words[1];
            case 3, 4 -> SHORT.getOrDefault(words[0], words[0]) + " " + words[1];
            case 5 -> words[0].charAt(0) + ". " + words[1];
            case 6 -> words[1] + ", " + words[0];
            case 7 -> words[0] + " " + families[zipf(families.length)];
            case 8 -> words[0] + " " + GIVEN[zipf(GIVEN.length)] + " " + words[1];
            default -> known.name();
        };
        Map<String, String> traits = new TreeMap<>(known.traits());
        int moved = random.nextInt(20);
        if (moved < 3) {
            Home home = home();
            if (traits.containsKey("street")) traits.put("street", home.street());
            if (traits.containsKey("postcode")) traits.put("postcode", home.postcode());
            if (traits.containsKey("city")) traits.put("city", home.city());
        } else if (moved < 5) {
            traits.computeIfPresent("street", (_, street) -> misspelt(street));
        } else if (moved < 8) {
            traits.keySet().removeAll(List.of("street", "postcode", "city"));
        }
        if (random.nextInt(4) == 0) traits.remove("birthday");
        if (random.nextInt(20) == 0) traits.computeIfPresent("birthday", (_, _) -> birth());
        return new Somebody(
                known.person(),
                name,
                email(known),
                phone(known),
                traits,
                random.nextBoolean() ? known.company() : null);
    }

    private @Nullable String email(Somebody known) {
        String email = known.email();
        int way = random.nextInt(20);
        if (email == null)
            return way < 8
                    ? address(known.name().split(" ", -1)[0], known.name().split(" ", -1)[1])
                    : null;
        String local = email.substring(0, email.indexOf('@'));
        String domain = email.substring(email.indexOf('@') + 1);
        if (way < 4) return free(local + "@" + PROVIDERS[random.nextInt(PROVIDERS.length)]);
        if (way < 6) return local + "@" + misspelt(domain.substring(0, domain.indexOf('.'))) + ".com";
        if (way < 8) return misspelt(local) + "@" + domain;
        return way < 12 ? address(known.name().split(" ", -1)[0], known.name().split(" ", -1)[1]) : null;
    }

    private @Nullable String phone(Somebody known) {
        String phone = known.phone();
        int way = random.nextInt(20);
        if (phone == null) return way < 5 ? phone() : null;
        if (way < 10) return phone.startsWith("+44") ? "0" + phone.substring(3) : "+44" + phone.substring(1);
        if (way < 12) {
            int place = 4 + random.nextInt(phone.length() - 4);
            return phone.substring(0, place) + random.nextInt(10) + phone.substring(place + 1);
        }
        return way < 15 ? phone() : null;
    }

    private Home home() {
        int place = zipf(2_000);
        return new Home(
                (1 + random.nextInt(200)) + " " + streets[random.nextInt(streets.length)],
                String.format(Locale.ROOT, "%05d", 10_000 + place * 17 + random.nextInt(5)),
                streets[place % 700].replace(" street", "ton"),
                phone());
    }

    private String address(String given, String family) {
        String local = switch (random.nextInt(5)) {
            case 0 -> given + "." + family;
            case 1 -> given.charAt(0) + family;
            case 2 -> given + (1950 + random.nextInt(60));
            case 3 -> family + random.nextInt(1000);
            default -> word(2) + random.nextInt(100);
        };
        return free((local + "@" + PROVIDERS[random.nextInt(PROVIDERS.length)]).toLowerCase(Locale.ROOT));
    }

    /// The address itself, or with a number where somebody else has it.
    private String free(String address) {
        String free = address;
        while (!addresses.add(free)) free = address.replace("@", random.nextInt(10_000) + "@");
        return free;
    }

    private String phone() {
        String number =
                String.format(Locale.ROOT, "%010d", 1_000_000_000L + (long) (random.nextDouble() * 8_999_999_999L));
        return (random.nextBoolean() ? "+44" : "0") + number;
    }

    private String birth() {
        return String.format(
                Locale.ROOT, "%d-%02d-%02d", 1940 + random.nextInt(65), 1 + random.nextInt(12), 1 + random.nextInt(28));
    }

    private String misspelt(String word) {
        int place = 1 + random.nextInt(Math.max(1, word.length() - 1));
        if (place >= word.length()) return word + "e";
        char letter = (char) ('a' + random.nextInt(26));
        return switch (random.nextInt(4)) {
            case 0 -> word.substring(0, place) + letter + word.substring(place);
            case 1 -> word.substring(0, place) + word.substring(place + 1);
            case 2 -> word.substring(0, place) + letter + word.substring(place + 1);
            default ->
                place + 1 < word.length()
                        ? word.substring(0, place)
                                + word.charAt(place + 1)
                                + word.charAt(place)
                                + word.substring(place + 2)
                        : word + letter;
        };
    }

    private String word(int syllables) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < syllables; i++) word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    /// Small numbers are drawn much more often.
    private int zipf(int size) {
        return (int) (Math.pow(size + 1.0, Math.pow(random.nextDouble(), 0.8)) - 1);
    }
}
