package valentine.models;

import java.util.Arrays;

/// Which rows speak of the same customer, the customers numbered from 0.
final class Clusters {
    private final int[] cluster;
    private final int count;

    private Clusters(int[] cluster, int count) {
        this.cluster = cluster;
        this.count = count;
    }

    static Clusters of(int[] customer) {
        int[] distinct = Arrays.stream(customer).sorted().distinct().toArray();
        int[] cluster = new int[customer.length];
        for (int i = 0; i < cluster.length; i++) {
            cluster[i] = Arrays.binarySearch(distinct, customer[i]);
        }
        return new Clusters(cluster, distinct.length);
    }

    int count() {
        return count;
    }

    int of(int row) {
        return cluster[row];
    }
}
