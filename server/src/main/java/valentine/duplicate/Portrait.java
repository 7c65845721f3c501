package valentine.duplicate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import valentine.customer.CustomerId;

/// What is compared of a customer, each part in one form; empty, 0 or "" where we know nothing.
///
/// @param words of the name, the family name last
/// @param phones as numbers, without what a country puts before them where we can tell
/// @param birth as 19840229
record Portrait(
        CustomerId customer,
        List<String> words,
        List<Address> emails,
        List<Long> phones,
        int birth,
        String postcode,
        String city,
        String street,
        String company) {
    private static final int MOST = 4;
    private static final int SHORTEST_PHONE = 7;
    private static final Pattern ISO = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:[T ].*)?");
    private static final Pattern DAY_FIRST = Pattern.compile("(\\d{1,2})[./-](\\d{1,2})[./-](\\d{4})");
    private static final Set<String> ROLES = Set.of(
            "info",
            "office",
            "sales",
            "mail",
            "contact",
            "kontakt",
            "hello",
            "admin",
            "support",
            "shop",
            "post",
            "service",
            "team",
            "accounts",
            "billing",
            "buchhaltung",
            "einkauf",
            "purchasing",
            "orders",
            "bestellung");
    private static final Set<String> FORMS_OF_FIRMS = Set.of(
            "ltd",
            "limited",
            "inc",
            "llc",
            "llp",
            "plc",
            "gmbh",
            "ag",
            "kg",
            "ohg",
            "ug",
            "ev",
            "co",
            "company",
            "corp",
            "corporation",
            "sa",
            "sarl",
            "srl",
            "spa",
            "bv",
            "nv",
            "oy",
            "ab",
            "as",
            "the",
            "and",
            "und");

    Portrait {
        words = List.copyOf(words);
        emails = List.copyOf(emails);
        phones = List.copyOf(phones);
    }

    /// An e-mail address: what stands before the @, without tag and signs, and the provider.
    record Address(String local, String domain) {}

    static Portrait of(Told told) {
        return new Portrait(
                told.customer(),
                isNamed(told) ? NameWords.of(told.name()) : List.of(),
                emails(told.emails()),
                phones(told.phones()),
                birth(told.birth()),
                String.join("", NameWords.words(told.postcode())),
                String.join(" ", NameWords.words(told.city())),
                street(told.street()),
                company(told.company()));
    }

    /// Whom we know by a handle alone bears that as a name.
    private static boolean isNamed(Told told) {
        String name = told.name();
        return name.indexOf('@') < 0
                && !told.phones().contains(name)
                && !(name.startsWith("Customer ")
                        && name.chars().anyMatch(Character::isDigit)
                        && name.indexOf(' ', 9) < 0);
    }

    private static List<Address> emails(Collection<String> emails) {
        List<Address> addresses = new ArrayList<>(1);
        for (String email : emails) {
            int at = email.lastIndexOf('@');
            if (at <= 0 || addresses.size() == MOST) continue;
            String whole = email.substring(0, at);
            int tag = whole.indexOf('+');
            String local = String.join("", NameWords.words(tag > 0 ? whole.substring(0, tag) : whole));
            String domain = NameWords.plain(email.substring(at + 1));
            // Who answers info@ changes: it is known by its provider alone.
            if (!local.isEmpty() && !ROLES.contains(local)) {
                addresses.add(new Address(local, domain.equals("googlemail.com") ? "gmail.com" : domain));
            }
        }
        return addresses;
    }

    private static List<Long> phones(Collection<String> phones) {
        List<Long> numbers = new ArrayList<>(1);
        for (String phone : phones) {
            long number = 0;
            int digits = 0;
            for (int i = 0; i < phone.length() && digits < 15; i++) {
                char c = phone.charAt(i);
                if (c >= '0' && c <= '9' && (digits > 0 || c != '0')) {
                    number = number * 10 + (c - '0');
                    digits++;
                }
            }
            if (digits >= SHORTEST_PHONE && numbers.size() < MOST) numbers.add(number);
        }
        return numbers;
    }

    private static int birth(String text) {
        Matcher iso = ISO.matcher(text.strip());
        Matcher dayFirst = DAY_FIRST.matcher(text.strip());
        int year;
        int month;
        int day;
        if (iso.matches()) {
            year = Integer.parseInt(iso.group(1));
            month = Integer.parseInt(iso.group(2));
            day = Integer.parseInt(iso.group(3));
        } else if (dayFirst.matches()) {
            day = Integer.parseInt(dayFirst.group(1));
            month = Integer.parseInt(dayFirst.group(2));
            year = Integer.parseInt(dayFirst.group(3));
        } else {
            return 0;
        }
        // Forms are filled with these where nobody wants to tell.
        boolean invented = year <= 1900 || (month == 1 && day == 1 && (year == 1970 || year == 2000));
        return invented || month < 1 || month > 31 || day < 1 || day > 31 ? 0 : year * 10_000 + month * 100 + day;
    }

    private static String street(String text) {
        StringBuilder street = new StringBuilder();
        for (String word : NameWords.words(text)) {
            String plain = switch (word) {
                case "street", "str", "strasse" -> "st";
                case "road" -> "rd";
                case "avenue" -> "ave";
                default -> word.endsWith("strasse") ? word.substring(0, word.length() - 4) : word;
            };
            street.append(street.isEmpty() ? "" : " ").append(plain);
        }
        return street.length() > 80 ? street.substring(0, 80) : street.toString();
    }

    private static String company(String text) {
        List<String> words = NameWords.words(text);
        List<String> telling =
                words.stream().filter(word -> !FORMS_OF_FIRMS.contains(word)).toList();
        String company = String.join(" ", telling.isEmpty() ? words : telling);
        return company.length() > 80 ? company.substring(0, 80) : company;
    }
}
