package valentine.gesture;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;
import valentine.history.Fact;
import valentine.history.Kind;
import valentine.web.Moment;

/// One gesture for one customer, and why.
///
/// The rules are plain: what went wrong comes before everything else, then what the customer is to us.
public record Suggestion(Standing standing, Gesture gesture, String why) {
    /// What the rules look at.
    static final Set<Kind> KINDS = Set.of(
            Kind.COMPLAINT,
            Kind.PROMISE_BROKEN,
            Kind.PROMISE_KEPT,
            Kind.SURVEY_ANSWER,
            Kind.REVIEW,
            Kind.RETURN,
            Kind.REFUND,
            Kind.MESSAGE_OUT,
            Kind.CALL,
            Kind.MEETING);

    /// How far back the rules look.
    static final Duration LATELY = Duration.ofDays(90);

    private static final Duration RETURN_IS_FRESH = Duration.ofDays(45);
    private static final Set<Kind> ANSWERS =
            Set.of(Kind.MESSAGE_OUT, Kind.CALL, Kind.MEETING, Kind.REFUND, Kind.PROMISE_KEPT);
    private static final Set<Kind> TALKS = Set.of(Kind.CALL, Kind.MEETING);
    private static final Set<Kind> REPAIRS = Set.of(Kind.PROMISE_KEPT, Kind.CALL, Kind.MEETING);

    /// @param facts the latest about this customer, newest first
    static Suggestion of(Standing standing, List<Fact> facts, Clock clock, ZoneId zone) {
        Rules rules = new Rules(standing, facts, clock.instant(), zone);
        return rules.complaint()
                .or(rules::brokenPromise)
                .or(rules::lowAnswer)
                .or(rules::wayBack)
                .orElseGet(rules::byRelation);
    }

    /// The facts on one customer, rule by rule.
    private record Rules(Standing standing, List<Fact> facts, Instant now, ZoneId zone) {
        Optional<Suggestion> complaint() {
            return open(fact -> fact.kind() == Kind.COMPLAINT, ANSWERS)
                    .map(fact -> suggest(
                            Gesture.ANSWER_COMPLAINT,
                            "Complained " + day(fact) + ": " + quoted(fact) + ". Nobody has answered yet."));
        }

        Optional<Suggestion> brokenPromise() {
            return open(fact -> fact.kind() == Kind.PROMISE_BROKEN, REPAIRS)
                    .map(fact -> suggest(
                            Gesture.KEEP_PROMISE, "We broke a promise " + day(fact) + ": " + quoted(fact) + "."));
        }

        Optional<Suggestion> lowAnswer() {
            return open(Rules::isLow, TALKS)
                    .map(fact -> suggest(
                            Gesture.CALL_AND_LISTEN,
                            "Gave us " + number(fact.score()) + out(fact.scale()) + " " + day(fact) + "."));
        }

        Optional<Suggestion> wayBack() {
            return open(fact -> fact.kind() == Kind.RETURN || fact.kind() == Kind.REFUND, TALKS)
                    .filter(fact -> fact.at().isAfter(now.minus(RETURN_IS_FRESH)))
                    .map(fact -> suggest(Gesture.ASK_ABOUT_RETURN, "Sent something back " + day(fact) + "."));
        }

        Suggestion byRelation() {
            if (standing.account() != null) {
                return suggest(Gesture.ASK_ABOUT_SEASON, reason("A business customer of ours."));
            }
            if (standing.orders() <= 1) {
                return suggest(Gesture.ASK_ABOUT_FIRST_ORDER, reason("Has ordered once so far."));
            }
            return suggest(Gesture.WRITE_PERSONALLY, reason("Would usually have come back by now."));
        }

        /// The latest such fact that nobody has taken care of since.
        private Optional<Fact> open(Predicate<Fact> such, Set<Kind> care) {
            for (Fact fact : facts) {
                Instant attended = standing.attendedAt();
                boolean caredFor = attended != null && attended.isAfter(fact.at());
                if (caredFor || (care.contains(fact.kind()) && !such.test(fact))) {
                    return Optional.empty();
                }
                if (such.test(fact)) {
                    return Optional.of(fact);
                }
            }
            return Optional.empty();
        }

        private Suggestion suggest(Gesture gesture, String why) {
            return new Suggestion(standing, gesture, why);
        }

        private String reason(String otherwise) {
            String reason = standing.reason();
            return reason == null ? otherwise : reason;
        }

        /// Of ten, up to six is what the field calls a detractor; without a scale only what is low on every scale
        /// counts, unless the question is the one that is always asked from 0 to 10.
        private static boolean isLow(Fact fact) {
            if ((fact.kind() != Kind.SURVEY_ANSWER && fact.kind() != Kind.REVIEW)
                    || fact.score().isEmpty()) {
                return false;
            }
            boolean recommends = fact.kind() == Kind.SURVEY_ANSWER
                    && fact.title().toLowerCase(Locale.ROOT).contains("recommend");
            double scale = fact.scale().orElse(recommends ? 10 : 5);
            double low = scale >= 10 ? scale * 0.6 : scale * 0.4;
            return fact.score().getAsDouble() <= low;
        }

        private String day(Fact fact) {
            String said = Moment.of(fact.at(), now, zone).said().replaceFirst(", \\d\\d:\\d\\d$", "");
            return Character.isDigit(said.charAt(0)) || Character.isUpperCase(said.charAt(0)) ? "on " + said : said;
        }

        private static String quoted(Fact fact) {
            return "“" + fact.title().replaceFirst("[.\\s]+$", "") + "”";
        }

        private static String out(OptionalDouble scale) {
            return scale.isPresent() ? " of " + number(scale) : "";
        }

        private static String number(OptionalDouble number) {
            double value = number.orElseThrow();
            return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
        }
    }
}
