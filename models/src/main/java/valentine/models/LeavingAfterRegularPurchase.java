package valentine.models;

import static java.lang.Math.exp;
import static java.lang.Math.expm1;
import static java.lang.Math.log;
import static java.lang.Math.log1p;
import static java.lang.Math.sqrt;

/// What BG/CNBD-k and MBG/CNBD-k share: every k-th event of a Poisson process is a purchase, and a customer who had
/// `occasions` to leave took each with a chance from Beta(a, b).
///
/// Of who has not left, the events since the last purchase are not seen: there may be any number below k. All that
/// lies ahead is a mixture over that number, which keeps every answer exact.
record LeavingAfterRegularPurchase(double r, double alpha, double a, double b, int k, int occasions) {
    private static final int COUNTABLE = 20_000;
    private static final double NEGLIGIBLE = 1e-18;
    /// Below this chance to stay, purchases are counted one by one.
    private static final double HARDLY_STAYS = 0.03;

    private static final int FIRST_PURCHASES = 12;

    double logLikelihood(int frequency, double recency, double age) {
        Special.checkSummary(frequency, recency, age, 0);
        double shape = shape(frequency);
        if (frequency == 0) {
            double some = new NegativeBinomial(r, age / alpha).atLeast(k) * (occasions == 0 ? 1 : b / (a + b));
            // Close to 0 where hardly anybody could have bought: the sums below would cancel.
            if (some < 0.5) {
                return log1p(-some);
            }
        }
        double events = (double) k * frequency;
        double stayed = Special.logRising(b, occasions) - Special.logRising(a + b, occasions);
        double bought = Special.logRising(r, events) - r * log1p(age / alpha) - events * log(alpha + age);
        double silent = log(total(waiting(shape, recency, age)));
        return bought + stayed + silent + Special.softplus(logOddsOfHavingLeft(frequency, recency, age));
    }

    double alive(int frequency, double recency, double age) {
        Special.checkSummary(frequency, recency, age, 0);
        return Special.logistic(-logOddsOfHavingLeft(frequency, recency, age));
    }

    double active(int frequency, double recency, double age, double horizon) {
        Special.checkSummary(frequency, recency, age, horizon);
        return alive(frequency, recency, age) * buysOften(1, frequency, recency, age, horizon);
    }

    double expected(int frequency, double recency, double age, double horizon) {
        Special.checkSummary(frequency, recency, age, horizon);
        double shape = shape(frequency);
        double stretch = horizon / (alpha + age);
        double mean = (shape + k) * stretch;
        double events = k + mean + 10 * sqrt(mean * (1 + stretch)) + 45 / log1p(1 / stretch);
        double alive = alive(frequency, recency, age);
        return events < COUNTABLE && (shape + k) * log1p(stretch) < 600
                ? alive * byCounting(shares(shape, recency, age), shape, stretch, 2 * (int) events)
                : alive * byAveraging(frequency, recency, age, horizon);
    }

    private double shape(int frequency) {
        return r + (double) k * frequency;
    }

    private double logOddsOfHavingLeft(int frequency, double recency, double age) {
        if (occasions == 0) {
            return Double.NEGATIVE_INFINITY;
        }
        double shape = shape(frequency);
        double silent = shape * log1p((age - recency) / (alpha + recency)) - log(total(waiting(shape, recency, age)));
        return log(a / (b + occasions - 1)) + silent;
    }

    /// How much likelier each number of unseen events below k is than none, given that the customer has not left.
    private double[] waiting(double shape, double recency, double age) {
        double passed = (age - recency) / (alpha + age);
        double[] weights = new double[k];
        weights[0] = 1;
        for (int j = 1; j < k; j++) {
            weights[j] = weights[j - 1] * ((shape + j - 1) * passed / j);
        }
        return weights;
    }

    private double[] shares(double shape, double recency, double age) {
        double[] shares = waiting(shape, recency, age);
        double total = total(shares);
        for (int j = 0; j < k; j++) {
            shares[j] /= total;
        }
        return shares;
    }

    /// How likely a customer who never leaves buys at least so often within the horizon.
    private double buysOften(int times, int frequency, double recency, double age, double horizon) {
        double shape = shape(frequency);
        double[] shares = shares(shape, recency, age);
        double stretch = horizon / (alpha + age);
        double sum = 0;
        for (int j = 0; j < k; j++) {
            sum += shares[j] * new NegativeBinomial(shape + j, stretch).atLeast((double) k * times - j);
        }
        return Math.min(1, sum);
    }

