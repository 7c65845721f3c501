package valentine.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.backtest.Cut;
import valentine.backtest.Pool;
import valentine.backtest.TrackRecord;
import valentine.customer.CustomerId;
import valentine.db.TestDatabase;
import valentine.health.Scores;
import valentine.health.Standings;
import valentine.health.Till;
import valentine.proof.RecordTable.Forecast;

/// What is kept of the past, and who looked like whom.
class TrackRecordsTest {
    @AutoClose
    static final TestDatabase database = TestDatabase.create();

    private static final ConfigurableApplicationContext context = database.context();
    private static final JdbcClient jdbc = database.jdbc();

    private final TrackRecords records = context.getBean(TrackRecords.class);
    private final Alike alike = context.getBean(Alike.class);

    @BeforeAll
    static void a_shop_of_two_years() {
        new Till(jdbc).shop(400);
        context.getBean(Scores.class).everybody();
    }

    @Test
    void what_was_foretold_of_each_on_the_latest_day_adds_up_to_what_the_record_says_of_that_day() {
        records.make();

        Kept kept = records.latest().orElseThrow();
        Cut latest = record().cuts().getLast();
        assertThat(record().cuts()).hasSizeGreaterThan(1);
        assertThat(kept.oneIn()).isEqualTo(1);
        assertThat(one("SELECT count(*) FROM proof.forecast")).isEqualTo(latest.customers());
        assertThat(one("SELECT count(*) FROM proof.forecast WHERE came")).isEqualTo(latest.came());
        assertThat(one("""
                SELECT count(*) FROM proof.forecast f
                WHERE came = (SELECT count(*) > 0 FROM history.purchase p
                              WHERE p.customer = f.customer AND p.kind = 'order'
                                AND p.at::date > date '%s' AND p.at::date <= date '%s')
                """.formatted(latest.day(), latest.until()))).isEqualTo(latest.customers());
    }

    @Test
    void an_order_that_came_later_changes_nothing_that_was_foretold_before_it() {
        records.make();
        List<Forecast> before = all();
        Cut cut = record().cuts().getLast();
        CustomerId somebody = before.getFirst().customer();

        new Till(jdbc).order(somebody, 1, 5_000);
        records.make();

        assertThat(record().cuts().getLast().day()).isEqualTo(cut.day());
        assertThat(all().stream().map(Forecast::staying).toList())
                .isEqualTo(before.stream().map(Forecast::staying).toList());
    }

    @Test
    void a_later_record_takes_the_place_of_the_one_before() {
        records.make();
        records.make();

        assertThat(one("SELECT count(*) FROM proof.record")).isEqualTo(1);
        assertThat(one("SELECT count(DISTINCT record) FROM proof.forecast")).isEqualTo(1);
    }

    @Test
    void those_who_looked_like_somebody_had_the_nearest_chances() {
        records.make();
        CustomerId somebody = all().getFirst().customer();
        double now =
                context.getBean(Standings.class).report(somebody).orElseThrow().staying();

        Alike.Group group = alike.of(somebody).orElseThrow();

        assertThat(group.closest())
                .allSatisfy(one -> assertThat(Math.abs(one.staying() - now)).isLessThanOrEqualTo(0.1));
        assertThat(group.from()).isLessThanOrEqualTo(group.to());
        assertThat(group.came().total()).isGreaterThanOrEqualTo(group.closest().size());
    }

    @Test
    void somebody_who_never_bought_looks_like_nobody() {
        CustomerId stranger = new Till(jdbc).customer("Stranger");

        assertThat(alike.of(stranger)).isEmpty();
    }

    @Test
    void every_part_of_the_record_comes_back_as_it_was_kept() {
        records.make();

        Pool pool = record().pool();
        assertThat(pool).isNotNull();
        assertThat(pool.results()).extracting(result -> result.way()).contains("score", "silence", "frequency");
        assertThat(pool.bins().stream().mapToLong(bin -> bin.came().total()).sum())
                .isEqualTo(pool.forecasts());
        assertThat(pool.score().gain().points().getLast().found()).isEqualTo(1);
    }

    private TrackRecord record() {
        return records.of(records.latest().orElseThrow()).orElseThrow();
    }

    private List<Forecast> all() {
        Kept kept = records.latest().orElseThrow();
        return context.getBean(RecordTable.class).nearest(kept.id(), 0.5, 10_000, 1).stream()
                .sorted(java.util.Comparator.comparingLong(one -> one.customer().value()))
                .toList();
    }

    private static long one(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
