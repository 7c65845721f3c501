package valentine.models.survival;

/// What one more of something known adds to the logarithm of the hazard, and its standard error.
public record Coefficient(String name, double value, double standardError) {
    private static final double NORMAL_975 = 1.959963984540054;

    /// By how many times more likely a customer leaves at any moment, with one more of it.
    public double hazardRatio() {
        return Math.exp(value);
    }

    /// The lower end of the 95 % interval of the hazard ratio.
    public double low() {
        return Math.exp(value - NORMAL_975 * standardError);
    }

    /// The upper end of the 95 % interval of the hazard ratio.
    public double high() {
        return Math.exp(value + NORMAL_975 * standardError);
    }
}
