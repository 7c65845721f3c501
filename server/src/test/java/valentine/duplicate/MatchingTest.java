package valentine.duplicate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import valentine.customer.CustomerId;

class MatchingTest {
    private final List<Told> told = new ArrayList<>();

    @Test
    void one_phone_written_differently_is_one_phone() {
        assertThat(Comparing.phone(442071234567L, 2071234567L)).isEqualTo(3);
        assertThat(Comparing.phone(2071234567L, 2071234568L)).isEqualTo(2);
        assertThat(Comparing.phone(2071234567L, 3039876543L)).isEqualTo(1);
        told("Anna Meyer", "", "02071234567", Map.of());
        assertThat(portrait(0).phones()).containsExactly(2071234567L);
    }

    @Test
    void names_are_compared_word_by_word_in_any_order() {
        assertThat(NameWords.of("Dr. Müller-Lüdenscheid, Änne")).containsExactly("anne", "muller", "ludenscheid");
        assertThat(name("Anna Meyer", "Anna Meier")).isEqualTo(NameComparison.CLOSE);
        assertThat(name("Anna Meyer", "A. Meyer")).isEqualTo(NameComparison.CLOSE);
        assertThat(name("William Berg", "Bill Berg")).isEqualTo(NameComparison.CLOSE);
        assertThat(name("Anna Maria Berg", "Anna Berg")).isEqualTo(NameComparison.CLOSE);
        assertThat(name("Anna Berg", "Anna Lund")).isEqualTo(NameComparison.ALIKE);
        assertThat(name("Anna Berg", "Ben Berg")).isEqualTo(NameComparison.DIFFERENT);
        assertThat(name("Anna Brandt", "Anna Barndt")).isEqualTo(NameComparison.CLOSE);
        assertThat(name("שרה לוי", "שרה לווי")).isEqualTo(NameComparison.ALIKE);
    }

    @Test
    void birth_dates_forgive_a_swap_and_know_what_forms_are_filled_with() {
        assertThat(Comparing.birth(19840312, 19841203)).isEqualTo(2);
        assertThat(Comparing.birth(19840312, 19840312)).isEqualTo(3);
        assertThat(Comparing.birth(19840312, 19770520)).isEqualTo(1);
        told("Anna", "", "", Map.of("birthday", "1970-01-01"));
        told("Anna", "", "", Map.of("birthday", "12.03.1984"));
        assertThat(portrait(0).birth()).isZero();
        assertThat(portrait(1).birth()).isEqualTo(19840312);
    }

    @Test
    void an_address_that_is_only_the_name_says_nothing_more() {
        told("Anna Berg", "anna.berg@one.example", "", Map.of());
        told("Anna Berg", "annaberg@two.example", "", Map.of());
        told("Anna Berg", "bergziege77@one.example", "", Map.of());
        told("Anna Berg", "bergziege77@two.example", "", Map.of());
        assertThat(Field.EMAIL.in(pattern(0, 1))).isZero();
        assertThat(Field.EMAIL.in(pattern(2, 3))).isEqualTo(2);
        assertThat(Field.EMAIL.in(pattern(0, 3))).isEqualTo(1);
    }

    @Test
    void a_family_is_not_one_person_for_its_phone_and_address() {
        Map<String, String> home = Map.of("street", "7 Mill Road", "postcode", "12345");
        told("Anna Berg", "", "02071234567", home);
        told("Ben Berg", "", "02071234567", home);
        told("Anna Berg", "", "02071234567", home);
        assertThat(Field.PHONE.in(pattern(0, 1))).isZero();
        assertThat(Field.ADDRESS.in(pattern(0, 1))).isZero();
        assertThat(Field.PHONE.in(pattern(0, 2))).isEqualTo(3);
        assertThat(Field.ADDRESS.in(pattern(0, 2))).isEqualTo(4);
    }

    @Test
    void a_number_that_many_have_is_nobodys_own() {
        for (int i = 0; i < 12; i++) told("Person " + (char) ('a' + i), "", "02071234567", Map.of());
        assertThat(Field.PHONE.in(pattern(0, 1))).isZero();
    }

