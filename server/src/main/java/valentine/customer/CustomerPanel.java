package valentine.customer;

import gg.jte.Content;
import java.util.Optional;

/// A part of the customer's page that another module contributes.
public interface CustomerPanel {
    /// Smaller stands higher.
    int order();

    /// What to show about this customer, if there is anything.
    Optional<Content> show(CustomerId customer);
}
