package valentine.models;

/// A log-likelihood over positive parameters.
public interface Surface {

    /// The log-likelihood there; its derivatives are written into the gradient.
    double at(double[] parameters, double[] gradient);

    /// How many customers it speaks of.
    double customers();
}
