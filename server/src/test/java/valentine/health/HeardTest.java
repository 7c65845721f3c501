package valentine.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.customer.CustomerId;
import valentine.db.TestDatabase;
import valentine.fondness.Evidence;
import valentine.fondness.EvidenceKind;
import valentine.fondness.Piece;
import valentine.staying.Signal;

/// What customers say of us, as a sign of whether they stay.
class HeardTest {
    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    @AutoClose
    static final ConfigurableApplicationContext context = database.context();

    private static final JdbcClient jdbc = database.jdbc();
    private final Till till = new Till(jdbc);
    private final TransactionTemplate transactions = context.getBean(TransactionTemplate.class);

    @Test
    void a_signal_knows_the_year_before_a_day_and_nothing_that_came_later() {
        Heard.Gathering gathering = new Heard.Gathering();
        gathering.add(3, 100, 0);
        gathering.add(7, 50, 1);
        gathering.add(7, 100, .25);
        gathering.add(7, 430, 0);
        List<Signal> signals = gathering.heard().signals(new long[] {7, 5, 3});

        assertThat(at(signals, 0, 49)).containsExactly(0, 0);
        assertThat(at(signals, 0, 50)).containsExactly(0, Math.log(2));
        assertThat(at(signals, 0, 99)).containsExactly(0, Math.log(2));
        assertThat(at(signals, 0, 100)).containsExactly(new double[] {Math.log(1.75), Math.log(2.25)}, within(1e-12));
        assertThat(at(signals, 0, 430)).containsExactly(new double[] {Math.log(2.75), Math.log(1.25)}, within(1e-12));
        assertThat(at(signals, 0, 900)).containsExactly(0, 0);
        assertThat(at(signals, 1, 900)).containsExactly(0, 0);
        assertThat(at(signals, 2, 100)).containsExactly(Math.log(2), 0);
    }

    @Test
    void where_complaints_foretell_leaving_who_complains_is_scored_lower_at_once() {
        CustomerId content = till.customer("Connie");
        CustomerId annoyed = till.customer("Anna");
        transactions.executeWithoutResult(_ -> {
            for (int i = 0; i < 500; i++) visitor(i);
            for (int ago = 900; ago > 30; ago -= 85) {
                till.order(content, ago, 30);
                till.order(annoyed, ago, 30);
            }
        });
        follow();
        assertThat(staying(annoyed)).isCloseTo(staying(content), within(1e-9));

        transactions.executeWithoutResult(_ -> complain(annoyed, 3));
        follow();
        assertThat(staying(annoyed)).isLessThan(staying(content) - .1);
    }

    /// Comes every three months or so, so that silence says little; half leave at some time, and say why.
    private void visitor(int number) {
        Random random = new Random(number);
        CustomerId customer = till.customer("Visitor " + number);
        int ends = random.nextBoolean() ? 20 + random.nextInt(900) : 0;
        for (int ago = 900 + random.nextInt(200); ago > ends; ago -= 40 + random.nextInt(100)) {
            till.order(customer, ago, 30);
        }
        if (ends > 0) complain(customer, ends);
    }

    private static void complain(CustomerId customer, int daysAgo) {
        context.getBean(Evidence.class)
                .add(new Piece(
                        customer,
                        Instant.now().minus(daysAgo, ChronoUnit.DAYS),
                        EvidenceKind.COMPLAINT,
                        0,
                        "It broke",
                        "test",
                        customer.value() + " " + daysAgo,
                        null));
    }

    private static double[] at(List<Signal> signals, int customer, int day) {
        return signals.stream().mapToDouble(signal -> signal.at(customer, day)).toArray();
    }

    private static void follow() {
        Rescoring rescoring = context.getBean(Rescoring.class);
        boolean more = true;
        while (more) more = rescoring.follow();
    }

    private static double staying(CustomerId customer) {
        return jdbc.sql("SELECT staying FROM health.standing WHERE customer = :customer")
                .param("customer", customer.value())
                .query(Double.class)
                .single();
    }
}
