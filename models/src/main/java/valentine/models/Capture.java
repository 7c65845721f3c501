package valentine.models;

/// The part of an amount that the foremost share of rows has; rows with one score across the edge count in proportion.
final class Capture implements Measure {
    private final Order order;
    private final double[] amount;
    private final double share;

    Capture(Order order, double[] amount, double share) {
        this.order = order;
        this.amount = amount;
        this.share = share;
    }

    @Override
    public double of(int[] times) {
        Special.checkRows(times, amount.length);
        double rows = 0;
        double all = 0;
        for (int i = 0; i < times.length; i++) {
            rows += times[i];
            all += times[i] * amount[i];
        }
        double open = share * rows;
        double found = 0;
        for (int group = order.groups() - 1; group >= 0 && open > 0; group--) {
            double size = 0;
            double sum = 0;
            for (int place = order.start(group); place < order.end(group); place++) {
                int row = order.row(place);
                size += times[row];
                sum += times[row] * amount[row];
            }
            if (size > 0) {
                found += sum * Math.min(1, open / size);
                open -= size;
            }
        }
        return all > 0 ? found / all : Double.NaN;
    }
}
