package valentine.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ProspectsTest {
    private static final Percentage ROUNDING = Percentage.withPercentage(1e-9);

    @Test
    void everybody_together_is_told_what_each_alone_is_told() {
        Summaries shop = Shop.paretoNbd(20_000, 1.1, 40, .8, 200);
        for (PurchaseModel model : List.of(
                new Nbd(.7, 50),
                new BgNbd(.7, 50, .6, 3),
                new MbgNbd(1.2, 60, .5, 2),
                new BgCnbd(.7, 25, .6, 3, 2),
                new MbgCnbd(.7, 12, .6, 3, 4),
                new ParetoNbd(1.1, 40, .8, 200),
                new ParetoNbd(1.1, 200, 1.3, 40))) {
            Prospects prospects = Prospects.of(model, shop, 180);
            for (int i = 0; i < shop.distinct(); i++) {
                int frequency = shop.frequency(i);
                double recency = shop.recency(i);
                double age = shop.age(i);
                assertThat(prospects.probabilityActive(i))
                        .isCloseTo(model.probabilityActive(frequency, recency, age, 180), ROUNDING);
                assertThat(prospects.expectedPurchases(i))
                        .isCloseTo(model.expectedPurchases(frequency, recency, age, 180), ROUNDING);
            }
        }
    }
}
