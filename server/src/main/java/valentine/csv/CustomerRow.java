package valentine.csv;

/// What a row of a customer file turned out to be.
public sealed interface CustomerRow permits CustomerLine, Refusal {}
