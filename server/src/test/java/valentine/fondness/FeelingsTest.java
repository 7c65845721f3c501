package valentine.fondness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.customer.CustomerId;
import valentine.db.TestDatabase;
import valentine.history.History;
import valentine.history.Interaction;
import valentine.history.Kind;

class FeelingsTest {
    private static final Instant NOW = Instant.now();

    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext context = database.context();

    private final JdbcClient jdbc = database.jdbc();
    private final Feelings feelings = context.getBean(Feelings.class);
    private final Hearing hearing = context.getBean(Hearing.class);
    private final Evidence evidence = context.getBean(Evidence.class);
    private final History history = context.getBean(History.class);
    private final TransactionTemplate transactions = context.getBean(TransactionTemplate.class);

    @BeforeEach
    void forget() {
        jdbc.sql("TRUNCATE fondness.evidence, fondness.standing, fondness.run, fondness.waiting")
                .update();
        hearAll();
        jdbc.sql("TRUNCATE fondness.evidence, fondness.standing, fondness.run, fondness.waiting")
                .update();
    }

    @Test
    void what_somebody_says_in_the_history_moves_how_fond_we_think_they_are() {
        CustomerId anna = customer("Anna");
        CustomerId ben = customer("Ben");
        happens(anna, Kind.SURVEY_ANSWER, 3, Map.of("score", 10));
        happens(ben, Kind.COMPLAINT, 2, Map.of());
        happens(ben, Kind.ORDER, 1, Map.of());
        hearAll();

        Feeling fond = feelings.of(anna).orElseThrow();
        Feeling cross = feelings.of(ben).orElseThrow();
        assertThat(fond.chance()).isGreaterThan(cross.chance());
        assertThat(fond.low()).isLessThan(fond.chance());
        assertThat(fond.high()).isGreaterThan(fond.chance());
        assertThat(cross.pieces()).isEqualTo(1);
        assertThat(fond.moved())
                .singleElement()
                .satisfies(moved -> assertThat(moved.effect()).isPositive());

        happens(anna, Kind.PROMISE_BROKEN, 1, Map.of());
        hearAll();
        assertThat(feelings.of(anna).orElseThrow().chance()).isLessThan(fond.chance());
    }

    @Test
    void nothing_is_left_out_where_the_numbers_of_transactions_grow_by_a_digit() {
        CustomerId anna = customer("Anna");
        CustomerId ben = customer("Ben");
        String happened = """
                INSERT INTO history.interaction (customer, at, kind, title, source, message_id, tx)
                SELECT :customer, now() - interval '1 day', :kind, 'Said', 1, gen_random_uuid()::text, CAST(:tx AS xid8)
                FROM generate_series(1, :times)
                """;
        jdbc.sql(happened)
                .param("customer", anna.value())
                .param("kind", "thanks")
                .param("tx", "9")
                .param("times", 1)
                .update();
        jdbc.sql(happened)
                .param("customer", ben.value())
                .param("kind", "complaint")
                .param("tx", "10")
                .param("times", 5_000)
                .update();
        jdbc.sql("UPDATE fondness.follower SET history_tx = '0', history_id = 0")
                .update();
        hearAll();
        assertThat(feelings.of(anna)).isPresent();
        assertThat(feelings.of(ben).orElseThrow().pieces()).isEqualTo(5_000);
    }

    @Test
    void of_whom_nothing_is_known_is_unknown_and_not_average() {
        CustomerId silent = customer("Sam");
        happens(silent, Kind.ORDER, 5, Map.of());
        happens(silent, Kind.SURVEY_ANSWER, 5, Map.of());
        happens(customer("Other"), Kind.THANKS, 5, Map.of());
        hearAll();
        assertThat(feelings.of(silent)).isEmpty();
        assertThat(feelings.asOf(silent, NOW)).isEmpty();
    }

