package valentine.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// How long one thing took each time it was done, in seconds.
final class Times {
    private final List<Double> seconds = new ArrayList<>();

    /// Something that takes time.
    interface Work {
        void run() throws Exception;
    }

    double measure(Work work) throws Exception {
        long began = System.nanoTime();
        work.run();
        double took = (System.nanoTime() - began) / 1e9;
        seconds.add(took);
        return took;
    }

    /// What was measured elsewhere.
    void add(double took) {
        seconds.add(took);
    }

    double median() {
        return percentile(50);
    }

    /// The time that so many of a hundred did not exceed.
    double percentile(int percent) {
        if (seconds.isEmpty()) throw new IllegalStateException("Nothing was measured");
        List<Double> sorted = new ArrayList<>(seconds);
        Collections.sort(sorted);
        return sorted.get(Math.max(0, Math.ceilDiv(percent * sorted.size(), 100) - 1));
    }
}
