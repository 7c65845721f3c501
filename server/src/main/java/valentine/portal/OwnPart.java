package valentine.portal;

import gg.jte.Content;
import java.util.Optional;
import valentine.customer.CustomerId;

/// A part of the customer's own page that another module contributes: in words for him, on a phone, without scripts.
public interface OwnPart {
    /// Smaller stands higher: what we know 100, what happened 300, choices 500, his rights 900.
    int order();

    /// What to show him, if there is anything.
    ///
    /// @param csrf for forms; they lead to routes under `/me`
    Optional<Content> show(CustomerId customer, String csrf);
}
