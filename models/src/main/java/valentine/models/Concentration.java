package valentine.models;

/// How much more of an amount the foremost rows have than their number: twice the area between curve and diagonal.
///
/// That is the Gini coefficient of the amount when the order is its own.
final class Concentration implements Measure {
    private final Order order;
    private final double[] amount;

    Concentration(Order order, double[] amount) {
        this.order = order;
        this.amount = amount;
    }

    @Override
    public double of(int[] times) {
        Special.checkRows(times, amount.length);
        double rows = 0;
        double all = 0;
        double area = 0;
        for (int group = order.groups() - 1; group >= 0; group--) {
            double size = 0;
            double sum = 0;
            for (int place = order.start(group); place < order.end(group); place++) {
                int row = order.row(place);
                size += times[row];
                sum += times[row] * amount[row];
            }
            area += size * (all + sum / 2);
            rows += size;
            all += sum;
        }
        return all > 0 ? 2 * area / (rows * all) - 1 : Double.NaN;
    }
}
