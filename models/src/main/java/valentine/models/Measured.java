package valentine.models;

/// A measure of so many customers and its 95 % interval, all in the unit of the measure.
public record Measured(double value, double low, double high, int customers) {}
