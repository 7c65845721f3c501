package valentine.duplicate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import valentine.customer.CustomerId;
import valentine.customer.Evidence;
import valentine.customer.Merges;
import valentine.customer.Verdict;
import valentine.db.TestDatabase;
import valentine.intake.ImportId;
import valentine.team.MemberId;

class DuplicatesTest {
    private static final String TOWN = "{\"postcode\": \"12345\", \"city\": \"Berlin\"}";
    private static final MemberId OLGA = new MemberId(1);

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext application = database.context();

    private final Village village = new Village(database.jdbc());
    private final Duplicates duplicates = application.getBean(Duplicates.class);
    private final PairTable pairs = application.getBean(PairTable.class);
    private final Merges merges = application.getBean(Merges.class);
    private final Decisions decisions = application.getBean(Decisions.class);
    private final Brought brought = application.getBean(Brought.class);
    private final Newcomers newcomers = application.getBean(Newcomers.class);

    @BeforeEach
    void strangers() {
        village.empty();
        village.strangers(300);
    }

    @Test
    void a_pair_is_found_with_its_reasons_and_kept_once() {
        CustomerId anna = village.add("Anna Meyer", "", "+442071234567", TOWN);
        CustomerId again = village.add("Anna Meier", "", "02071234567", TOWN);
        duplicates.everybody();
        duplicates.everybody();

        assertThat(open()).hasSize(1);
        PairTable.Row row = open().getFirst();
        assertThat(row.one()).isEqualTo(anna);
        assertThat(row.other()).isEqualTo(again);
        assertThat(row.probability()).isBetween(.9, 1.0);
        assertThat(row.evidence())
                .extracting(Wording.Said::words)
                .contains("Same phone number, written differently.", "Names differ by one letter: Meyer, Meier.");
    }

    @Test
    void who_is_decided_to_be_two_comes_again_only_on_much_more_evidence() {
        CustomerId anna = village.add("Anna Meyer", "", "+442071234567", TOWN);
        CustomerId again = village.add("Anna Meier", "", "02071234567", TOWN);
        duplicates.everybody();
        Outcome outcome = decisions.decide(open().getFirst().id(), Answer.DIFFERENT, null, OLGA);
        assertThat(outcome).isInstanceOf(Outcome.Decided.class);
        assertThat(open()).isEmpty();

        duplicates.everybody();
        assertThat(open()).isEmpty();

        for (CustomerId one : List.of(anna, again)) {
            database.jdbc()
                    .sql(
                            "UPDATE customer.customer SET traits = traits || '{\"birthday\": \"1984-03-12\"}' WHERE id = :id")
                    .param("id", one.value())
                    .update();
        }
        duplicates.everybody();
        assertThat(open()).hasSize(1);
    }

    @Test
    void one_customer_is_made_by_customer_and_parted_again_by_undo() {
        village.add("Anna Meyer", "", "+442071234567", TOWN);
        village.add("Anna Meier", "", "02071234567", TOWN);
        duplicates.everybody();
        long pair = open().getFirst().id();

        Outcome outcome = decisions.decide(pair, Answer.SAME, null, OLGA);
        assertThat(outcome).isInstanceOf(Outcome.Decided.class);
        assertThat(decisions.decide(pair, Answer.SAME, null, OLGA)).isInstanceOf(Outcome.Gone.class);
        assertThat(customers()).isEqualTo(301);

        DecisionId id = ((Outcome.Decided) outcome).id();
        assertThat(decisions.undo(id, OLGA)).isInstanceOf(Outcome.Decided.class);
        assertThat(decisions.undo(id, OLGA)).isInstanceOf(Outcome.Gone.class);
        assertThat(decisions.undo(new DecisionId(987_654_321), OLGA)).isInstanceOf(Outcome.Unknown.class);
        assertThat(decisions.decide(987_654_321, Answer.SAME, null, OLGA)).isInstanceOf(Outcome.Unknown.class);
        assertThat(customers()).isEqualTo(302);
        assertThat(open()).hasSize(1);
    }

    @Test
    void later_is_a_rest_of_seven_days() {
        village.add("Anna Meyer", "", "+442071234567", TOWN);
        village.add("Anna Meier", "", "02071234567", TOWN);
        duplicates.everybody();
        decisions.decide(open().getFirst().id(), Answer.LATER, null, OLGA);

        assertThat(open()).isEmpty();
        duplicates.everybody();
        assertThat(open()).isEmpty();
        assertThat(pairs.open(Instant.now().plusSeconds(8 * 86_400), 10)).hasSize(1);
    }

    @Test
    void a_pair_that_nothing_speaks_for_any_more_goes() {
        village.add("Anna Meyer", "", "+442071234567", TOWN);
        CustomerId again = village.add("Anna Meier", "", "02071234567", TOWN);
        duplicates.everybody();
        database.jdbc()
                .sql("DELETE FROM customer.handle WHERE customer = :id")
                .param("id", again.value())
                .update();
        database.jdbc()
                .sql("UPDATE customer.customer SET name = 'Otto Krause', traits = '{}' WHERE id = :id")
                .param("id", again.value())
                .update();

        duplicates.everybody();

        assertThat(open()).isEmpty();
    }

