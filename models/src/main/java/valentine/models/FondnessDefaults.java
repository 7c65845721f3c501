package valentine.models;

import java.util.List;

/// What [Fondness] stands on where a firm's own answers say too little: chosen, not measured.
///
/// @param answers how many kinds, the first ones, are answers to a question; only these are foretold
/// @param weights of each kind, counted in fresh answers
/// @param strength how many fresh answers outweigh the firm's mean
/// @param halfLife days after which a piece counts half
/// @param lukewarm what is good in a piece that is half good
public record FondnessDefaults(int answers, List<Double> weights, double strength, double halfLife, double lukewarm) {
    public FondnessDefaults {
        weights = List.copyOf(weights);
        Special.checkPositive(weights.stream().mapToDouble(weight -> weight).toArray());
        Special.checkPositive(strength, halfLife, lukewarm, 1 - lukewarm);
        if (answers < 1 || answers > weights.size() || weights.size() > Byte.MAX_VALUE) {
            throw new IllegalArgumentException(answers + " of " + weights.size() + " kinds cannot be answers");
        }
    }

    public static FondnessDefaults of(int answers, List<Double> weights) {
        return new FondnessDefaults(answers, weights, 2, 365, 0.35);
    }
}
