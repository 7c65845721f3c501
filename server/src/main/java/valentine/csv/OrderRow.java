package valentine.csv;

/// What a row of an order file turned out to be.
public sealed interface OrderRow permits OrderLine, Refusal {}