    @Test
    void whom_an_import_brings_is_compared_at_once_and_the_import_says_so() {
        village.add("Anna Meyer", "", "+442071234567", TOWN);
        duplicates.everybody();
        assertThat(open()).isEmpty();
        CustomerId again = village.add("Anna Meier", "", "02071234567", TOWN);
        CustomerId stranger = village.add("Zacharias Quandt", "zq@mail.example", "", "{}");
        ImportId seven = new ImportId(7);
        brought.stored(seven, List.of(again, stranger));
        assertThat(brought.remark(seven)).get().asString().contains("We are looking");

        while (newcomers.follow()) {}

        assertThat(open()).hasSize(1);
        assertThat(brought.remark(seven))
                .get()
                .satisfies(remark ->
                        assertThat(remark.words()).isEqualTo("One of these looks like a customer you already have."));
        assertThat(brought.open(7, Instant.now(), 10)).hasSize(1);
        assertThat(brought.open(8, Instant.now(), 10)).isEmpty();
        assertThat(brought.remark(new ImportId(8))).isEmpty();

        duplicates.everybody();
        assertThat(open()).hasSize(1);
    }

    @Test
    void who_became_one_with_a_third_elsewhere_is_neither_shown_nor_accepted() {
        village.add("Anna Meyer", "", "+442071234567", TOWN);
        CustomerId again = village.add("Anna Meier", "", "02071234567", TOWN);
        CustomerId third = village.add("Zacharias Quandt", "zq@mail.example", "", "{}");
        duplicates.everybody();
        while (newcomers.follow()) {}
        long pair = open().getFirst().id();

        Verdict verdict = merges.same(third, again, Evidence.of("They told us"), OLGA, Map.of());

        assertThat(open()).isEmpty();
        assertThat(pairs.count(Instant.now(), 10)).isZero();
        assertThat(decisions.decide(pair, Answer.SAME, null, OLGA)).isInstanceOf(Outcome.Gone.class);
        assertThat(customers()).isEqualTo(302);

        merges.undo(((Verdict.Given) verdict).id(), OLGA);
        while (newcomers.follow()) {}
        assertThat(open()).extracting(PairTable.Row::other).containsExactly(again);
    }

    @Test
    void whom_somebody_keeps_apart_elsewhere_is_not_proposed_until_that_is_taken_back() {
        CustomerId anna = village.add("Anna Meyer", "", "+442071234567", TOWN);
        CustomerId again = village.add("Anna Meier", "", "02071234567", TOWN);
        Verdict verdict = merges.different(anna, again, Evidence.of("Mother and daughter"), OLGA);
        duplicates.everybody();

        assertThat(open()).isEmpty();
        assertThat(pairs.count(Instant.now(), 10)).isZero();

        merges.undo(((Verdict.Given) verdict).id(), OLGA);
        assertThat(open()).hasSize(1);
        long pair = open().getFirst().id();
        merges.different(anna, again, Evidence.of("Mother and daughter"), OLGA);
        assertThat(decisions.decide(pair, Answer.SAME, null, OLGA)).isInstanceOf(Outcome.Gone.class);
    }

    @Test
    void what_is_taken_back_elsewhere_is_open_again() {
        village.add("Anna Meyer", "", "+442071234567", TOWN);
        CustomerId again = village.add("Anna Meier", "", "02071234567", TOWN);
        duplicates.everybody();
        while (newcomers.follow()) {}
        decisions.decide(open().getFirst().id(), Answer.SAME, null, OLGA);
        long verdict = database.jdbc()
                .sql("SELECT verdict FROM customer.decided WHERE other = :id")
                .param("id", again.value())
                .query(Long.class)
                .single();

        merges.undo(new Verdict.Id(verdict), OLGA);
        while (newcomers.follow()) {}

        assertThat(open()).hasSize(1);
    }

    @Test
    void whom_an_import_brought_is_forgotten_when_nothing_is_left_to_decide() {
        village.add("Anna Meyer", "", "+442071234567", TOWN);
        CustomerId again = village.add("Anna Meier", "", "02071234567", TOWN);
        CustomerId stranger = village.add("Zacharias Quandt", "zq@mail.example", "", "{}");
        brought.stored(new ImportId(7), List.of(again, stranger));
        duplicates.everybody();
        assertThat(brought()).containsExactly(again.value());

        decisions.decide(open().getFirst().id(), Answer.DIFFERENT, null, OLGA);
        duplicates.everybody();
        assertThat(brought()).isEmpty();
    }

    private List<Long> brought() {
        return database.jdbc()
                .sql("SELECT customer FROM duplicate.brought")
                .query(Long.class)
                .list();
    }

    private List<PairTable.Row> open() {
        return pairs.open(Instant.now(), 10);
    }

    private long customers() {
        return database.jdbc()
                .sql("SELECT count(*) FROM customer.card")
                .query(Long.class)
                .single();
    }
}
