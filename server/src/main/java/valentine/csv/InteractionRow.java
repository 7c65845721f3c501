package valentine.csv;

/// What a row of an interaction file turned out to be.
public sealed interface InteractionRow permits InteractionLine, Refusal {}