    /// Sum over n of P(a customer who never leaves buys at least n times) x P(stays through n - 1 purchases).
    private double byCounting(double[] shares, double shape, double stretch, int most) {
        double stays = b + occasions;
        double chance = stretch / (1 + stretch);
        double[] tail = new double[most + k];
        int size = 0;
        for (int j = 0; j < k; j++) {
            double exactly = shares[j] * exp(-(shape + j) * log1p(stretch));
            double reached = 0;
            for (int i = j; i < tail.length; i++) {
                tail[i] += exactly;
                reached += i < k ? 0 : exactly;
                size = Math.max(size, i + 1);
                if (i > j + (shape + j) * stretch && exactly <= NEGLIGIBLE * reached / (1 + stretch)) {
                    break;
                }
                exactly *= chance * ((shape + i) / (i - j + 1));
            }
        }
        for (int i = size - 2; i >= 0; i--) {
            tail[i] += tail[i + 1];
        }
        double stayed = 1;
        double sum = 0;
        for (int n = 1; (long) n * k < size; n++) {
            sum += stayed * Math.min(1, tail[n * k]);
            stayed *= (stays + n - 1) / (a + stays + n - 1);
        }
        return sum;
    }

    /// The mean over the chance p to leave of (1 - E (1 - p)^M) / p, where M counts purchases if nobody left.
    private double byAveraging(int frequency, double recency, double age, double horizon) {
        double shape = shape(frequency);
        double stretch = horizon / (alpha + age);
        double[] shares = shares(shape, recency, age);
        double[] first = new double[FIRST_PURCHASES];
        for (int n = 0; n < first.length; n++) {
            first[n] = buysOften(n + 1, frequency, recency, age, horizon);
        }
        double busiest = shape * Math.max(1, stretch);
        double mean = BetaMean.of(a, b + occasions, busiest, (leaves, stays) -> {
            if (stays < HARDLY_STAYS) {
                double sum = 0;
                for (int n = first.length - 1; n >= 0; n--) {
                    sum = first[n] + stays * sum;
                }
                return sum;
            }
            return purchases(leaves, shape, stretch, shares);
        });
        return Math.max(mean, first[0]);
    }

    /// (1 - E (1 - p)^M) / p. As a function of the events i, (1 - p)^floor(i / k) is a sum of k powers z^i
    /// whose bases are the k-th roots of 1 - p, and the mean of a power is elementary.
    private double purchases(double leaves, double shape, double stretch, double[] shares) {
        double logRoot = log1p(-leaves) / k;
        double ahead = log1p(-expm1(logRoot) * stretch);
        double uneven = 0;
        double unseen = 0;
        double kept = shares[0];
        for (int j = 1; j < k; j++) {
            uneven += expm1(-j * logRoot) / k;
            unseen += shares[j] * expm1(j * (logRoot - ahead));
            kept += shares[j] * exp(j * (logRoot - ahead));
        }
        double real = leaves < 1e-300
                ? stretch * (shape + seen(shares)) / k + (seen(shares) - (k - 1) / 2.0) / k
                : -expm1(log1p(uneven) - shape * ahead + (kept > 0.5 ? log1p(unseen) : log(kept))) / leaves;
        double turning = 0;
        for (int root = 1; root < k; root++) {
            turning += turning(2 * Math.PI * root / k, exp(logRoot), shape, stretch, shares);
        }
        return real - turning / (k * (1 - leaves));
    }

    private static double seen(double[] shares) {
        double mean = 0;
        for (int j = 1; j < shares.length; j++) {
            mean += j * shares[j];
        }
        return mean;
    }

    /// The real part of z / (1 - z) E z^i for the root z that is turned by this angle.
    private static double turning(double angle, double size, double shape, double stretch, double[] shares) {
        double x = size * Math.cos(angle);
        double y = size * Math.sin(angle);
        double aheadX = 1 + (1 - x) * stretch;
        double aheadY = -y * stretch;
        double square = aheadX * aheadX + aheadY * aheadY;
        double baseX = (x * aheadX + y * aheadY) / square;
        double baseY = (y * aheadX - x * aheadY) / square;
        double sumX = 0;
        double sumY = 0;
        for (int j = shares.length - 1; j >= 0; j--) {
            double nextX = sumX * baseX - sumY * baseY + shares[j];
            sumY = sumX * baseY + sumY * baseX;
            sumX = nextX;
        }
        double power = exp(-shape * 0.5 * log(square));
        double turned = -shape * Math.atan2(aheadY, aheadX);
        double meanX = power * (sumX * Math.cos(turned) - sumY * Math.sin(turned));
        double meanY = power * (sumX * Math.sin(turned) + sumY * Math.cos(turned));
        double rest = (1 - x) * (1 - x) + y * y;
        double factorX = (x * (1 - x) - y * y) / rest;
        double factorY = y / rest;
        return factorX * meanX - factorY * meanY;
    }

    private static double total(double[] weights) {
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        return total;
    }
}
