package valentine.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import valentine.staying.Past;

class BacktestTest {
    private static final int OPENED = 18_000;
    private static final int LAST = OPENED + 720;

    private static final TrackRecord RECORD = Backtest.of(shop(0), LAST, 90, 3);

    @Test
    void an_event_planted_in_the_future_changes_no_score_of_the_past() {
        Past tempted = shop(LAST - 90 + 1);

        TrackRecord other = Backtest.of(tempted, LAST, 90, 3);

        for (int i = 0; i < 3; i++) {
            Result score = RECORD.cuts().get(i).score();
            Result planted = other.cuts().get(i).score();
            assertThat(planted.calibration().meanPredicted())
                    .isEqualTo(score.calibration().meanPredicted());
            assertThat(other.cuts().get(i).used())
                    .isEqualTo(RECORD.cuts().get(i).used());
        }
        assertThat(other.cuts().getLast().came())
                .isGreaterThan(RECORD.cuts().getLast().came());
    }

    @Test
    void the_latest_cut_stands_one_horizon_before_the_last_day_and_all_of_them_after_one() {
        assertThat(RECORD.cuts()).hasSize(3);
        assertThat(RECORD.cuts().getLast().until()).isEqualTo(RECORD.lastDay());
        assertThat(RECORD.cuts())
                .allMatch(cut -> cut.day().plusDays(90).equals(cut.until())
                        && !cut.day().isBefore(RECORD.firstDay().plusDays(90)));
    }

    @Test
    void the_score_is_clearly_better_than_recency_where_customers_have_a_rhythm_and_its_word_can_be_taken() {
        Pool pool = Objects.requireNonNull(RECORD.pool());

        assertThat(pool.recency().high()).isNegative();
        assertThat(pool.score().calibration().error()).isLessThan(0.05);
        assertThat(RECORD.words().getFirst()).startsWith("Of 100 customers we said had a chance of ");
        assertThat(RECORD.words()).contains("The score is clearly better than asking when they last bought.");
        assertThat(pool.leaving().get(1).left().value()).isGreaterThan(0.7);
        assertThat(pool.results())
                .extracting(Result::way)
                .contains("silence", "frequency", "recent", "everybody", "layered", "pareto_nbd");
    }

    @Test
    void groups_and_bins_cover_every_forecast_once() {
        Pool pool = Objects.requireNonNull(RECORD.pool());

        assertThat(pool.bins().stream().mapToLong(bin -> bin.came().total()).sum())
                .isEqualTo(pool.forecasts());
        assertThat(pool.forecasts())
                .isEqualTo(RECORD.cuts().stream().mapToInt(Cut::customers).sum());
        assertThat(pool.came())
                .isEqualTo(RECORD.cuts().stream().mapToInt(Cut::came).sum());
        assertThat(pool.segments()).extracting(Group::name).contains("bought once", "5 orders or more");
    }

    @Test
    void a_track_record_can_be_kept_as_json() {
        JsonMapper json = JsonMapper.builder().build();

        assertThat(json.readValue(json.writeValueAsString(RECORD), TrackRecord.class))
                .isEqualTo(RECORD);
    }

    @Test
    void the_same_past_makes_the_same_record() {
        assertThat(Backtest.of(shop(0), LAST, 90, 3)).isEqualTo(RECORD);
    }

    @Test
    void one_order_in_all_is_told_in_a_sentence() {
        Past.Gathering one = new Past.Gathering();
        one.add(0, OPENED, 25, true);

        assertNothing(
                Backtest.of(one.past(), OPENED, 180, 6), "There is no track record yet: the history covers 1 day");
    }

    @Test
    void all_orders_on_one_day_are_told_in_a_sentence() {
        Past.Gathering all = new Past.Gathering();
        for (int customer = 0; customer < 500; customer++) {
            all.add(customer, OPENED, 25, true);
        }

        assertNothing(
                Backtest.of(all.past(), OPENED, 180, 6), "There is no track record yet: the history covers 1 day");
        assertNothing(Backtest.of(all.past(), LAST, 180, 6), "There is no track record yet: nobody came back of 500");
    }

    @Test
    void no_repeat_buyer_is_told_in_a_sentence() {
        Past.Gathering once = new Past.Gathering();
        for (int customer = 0; customer < 50_000; customer++) {
            once.add(customer, OPENED + customer % 720, 25, true);
        }

        assertNothing(Backtest.of(once.past(), LAST, 180, 6), "There is no track record yet: nobody came back of");
    }

    @Test
    void three_customers_are_told_in_a_sentence() {
        Past.Gathering three = new Past.Gathering();
        for (int i = 0; i < 60; i++) {
            three.add(i % 3, OPENED + 12 * i, 25, true);
        }

        assertNothing(
                Backtest.of(three.past(), LAST, 180, 6),
                "There is no track record yet: it needs 30 customers, and there were 3");
    }

    @Test
    void returns_larger_than_orders_leave_every_number_finite() {
        Past.Gathering gathering = new Past.Gathering();
        Random random = new Random(7);
        for (int customer = 0; customer < 300; customer++) {
            for (int day = random.nextInt(200); day < 720; day += 20 + random.nextInt(200)) {
                gathering.add(customer, OPENED + day, 10, true);
                gathering.add(customer, OPENED + day + 1, -40, false);
            }
        }
        TrackRecord returned = Backtest.of(gathering.past(), LAST, 90, 2);

        assertThat(JsonMapper.builder().build().writeValueAsString(returned))
                .doesNotContain("NaN")
                .doesNotContain("Infinity");
        assertThat(returned.cuts()).hasSize(2);
    }

    @Test
    void orders_of_one_day_are_one_occasion() {
        Past.Gathering twice = new Past.Gathering();
        Past.Gathering once = new Past.Gathering();
        Random random = new Random(8);
        for (int customer = 0; customer < 300; customer++) {
            for (int day = random.nextInt(200); day < 720; day += 20 + random.nextInt(200)) {
                twice.add(customer, OPENED + day, 10, true);
                twice.add(customer, OPENED + day, 10, true);
                once.add(customer, OPENED + day, 20, true);
            }
        }

        assertThat(Backtest.of(twice.past(), LAST, 90, 2)).isEqualTo(Backtest.of(once.past(), LAST, 90, 2));
    }

    private static void assertNothing(TrackRecord record, String words) {
        assertThat(record.pool()).isNull();
        assertThat(record.cuts()).isEmpty();
        assertThat(record.words()).hasSize(1).first().asString().startsWith(words);
    }

    /// Customers with a rhythm of their own who may leave after any order.
    ///
    /// @param planted a day on which every other customer buys once more; 0 for none
    private static Past shop(int planted) {
        Random random = new Random(11);
        Past.Gathering gathering = new Past.Gathering();
        for (int customer = 0; customer < 1_500; customer++) {
            double usual = 15 + 60 * random.nextDouble();
            double leaving = 0.02 + 0.3 * random.nextDouble();
            double day = OPENED + random.nextInt(480);
            while (day <= LAST) {
                gathering.add(customer, (int) day, 20, true);
                if (random.nextDouble() < leaving) {
                    break;
                }
                day += 1 - usual * Math.log(1 - random.nextDouble());
            }
            if (planted > 0 && customer % 2 == 0) {
                gathering.add(customer, planted, 20, true);
            }
        }
        return gathering.past();
    }
}
