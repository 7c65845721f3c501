package valentine.promise;

/// What came of making or ending a promise.
public sealed interface Answer {
    /// It is so now.
    record Done(PromiseId promise) implements Answer {}

    /// It was so before, or somebody was faster: nothing changed.
    record Before(PromiseId promise) implements Answer {}

    /// It cannot be, and why, as a sentence for whoever asked.
    record Refused(String why) implements Answer {}

    /// A third new date is for the manager to give.
    record AsksManager() implements Answer {}

    /// There is no such promise.
    record Unknown() implements Answer {}
}
