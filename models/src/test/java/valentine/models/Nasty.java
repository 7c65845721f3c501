package valentine.models;

import java.util.List;
import java.util.SplittableRandom;

/// Models from all over the parameter space, its edges more often than chance would have them.
final class Nasty {
    private Nasty() {}

    /// One model of each kind, the rates of buying on this scale of time.
    static List<PurchaseModel> models(SplittableRandom random, double scale) {
        double shape = power(random, -2, 1);
        double leaving = random.nextInt(4) == 0 ? 1 : power(random, -1, 1);
        double staying = random.nextInt(4) == 0 ? scale : power(random, -1, 3);
        int k = 1 + random.nextInt(12);
        return List.of(
                new Nbd(shape, scale),
                new BgNbd(shape, scale, leaving, staying),
                new MbgNbd(shape, scale, leaving, staying),
                new ParetoNbd(shape, scale, leaving, staying),
                new BgCnbd(shape, scale, leaving, staying, k),
                new MbgCnbd(shape, scale, leaving, staying, k));
    }

    static double power(SplittableRandom random, double lowest, double highest) {
        return Math.pow(10, random.nextDouble(lowest, highest));
    }
}
