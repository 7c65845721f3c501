package valentine.staying;

import java.util.Random;

/// A simulated shop: customers with a rhythm of their own who may leave after any order, the same for the same seed.
final class Shop {
    static final int OPENED = 18_000;

    private Shop() {}

    /// Purchases of so many customers over so many days.
    static Past past(int customers, int days, long seed) {
        Random random = new Random(seed);
        Past.Gathering gathering = new Past.Gathering();
        for (int customer = 0; customer < customers; customer++) {
            double usual = 15 + 60 * random.nextDouble();
            double leaving = 0.02 + 0.3 * random.nextDouble();
            double spend = 20 + 60 * random.nextDouble();
            double day = OPENED + random.nextInt(days * 2 / 3);
            while (day <= OPENED + days) {
                gathering.add(customer, (int) day, spend * (0.7 + 0.6 * random.nextDouble()), true);
                if (random.nextDouble() < leaving) {
                    break;
                }
                day += 1 - usual * Math.log(1 - random.nextDouble());
            }
        }
        return gathering.past();
    }
}