    @Test
    void another_module_adds_evidence_once_and_only_within_its_own_transaction() {
        CustomerId customer = customer("Cleo");
        Piece piece = new Piece(
                customer, NOW.minus(1, ChronoUnit.DAYS), EvidenceKind.TONE, 0.9, "Warm words", "listening", "7", null);
        assertThatThrownBy(() -> evidence.add(piece)).isInstanceOf(IllegalTransactionStateException.class);
        assertThat(Boolean.TRUE.equals(transactions.execute(_ -> evidence.add(piece))))
                .isTrue();
        assertThat(Boolean.TRUE.equals(transactions.execute(_ -> evidence.add(piece))))
                .isFalse();
        hearAll();
        assertThat(feelings.of(customer).orElseThrow().pieces()).isEqualTo(1);

        transactions.executeWithoutResult(status -> {
            evidence.add(new Piece(customer, NOW, EvidenceKind.TONE, 0, "Cold", "listening", "8", null));
            status.setRollbackOnly();
        });
        hearAll();
        assertThat(feelings.of(customer).orElseThrow().pieces()).isEqualTo(1);
    }

    @Test
    void who_is_joined_brings_along_what_was_said_and_takes_it_away_when_parted() {
        CustomerId kept = customer("Dora");
        CustomerId gone = customer("D. Dora");
        happens(kept, Kind.THANKS, 9, Map.of());
        happens(gone, Kind.COMPLAINT, 8, Map.of());
        hearAll();
        Feeling before = feelings.of(kept).orElseThrow();

        moves(gone, gone, kept);
        hearAll();
        assertThat(feelings.of(gone)).isEmpty();
        assertThat(feelings.of(kept).orElseThrow().pieces()).isEqualTo(2);
        assertThat(feelings.of(kept).orElseThrow().chance()).isLessThan(before.chance());
        feelings.everybody();
        assertThat(feelings.of(gone)).isEmpty();
        assertThat(feelings.of(kept).orElseThrow().pieces()).isEqualTo(2);

        moves(gone, kept, gone);
        hearAll();
        assertThat(feelings.of(gone).orElseThrow().pieces()).isEqualTo(1);
        assertThat(feelings.of(kept).orElseThrow().pieces()).isEqualTo(1);
    }

    @Test
    void the_past_is_told_by_the_same_code_and_nothing_later_changes_it() {
        CustomerId emi = customer("Emi");
        people();
        happens(emi, Kind.REVIEW, 400, Map.of("score", 5));
        hearAll();
        Instant then = NOW.minus(200, ChronoUnit.DAYS);
        Feeling[] told = new Feeling[2];
        feelings.everybodyAsOf(then, (customer, feeling) -> told[0] = customer.equals(emi) ? feeling : told[0]);
        Feeling asOf = feelings.asOf(emi, then).orElseThrow();
        assertThat(asOf).isEqualTo(told[0]);

        happens(emi, Kind.COMPLAINT, 10, Map.of());
        happens(emi, Kind.SURVEY_ANSWER, 9, Map.of("score", 0));
        hearAll();
        feelings.everybodyAsOf(then, (customer, feeling) -> told[1] = customer.equals(emi) ? feeling : told[1]);
        assertThat(told[1]).isEqualTo(told[0]);
        assertThat(feelings.asOf(emi, then)).contains(asOf);
        assertThat(feelings.asOf(emi, NOW.minus(500, ChronoUnit.DAYS))).isEmpty();
        assertThat(feelings.of(emi).orElseThrow().chance()).isLessThan(asOf.chance());
    }

