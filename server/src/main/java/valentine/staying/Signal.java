package valentine.staying;

/// Something else of customers that may tell who buys again, as another module knows it: see [Past#with].
///
/// It must know nothing that came after the day it is asked about, or every check of the score is worthless. 0 says
/// nothing; the most are best below 10 or so, as the logarithm of one more than a count.
@FunctionalInterface
public interface Signal {

    /// What was known at the end of a day, counted from 1970, of the customer with this index in the past.
    double at(int customer, int day);
}
