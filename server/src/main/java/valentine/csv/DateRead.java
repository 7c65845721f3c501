package valentine.csv;

/// What a text turned out to be as a date: a moment, or no date and why.
sealed interface DateRead permits When, DateRead.NoDate {
    /// A text that is no date, with a sentence such as "the date '31/02/2010' does not exist".
    record NoDate(String sentence) implements DateRead {}
}
