package valentine.models.survival;

/// What a [Learner] can say after learning: curves, or why none.
public sealed interface Foresight permits Foresight.Curves, NoModel {

    /// The chance of customers to be still there after a time.
    @FunctionalInterface
    non-sealed interface Curves extends Foresight {

        /// Of the customer in this row, seen in learning or not: in [0, 1], falling with time.
        double survival(int customer, double time);
    }
}
