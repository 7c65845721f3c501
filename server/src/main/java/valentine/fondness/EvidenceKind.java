package valentine.fondness;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import valentine.models.FondnessDefaults;

/// The kinds of evidence there are, and what each weighs until the firm's own answers say better.
///
/// Weights are chosen, not measured: a fresh answer to a direct question is one, and what is only a sign of a feeling
/// is less. The numbers stand in what was learned and never change; the answers, which are foretold, come first.
public enum EvidenceKind {
    SURVEY_ANSWER(0, 1, "Survey answer", "mood-smile"),
    REVIEW(1, 1, "Review", "star"),
    COMPLAINT(2, 0.6, "Complaint", "alert-triangle"),
    THANKS(3, 0.6, "Thanks", "thumb-up"),
    REFERRAL(4, 1, "Recommended us", "users"),
    /// How something they wrote reads.
    TONE(5, 0.4, "Tone of a message", "messages"),
    REFUND(6, 0.15, "Refund", "arrow-back-up"),
    PROMISE_KEPT(7, 0.2, "Promise kept", "circle-check"),
    PROMISE_BROKEN(8, 0.8, "Promise broken", "circle-x"),
    UNSUBSCRIBE(9, 0.15, "Unsubscribed", "x");

    private static final int ANSWERS = 2;
    private static final List<EvidenceKind> ALL = Arrays.stream(values())
            .sorted(Comparator.comparingInt(EvidenceKind::number))
            .toList();

    private final int number;
    private final double weight;
    private final String label;
    private final String icon;

    EvidenceKind(int number, double weight, String label, String icon) {
        this.number = number;
        this.weight = weight;
        this.label = label;
        this.icon = icon;
    }

    int number() {
        return number;
    }

    String label() {
        return label;
    }

    String icon() {
        return icon;
    }

    /// What of it is good where it says so by being there.
    double goodByItself() {
        return switch (this) {
            case THANKS, REFERRAL, PROMISE_KEPT -> 1;
            case COMPLAINT, REFUND, PROMISE_BROKEN, UNSUBSCRIBE -> 0;
            case SURVEY_ANSWER, REVIEW, TONE -> 0.5;
        };
    }

    /// As it stands in the table.
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static EvidenceKind of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    static FondnessDefaults defaults() {
        return FondnessDefaults.of(
                ANSWERS, ALL.stream().map(kind -> kind.weight).toList());
    }
}
