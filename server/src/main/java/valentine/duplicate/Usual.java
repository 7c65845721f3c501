package valentine.duplicate;

import valentine.models.Linkage;
import valentine.models.LinkageFit;

/// What is usual where nothing was learned yet: how often the fields of one person, and of two, agree.
///
/// Round numbers from files of people that we looked at. They are where learning starts, and are worth a few matches:
/// a firm with many customers soon outweighs them, one with few is not misled by its first three.
final class Usual {
    private static final double[][] OF_ONE = {
        {0.03, 0.05, 0.12, 0.10, 0.70},
        {0.45, 0.10, 0.10, 0.35},
        {0.35, 0.05, 0.60},
        {0.02, 0.06, 0.92},
        {0.20, 0.08, 0.12, 0.60},
        {0.15, 0.10, 0.75}
    };
    private static final double[][] OF_TWO = {
        {0.9925, 0.0050, 0.0015, 0.0009, 0.0001},
        {0.9999, 0.00005, 0.00002, 0.00003},
        {0.9998, 0.0001, 0.0001},
        {0.99525, 0.0047, 0.00005},
        {0.950, 0.040, 0.009, 0.001},
        {0.985, 0.005, 0.010}
    };
    private static final double MATCHES = 20;
    private static final double STRANGERS = 10_000;

    private Usual() {}

    static LinkageFit.Belief belief() {
        return new LinkageFit.Belief(Linkage.of(Field.PATTERNS, OF_ONE, OF_TWO, 0.1), MATCHES, STRANGERS);
    }
}
