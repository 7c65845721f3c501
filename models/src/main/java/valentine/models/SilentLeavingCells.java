package valentine.models;

import static java.lang.Math.exp;
import static java.lang.Math.expm1;
import static java.lang.Math.log1p;
import static java.lang.Math.max;
import static java.lang.Math.min;

import java.util.Arrays;

/// Integrals of f(u) = (alpha + u)^-(r + x) (beta + u)^-(s + 1) from each time to the last one, divided by f there.
///
/// Gauss nodes lie between neighbouring times, evenly in log(min(alpha, beta) + u), more of them where f falls fast.
/// From one frequency to the next f only gains a factor per node, so that powers are taken once.
final class SilentLeavingCells {
    private static final Gauss FEW = Gauss.of(4);
    private static final Gauss MANY = Gauss.of(8);
    private static final int MOST_PANELS = 400;

    /// The integrals: of f itself and of f times log(1 + u / alpha), 1 / (alpha + u) and the same of beta.
    final double[] mass;

    final double[] buying;
    final double[] rate;
    final double[] leaving;
    final double[] hazard;

    private final Histories histories;
    private final int[] earliest;
    private final int[] needed;
    private final int[] busiest;
    private final int[] nodes;

    private double[] value = {};
    private double[] factor = {};
    private double[] nodeBuying = {};
    private double[] nodeRate = {};
    private double[] nodeLeaving = {};
    private double[] nodeHazard = {};
    private final double[] fall;
    private int reached;

    private double alpha;
    private double beta;
    private double r;
    private double s;
    private double[] buyingLogs = {};

    SilentLeavingCells(Histories histories, int[] earliest) {
        this.histories = histories;
        this.earliest = earliest;
        int times = histories.times.length;
        mass = new double[times];
        buying = new double[times];
        rate = new double[times];
        leaving = new double[times];
        hazard = new double[times];
        nodes = new int[times];
        fall = new double[times];
        needed = earliest.clone();
        for (int block = needed.length - 2; block >= 0; block--) {
            needed[block] = min(needed[block], needed[block + 1]);
        }
        busiest = new int[times];
        for (int block = 0; block < earliest.length; block++) {
            int from = earliest[block];
            busiest[from] = max(busiest[from], histories.frequency[histories.blocks[block]]);
        }
        for (int cell = 1; cell < times; cell++) {
            busiest[cell] = max(busiest[cell], busiest[cell - 1]);
        }
    }

    /// Lays the nodes for these parameters, before the first frequency.
    void place(double[] parameters, double[] buyingLogs, double[] leavingLogs) {
        r = parameters[0];
        alpha = parameters[1];
        s = parameters[2];
        beta = parameters[3];
        this.buyingLogs = buyingLogs;
        reached = 0;
        int size = 0;
        for (int cell = 0; cell < nodes.length - 1; cell++) {
            nodes[cell] = size;
            fall[cell] = (s + 1) * (leavingLogs[cell + 1] - leavingLogs[cell]);
            double width = width(cell);
            double bend = width * (r + busiest[cell] + s + 1);
            Gauss gauss = bend <= 0.5 ? FEW : MANY;
            int panels = (int) max(1, min(MOST_PANELS, Math.ceil(max(bend / 4, width / 1.5))));
            grow(size + panels * gauss.size());
            for (int panel = 0; panel < panels; panel++) {
                for (int i = 0; i < gauss.size(); i++) {
                    double w = width * (panel + gauss.node(i)) / panels;
                    node(size++, cell, w, width / panels * gauss.weight(i));
                }
            }
        }
        nodes[nodes.length - 1] = size;
    }

    /// Fills the integrals for the frequency of the block; blocks come in ascending order.
    void sum(int block) {
        int x = histories.frequency[histories.blocks[block]];
        advance(x - reached, nodes[needed[block]]);
        reached = x;
        int end = nodes.length - 1;
        mass[end] = 0;
        buying[end] = 0;
        rate[end] = 0;
        leaving[end] = 0;
        hazard[end] = 0;
        for (int cell = end - 1; cell >= earliest[block]; cell--) {
            double next = exp(-(r + x) * (buyingLogs[cell + 1] - buyingLogs[cell]) - fall[cell]);
            double m = mass[cell + 1] * next;
            double b = buying[cell + 1] * next;
            double t = rate[cell + 1] * next;
            double l = leaving[cell + 1] * next;
            double h = hazard[cell + 1] * next;
            for (int i = nodes[cell]; i < nodes[cell + 1]; i++) {
                double f = value[i];
                m += f;
                b += f * nodeBuying[i];
                t += f * nodeRate[i];
                l += f * nodeLeaving[i];
                h += f * nodeHazard[i];
            }
            mass[cell] = m;
            buying[cell] = b;
            rate[cell] = t;
            leaving[cell] = l;
            hazard[cell] = h;
        }
    }

    private double width(int cell) {
        double start = histories.times[cell];
        return log1p((histories.times[cell + 1] - start) / (min(alpha, beta) + start));
    }

    private void node(int i, int cell, double w, double weight) {
        double start = histories.times[cell];
        double scale = min(alpha, beta) + start;
        double ahead = scale * expm1(w);
        double u = start + ahead;
        nodeBuying[i] = log1p(u / alpha);
        nodeLeaving[i] = log1p(u / beta);
        nodeRate[i] = 1 / (alpha + u);
        nodeHazard[i] = 1 / (beta + u);
        factor[i] = (alpha + start) / (alpha + u);
        double logValue = -r * log1p(ahead / (alpha + start)) - (s + 1) * log1p(ahead / (beta + start)) + w;
        value[i] = weight * scale * exp(logValue);
    }

    private void advance(int gap, int from) {
        if (gap == 0) {
            return;
        }
        for (int i = from; i < nodes[nodes.length - 1]; i++) {
            value[i] *= gap == 1 ? factor[i] : Math.pow(factor[i], gap);
        }
    }

    private void grow(int size) {
        if (size > value.length) {
            int room = 2 * size;
            value = Arrays.copyOf(value, room);
            factor = Arrays.copyOf(factor, room);
            nodeBuying = Arrays.copyOf(nodeBuying, room);
            nodeRate = Arrays.copyOf(nodeRate, room);
            nodeLeaving = Arrays.copyOf(nodeLeaving, room);
            nodeHazard = Arrays.copyOf(nodeHazard, room);
        }
    }
}