    @Test
    void whoever_is_there_twice_among_many_is_found_and_hardly_anybody_else() {
        Random random = new Random(11);
        int twice = 0;
        for (int i = 0; i < 4_000; i++) {
            String given = word(random);
            String family = word(random);
            String phone = "0" + (2_000_000_000L + random.nextInt(1_000_000_000));
            String postcode = Integer.toString(10_000 + random.nextInt(500));
            told(given + " " + family, word(random) + i + "@mail.example", phone, Map.of("postcode", postcode));
            if (i % 20 == 0) {
                twice++;
                String again = random.nextBoolean() ? given + " " + family + "e" : family + ", " + given;
                told(again, "", random.nextBoolean() ? "+44" + phone.substring(1) : "", Map.of("postcode", postcode));
            }
        }

        Matching.Found found = new Matching(portraits(), _ -> {}).run(.5);

        assertThat(found.why()).isEmpty();
        int right = 0;
        for (int place = 0; place < found.pairs().size(); place++) {
            Matching.Pair pair = found.pairs().get(place);
            if (pair.other() == pair.one() + 1) right++;
        }
        assertThat(right).isGreaterThan(twice * 8 / 10);
        assertThat(found.pairs().size() - right).isLessThan(twice / 20);
        assertThat(found.expected()).isBetween(.7 * twice, 1.3 * twice);
    }

    @Test
    void a_group_too_large_is_cut_and_what_is_left_out_is_counted() {
        for (int i = 0; i < 200; i++) told("Anna Berg", "", "", i < 50 ? Map.of("postcode", "12345") : Map.of());

        Blocks blocks = Blocks.of(portraits(), Rule.NAME);
        int[] compared = new int[1];
        long leftOut = blocks.each(0, 1, 1, (_, _) -> compared[0]++);

        assertThat(compared[0]).isEqualTo(50 * 49 / 2);
        assertThat(leftOut).isEqualTo(200 * 199 / 2 - 50 * 49 / 2);
    }

    @Test
    void nobody_and_one_alone_and_everybody_alike_are_no_trouble() {
        assertThat(new Matching(portraits(), _ -> {}).run(.5).pairs().size()).isZero();
        told("Anna", "", "", Map.of());
        assertThat(new Matching(portraits(), _ -> {}).run(.5).pairs().size()).isZero();
        for (int i = 0; i < 100; i++) told("", "", "", Map.of());
        Matching.Found found = new Matching(portraits(), _ -> {}).run(.5);
        assertThat(found.pairs().size()).isZero();
        assertThat(found.linkage().prior()).isBetween(0.0, 1.0);
    }

    @Test
    void the_parts_of_a_run_give_every_pair_once() {
        for (int i = 0; i < 300; i++) told("Anna Berg" + (char) ('a' + i % 17), "", "", Map.of());
        Blocks blocks = Blocks.of(portraits(), Rule.NAME);
        List<String> whole = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        blocks.each(0, 1, 1, (i, j) -> whole.add(i + "-" + j));
        for (int part = 0; part < 2; part++) blocks.each(part, 2, 1, (i, j) -> parts.add(i + "-" + j));
        assertThat(parts).isNotEmpty().containsExactlyInAnyOrderElementsOf(whole);
    }

    @Test
    void the_reasons_are_said_in_words() {
        told("Anna Meyer", "", "+442071234567", Map.of("postcode", "12345"));
        told("Anna Meier", "", "02071234567", Map.of("postcode", "12345"));
        List<String> words = Wording.of(
                        told.get(0), told.get(1), pattern(0, 1), Usual.belief().linkage())
                .stream()
                .map(Wording.Said::words)
                .toList();
        assertThat(words)
                .containsExactlyInAnyOrder(
                        "Same phone number, written differently.",
                        "Names differ by one letter: Meyer, Meier.",
                        "Same postcode.");
    }

    private void told(String name, String email, String phone, Map<String, String> traits) {
        told.add(new Told(
                new CustomerId(told.size() + 1L),
                name,
                "",
                email.isEmpty() ? List.of() : List.of(email),
                phone.isEmpty() ? List.of() : List.of(phone),
                traits));
    }

    private Portrait portrait(int place) {
        return Portrait.of(told.get(place));
    }

    private Portraits portraits() {
        Portraits portraits = new Portraits();
        told.forEach(one -> portraits.add(Portrait.of(one)));
        return portraits;
    }

    private int pattern(int one, int other) {
        return new Comparing(portraits(), told.size()).pattern(one, other);
    }

    private static int name(String one, String other) {
        return NameComparison.level(
                NameWords.of(one).toArray(String[]::new), NameWords.of(other).toArray(String[]::new));
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < 7; i++) word.append((char) ('a' + random.nextInt(26)));
        return word.toString();
    }
}