    @Test
    void one_by_one_ends_where_everybody_at_once_ends() {
        people();
        hearAll();
        CustomerId late = customer("Lena");
        happens(late, Kind.SURVEY_ANSWER, 1, Map.of("score", "4", "scale", "5"));
        hearAll();
        feelings.everybody();
        Feeling atOnce = feelings.of(late).orElseThrow();
        happens(late, Kind.UNSUBSCRIBE, 1, Map.of());
        hearAll();
        Feeling oneByOne = feelings.of(late).orElseThrow();
        assertThat(oneByOne.pieces()).isEqualTo(2);
        assertThat(oneByOne.chance()).isLessThan(atOnce.chance());
        long learned =
                jdbc.sql("SELECT count(*) FROM fondness.run").query(Long.class).single();
        assertThat(learned).isLessThan(5);
    }

    @Test
    void a_number_is_good_only_where_people_recommend_unasked() {
        assertThat(share(Kind.SURVEY_ANSWER, "10", null)).isEqualTo(1);
        assertThat(share(Kind.SURVEY_ANSWER, "9", null)).isEqualTo(1);
        assertThat(share(Kind.SURVEY_ANSWER, "8", "10")).isEqualTo(0.5);
        assertThat(share(Kind.SURVEY_ANSWER, "6", null)).isZero();
        assertThat(share(Kind.SURVEY_ANSWER, "5", "5")).isEqualTo(1);
        assertThat(share(Kind.SURVEY_ANSWER, "7", "7")).isEqualTo(1);
        assertThat(share(Kind.SURVEY_ANSWER, "92", null)).isEqualTo(1);
        assertThat(share(Kind.REVIEW, "5", null)).isEqualTo(1);
        assertThat(share(Kind.REVIEW, "4", null)).isEqualTo(0.5);
        assertThat(share(Kind.REVIEW, "3", null)).isZero();
        for (String nothing : new String[] {"", "good", "-3", "NaN", "1e400", "101"}) {
            assertThat(Meaning.of("survey_answer", "x", nothing, null))
                    .as(nothing)
                    .isEmpty();
        }
        assertThat(Meaning.of("survey_answer", "x", null, "10")).isEmpty();
        assertThat(Meaning.of("survey_answer", "x", "11", "10")).isEmpty();
        assertThat(Meaning.of("review", "x", "0", "0")).isPresent();
    }

    private static double share(Kind kind, String score, String scale) {
        return Meaning.of(kind.key(), "x", score, scale).orElseThrow().share();
    }

    /// A hundred people who answer again and again, each after their own mind.
    private void people() {
        Random random = new Random(3);
        for (int i = 0; i < 100; i++) {
            CustomerId customer = customer("Person " + i);
            double own = random.nextDouble();
            for (int ago = 700; ago > 0; ago -= 100) {
                int score = random.nextDouble() < own ? 9 : 4;
                happens(customer, Kind.SURVEY_ANSWER, ago + random.nextInt(50), Map.of("score", score));
            }
        }
    }

    private void hearAll() {
        while (hearing.follow()) {
            assertThat(jdbc).isNotNull();
        }
    }

    private CustomerId customer(String name) {
        return new CustomerId(jdbc.sql("INSERT INTO customer.customer (name) VALUES (:name) RETURNING id")
                .param("name", name)
                .query(Long.class)
                .single());
    }

    private void moves(CustomerId profile, CustomerId from, CustomerId to) {
        jdbc.sql("UPDATE customer.customer SET part_of = nullif(:to, id) WHERE id = :profile")
                .param("profile", profile.value())
                .param("to", to.value())
                .update();
        jdbc.sql("INSERT INTO customer.movement (profile, from_head, to_head, why) VALUES (:profile, :from, :to, 'x')")
                .param("profile", profile.value())
                .param("from", from.value())
                .param("to", to.value())
                .update();
    }

    private void happens(CustomerId customer, Kind kind, int daysAgo, Map<String, Object> properties) {
        transactions.executeWithoutResult(_ -> history.record(new Interaction(
                customer,
                NOW.minus(daysAgo, ChronoUnit.DAYS),
                kind,
                Interaction.Direction.IN,
                null,
                kind.key(),
                properties,
                "test",
                UUID.randomUUID().toString())));
    }
}
