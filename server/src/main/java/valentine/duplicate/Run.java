package valentine.duplicate;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import valentine.models.Linkage;

/// One comparison of everybody, and what was learned by it.
///
/// @param share how far it came, from 0 to 1
/// @param leftOut pairs with something in common that were too many to compare
/// @param expected how many pairs are one, as the probabilities add up
/// @param learned null until it is finished
record Run(
        long id,
        Instant startedAt,
        double share,
        @Nullable Instant finishedAt,
        int customers,
        long compared,
        long leftOut,
        double expected,
        @Nullable Learned learned) {

    /// Chances by field and degree, as they are kept.
    ///
    /// @param why nothing was learned; empty where it was
    record Learned(List<List<Double>> ofOne, List<List<Double>> ofTwo, double prior, String why) {
        static Learned of(Linkage linkage, String why) {
            List<List<Double>> ofOne = new java.util.ArrayList<>();
            List<List<Double>> ofTwo = new java.util.ArrayList<>();
            for (Field field : Field.values()) {
                List<Double> m = new java.util.ArrayList<>();
                List<Double> u = new java.util.ArrayList<>();
                for (int level = 1; level <= field.highest(); level++) {
                    m.add(linkage.m(field.place(), level));
                    u.add(linkage.u(field.place(), level));
                }
                ofOne.add(m);
                ofTwo.add(u);
            }
            return new Learned(ofOne, ofTwo, linkage.prior(), why);
        }

        Linkage linkage() {
            return Linkage.of(Field.PATTERNS, plain(ofOne), plain(ofTwo), prior);
        }

        private static double[][] plain(List<List<Double>> chances) {
            return chances.stream()
                    .map(field ->
                            field.stream().mapToDouble(Double::doubleValue).toArray())
                    .toArray(double[][]::new);
        }
    }

    boolean isRunning() {
        return finishedAt == null;
    }
}
