package valentine.models.survival;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// The share of customers still there after a time, of customers seen for different times (Kaplan & Meier 1958).
///
/// One step at each time at which somebody left, times in the unit of the durations; no steps where nobody left.
/// `left` of `customers` left. After `observedUntil` the curve says nothing more, and keeps its last value.
public record KaplanMeier(List<Step> steps, int customers, int left, double observedUntil) {
    private static final double NORMAL_975 = 1.959963984540054;

    public KaplanMeier {
        steps = List.copyOf(steps);
    }

    /// Of `atRisk` customers seen until then `left` left; `survival` are still there after it, with its 95 % interval.
    ///
    /// Greenwood's variance on the scale of log(−log), which keeps the interval within 0 and 1. Once nobody is left
    /// the interval reaches from 0 to where it reached before.
    public record Step(double time, int atRisk, int left, double survival, double low, double high) {}

    public static KaplanMeier of(Lifetimes lifetimes) {
        Ledger ledger = lifetimes.ledger();
        List<Step> steps = new ArrayList<>();
        double survival = 1;
        double greenwood = 0;
        double high = 1;
        for (int i = 0; i < ledger.size(); i++) {
            if (ledger.left(i) == 0) {
                continue;
            }
            double atRisk = ledger.atRisk(i);
            double stay = atRisk - ledger.left(i);
            survival *= stay / atRisk;
            greenwood += ledger.left(i) / (atRisk * stay);
            double low = 0;
            if (survival > 0) {
                double reach = NORMAL_975 * Math.sqrt(greenwood) / -Math.log(survival);
                low = Math.pow(survival, Math.exp(reach));
                high = Math.pow(survival, Math.exp(-reach));
            }
            steps.add(new Step(ledger.time(i), ledger.atRisk(i), ledger.left(i), survival, low, high));
        }
        return new KaplanMeier(steps, lifetimes.size(), lifetimes.leavers(), lifetimes.observedUntil());
    }

    /// The share still there after the time; 1 before anybody left.
    public double survival(double time) {
        return after(time).survival();
    }

    /// The last step up to the time; before anybody left, everybody is there for certain.
    public Step after(double time) {
        if (Double.isNaN(time)) {
            throw new IllegalArgumentException("No time: " + time);
        }
        int from = 0;
        int to = steps.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (steps.get(middle).time() <= time) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from == 0 ? new Step(0, customers, 0, 1, 1, 1) : steps.get(from - 1);
    }

    /// The first time after which half or fewer are still there; empty where more than half still are.
    public OptionalDouble median() {
        return quantile(0.5);
    }

    /// The first time after which this share or less is still there; empty where more still are.
    public OptionalDouble quantile(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("A share lies between 0 and 1: " + share);
        }
        // What is half but for rounding is half.
        return steps.stream()
                .filter(step -> step.survival() <= share + 1e-12)
                .mapToDouble(Step::time)
                .findFirst();
    }

    /// How long customers stay in the mean, counting no more than the given time: the area under the curve.
    public double meanUntil(double time) {
        if (!(time >= 0 && time <= observedUntil)) {
            throw new IllegalArgumentException(
                    "Customers were seen from 0 to " + observedUntil + ", the mean cannot reach to " + time);
        }
        double area = 0;
        double from = 0;
        double survival = 1;
        for (Step step : steps) {
            if (step.time() >= time) {
                break;
            }
            area += survival * (step.time() - from);
            from = step.time();
            survival = step.survival();
        }
        return area + survival * (time - from);
    }
}
