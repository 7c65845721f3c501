package valentine.models;

/// The area under the receiver operating characteristic: pairs won, ties half.
final class AreaUnderCurve implements Measure {
    private final Order order;
    private final boolean[] outcome;

    AreaUnderCurve(Order order, boolean[] outcome) {
        this.order = order;
        this.outcome = outcome;
    }

    @Override
    public double of(int[] times) {
        Special.checkRows(times, outcome.length);
        double won = 0;
        long positives = 0;
        long negatives = 0;
        for (int group = 0; group < order.groups(); group++) {
            long came = 0;
            long all = 0;
            for (int place = order.start(group); place < order.end(group); place++) {
                int row = order.row(place);
                all += times[row];
                came += outcome[row] ? times[row] : 0;
            }
            won += came * (negatives + (all - came) / 2.0);
            positives += came;
            negatives += all - came;
        }
        return won / positives / negatives;
    }
}
