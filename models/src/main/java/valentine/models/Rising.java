package valentine.models;

/// Running sums of log(base + i) and 1 / (base + i) for i below a growing count, so that no gamma function is needed.
final class Rising {
    private final double base;
    private int count;
    private double log;
    private double slope;

    Rising(double base) {
        this.base = base;
    }

    void advanceTo(int next) {
        for (; count < next; count++) {
            log += Math.log(base + count);
            slope += 1 / (base + count);
        }
    }

    double log() {
        return log;
    }

    double slope() {
        return slope;
    }
}
