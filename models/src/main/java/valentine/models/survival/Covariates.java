package valentine.models.survival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is known of each customer that may explain how long they stay: named columns of numbers, one entry a customer.
public final class Covariates {
    private final int customers;
    private final List<String> names;
    private final double[][] columns;

    private Covariates(int customers, List<String> names, double[][] columns) {
        this.customers = customers;
        this.names = List.copyOf(names);
        this.columns = columns;
    }

    /// Nothing known yet of so many customers.
    public static Covariates of(int customers) {
        if (customers < 1) {
            throw new IllegalArgumentException("Covariates need customers");
        }
        return new Covariates(customers, List.of(), new double[0][]);
    }

    /// And a number of each customer.
    public Covariates with(String name, double... column) {
        if (name.isBlank() || names.contains(name)) {
            throw new IllegalArgumentException("A column needs a name of its own: '" + name + "'");
        }
        if (column.length != customers) {
            throw new IllegalArgumentException(
                    "Column '" + name + "' has " + column.length + " entries for " + customers + " customers");
        }
        for (int i = 0; i < customers; i++) {
            if (!Double.isFinite(column[i])) {
                throw new IllegalArgumentException("Column '" + name + "' is not finite at index " + i);
            }
        }
        List<String> more = new ArrayList<>(names);
        more.add(name);
        double[][] wider = Arrays.copyOf(columns, columns.length + 1);
        wider[columns.length] = column.clone();
        return new Covariates(customers, more, wider);
    }

    /// And a kind of each customer: a column of 0 and 1 for every kind but the most frequent, named `name: kind`.
    public Covariates with(String name, List<String> kinds) {
        if (kinds.size() != customers) {
            throw new IllegalArgumentException(
                    "'" + name + "' has " + kinds.size() + " kinds for " + customers + " customers");
        }
        Map<String, Integer> counts = new TreeMap<>();
        kinds.forEach(kind -> counts.merge(kind, 1, Integer::sum));
        String usual = counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
        Covariates wider = this;
        for (String kind : counts.keySet()) {
            if (!kind.equals(usual)) {
                double[] column = kinds.stream()
                        .mapToDouble(of -> of.equals(kind) ? 1 : 0)
                        .toArray();
                wider = wider.with(name + ": " + kind, column);
            }
        }
        return wider;
    }

    /// How many customers.
    public int size() {
        return customers;
    }

    /// The names of the columns, in their order.
    public List<String> names() {
        return names;
    }

    /// What is known of the i-th customer, in the order of the names.
    public double[] row(int i) {
        return Arrays.stream(columns).mapToDouble(column -> column[i]).toArray();
    }

    /// The customers of these rows, in this order.
    public Covariates select(int[] rows) {
        double[][] chosen = new double[columns.length][];
        for (int j = 0; j < columns.length; j++) {
            double[] column = columns[j];
            chosen[j] = Arrays.stream(rows).mapToDouble(row -> column[row]).toArray();
        }
        return new Covariates(of(rows.length).customers, names, chosen);
    }

    int columns() {
        return columns.length;
    }

    double[] column(int j) {
        return columns[j];
    }
}
