package valentine.duplicate;

/// Compares portraits field by field.
///
/// A family shares its phone and its address, colleagues their company: where two names plainly differ, these say
/// nothing of either person and are left out.
final class Comparing {
    /// What more customers than these have in common is nobody's own: a switchboard, a made-up address.
    private static final int MOST_OWNERS = 10;
    /// A name borne by more than one in so many customers is frequent.
    private static final int FREQUENT = 50_000;
    private static final int FEW_BEARERS = 3;
    private static final double ALIKE_FROM = 0.93;
    private static final int SHORTEST_WITH_SLIP = 9;

    private final Portraits portraits;
    private final int fewBearers;

    /// @param customers how many there are in all, these portraits or more
    Comparing(Portraits portraits, long customers) {
        this.portraits = portraits;
        this.fewBearers = (int) Math.max(FEW_BEARERS, customers / FREQUENT);
    }

    int pattern(int i, int j) {
        int name = name(i, j);
        boolean strangers = name == NameComparison.DIFFERENT;
        return Field.PATTERNS.pattern(
                name,
                email(i, j),
                strangers ? 0 : phone(i, j),
                birth(portraits.birth(i), portraits.birth(j)),
                strangers ? 0 : address(i, j),
                strangers ? 0 : company(portraits.company(i), portraits.company(j)));
    }

    private int name(int i, int j) {
        if (portraits.name(i) == 0 || portraits.name(j) == 0) return 0;
        if (portraits.name(i) == portraits.name(j)) {
            return portraits.bearers(i) > fewBearers ? NameComparison.SAME_COMMON : NameComparison.SAME_RARE;
        }
        return NameComparison.level(texts(i), texts(j));
    }

    private String[] texts(int i) {
        String[] texts = new String[portraits.words(i)];
        for (int place = 0; place < texts.length; place++) texts[place] = portraits.text(portraits.word(i, place));
        return texts;
    }

    private int email(int i, int j) {
        int best = 0;
        for (int a = 0; a < portraits.emails(i); a++) {
            for (int b = 0; b < portraits.emails(j); b++) {
                best = Math.max(best, email(i, a, j, b));
            }
        }
        return best;
    }

    private int email(int i, int a, int j, int b) {
        int local = portraits.local(i, a);
        int otherLocal = portraits.local(j, b);
        int domain = portraits.domain(i, a);
        int otherDomain = portraits.domain(j, b);
        if (local == otherLocal && domain == otherDomain) return 4;
        if (local == otherLocal) {
            if (NameComparison.isOneSlip(portraits.domainText(domain), portraits.domainText(otherDomain))) return 3;
            // A local part that is only the name says what the name has said already.
            boolean says = portraits.localBearers(local) <= MOST_OWNERS && !isName(portraits.localText(local), i, j);
            return says ? 2 : 0;
        }
        boolean slip = domain == otherDomain && isSlip(portraits.localText(local), portraits.localText(otherLocal));
        return slip ? 3 : 1;
    }

    private static boolean isSlip(String local, String other) {
        // Two neighbours in a row of numbers are two people: anna83 and anna84.
        return Math.min(local.length(), other.length()) >= 6
                && NameComparison.isOneSlip(local, other)
                && digits(local).equals(digits(other));
    }

    private static String digits(String text) {
        StringBuilder digits = new StringBuilder();
        text.chars().filter(Character::isDigit).forEach(c -> digits.append((char) c));
        return digits.toString();
    }

    private boolean isName(String local, int i, int j) {
        return isName(local, texts(i)) || isName(local, texts(j));
    }

    private static boolean isName(String local, String[] words) {
        if (words.length == 0) return local.length() < 5;
        String given = words[0];
        String family = words[words.length - 1];
        String letters = local.replaceAll("\\d+$", "");
        // Many a Ben is ben1962 somewhere.
        return letters.equals(given)
                || letters.equals(family)
                || local.equals(given + family)
                || local.equals(family + given)
                || local.equals(given.charAt(0) + family)
                || local.equals(given + family.charAt(0));
    }

    private int phone(int i, int j) {
        int best = 0;
        for (int a = 0; a < portraits.phones(i); a++) {
            if (portraits.phoneBearers(i, a) > MOST_OWNERS) continue;
            for (int b = 0; b < portraits.phones(j); b++) {
                if (portraits.phoneBearers(j, b) <= MOST_OWNERS) {
                    best = Math.max(best, phone(portraits.phone(i, a), portraits.phone(j, b)));
                }
            }
        }
        return best;
    }

    /// With and without the country it is one number.
    static int phone(long one, long other) {
        String shorter = Long.toString(Math.min(one, other));
        String longer = Long.toString(Math.max(one, other));
        if (longer.endsWith(shorter)) return 3;
        return shorter.length() >= SHORTEST_WITH_SLIP
                        && shorter.length() == longer.length()
                        && NameComparison.isOneSlip(shorter, longer)
                ? 2
                : 1;
    }

    static int birth(int one, int other) {
        if (one == 0 || other == 0) return 0;
        if (one == other) return 3;
        boolean year = one / 10_000 == other / 10_000;
        boolean month = one / 100 % 100 == other / 100 % 100;
        boolean day = one % 100 == other % 100;
        boolean swapped = year && one % 100 == other / 100 % 100 && one / 100 % 100 == other % 100;
        return swapped || (year && (month || day)) || (month && day) ? 2 : 1;
    }

    private int address(int i, int j) {
        boolean postcodes = portraits.postcode(i) != 0 && portraits.postcode(j) != 0;
        boolean cities = portraits.city(i) != 0 && portraits.city(j) != 0;
        boolean samePostcode = postcodes && portraits.postcode(i) == portraits.postcode(j);
        boolean sameCity = cities && portraits.city(i) == portraits.city(j);
        if ((samePostcode || (sameCity && !postcodes)) && street(portraits.street(i), portraits.street(j))) return 4;
        return samePostcode ? 3 : sameCity ? 2 : postcodes || cities ? 1 : 0;
    }

    private boolean street(int one, int other) {
        if (one == 0 || other == 0) return false;
        if (one == other) return true;
        String text = portraits.streetText(one);
        String otherText = portraits.streetText(other);
        return digits(text).equals(digits(otherText)) && NameComparison.alikeness(text, otherText) >= ALIKE_FROM;
    }

    private int company(int one, int other) {
        if (one == 0 || other == 0) return 0;
        if (one == other) return 3;
        return NameComparison.alikeness(portraits.companyText(one), portraits.companyText(other)) >= ALIKE_FROM ? 2 : 1;
    }
}
