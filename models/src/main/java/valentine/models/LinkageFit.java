package valentine.models;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How learning a [Linkage] from pairs of which nobody knows which are matches ended.
public sealed interface LinkageFit permits LinkageFit.Fitted, Unfit {

    /// The most likely linkage, its prior being the share of matches over all samples.
    ///
    /// @param matches how many pairs of each sample are matches, as expected
    /// @param logLikelihood of the samples, in nats
    /// @param rounds of EM that it took
    record Fitted(Linkage linkage, List<Double> matches, double logLikelihood, int rounds) implements LinkageFit {
        public Fitted {
            matches = List.copyOf(matches);
        }
    }

    /// What is believed before any pair is seen, and how many pairs of either kind that belief is worth in each
    /// field.
    ///
    /// It is where the fit starts; with 0 pairs it is only that. It keeps few or one-sided data from
    /// calling impossible what was only never seen.
    record Belief(Linkage linkage, double matches, double strangers) {
        public Belief {
            boolean possible = matches >= 0 && strangers >= 0 && Double.isFinite(matches + strangers);
            if (!possible) {
                throw new IllegalArgumentException("A belief is worth no less than no pair");
            }
        }
    }

    /// Learns m, and u where no strangers are given, by EM (Dempster, Laird and Rubin 1977; Winkler 1988).
    ///
    /// Each sample has a share of matches of its own, m and u are common to all. A sample that was chosen by
    /// agreement in a field must have that field blank (level 0), for there it says nothing about chance.
    /// Strangers are pairs drawn by lot: where they are given, u is learned from them alone, less the few matches
    /// that the lot brought in.
    static LinkageFit of(List<Comparisons> samples, @Nullable Comparisons strangers, Belief belief) {
        return new LinkageSteps(samples, strangers, belief).fit();
    }
}
