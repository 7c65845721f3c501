package valentine.models;

import java.util.Arrays;

/// Customers ordered by chance, those with equal chances kept together: `came(i)` of `size(i)` came.
final class Ranking {
    private final double[] chance;
    private final int[] size;
    private final int[] came;

    private Ranking(double[] chance, int[] size, int[] came) {
        this.chance = chance;
        this.size = size;
        this.came = came;
    }

    static Ranking of(double[] predicted, boolean[] outcome) {
        Special.checkChances(predicted, outcome);
        int positives = 0;
        double[] came = new double[predicted.length];
        double[] stayedAway = new double[predicted.length];
        for (int i = 0; i < predicted.length; i++) {
            if (outcome[i]) {
                came[positives++] = predicted[i];
            } else {
                stayedAway[i - positives] = predicted[i];
            }
        }
        // Two sorts of bare numbers and a merge are several times faster than one sort of objects.
        Arrays.sort(came, 0, positives);
        Arrays.sort(stayedAway, 0, predicted.length - positives);
        return merge(came, positives, stayedAway, predicted.length - positives);
    }

    int ties() {
        return chance.length;
    }

    double chance(int i) {
        return chance[i];
    }

    int size(int i) {
        return size[i];
    }

    int came(int i) {
        return came[i];
    }

    private static Ranking merge(double[] came, int positives, double[] stayedAway, int negatives) {
        double[] chance = new double[positives + negatives];
        int[] size = new int[positives + negatives];
        int[] hits = new int[positives + negatives];
        int ties = 0;
        int i = 0;
        int j = 0;
        while (i < positives || j < negatives) {
            boolean fromCame = j == negatives || (i < positives && came[i] <= stayedAway[j]);
            chance[ties] = fromCame ? came[i] : stayedAway[j];
            int fromI = i;
            int fromJ = j;
            while (i < positives && came[i] == chance[ties]) {
                i++;
            }
            while (j < negatives && stayedAway[j] == chance[ties]) {
                j++;
            }
            hits[ties] = i - fromI;
            size[ties] = i - fromI + j - fromJ;
            ties++;
        }
        return new Ranking(Arrays.copyOf(chance, ties), Arrays.copyOf(size, ties), Arrays.copyOf(hits, ties));
    }
}
