package valentine.intake;

import java.util.Collection;
import java.util.Optional;
import valentine.customer.CustomerId;

/// Somebody who looks at the customers that a file of customers brings, and has something to say in its result.
public interface ImportReviewer {
    /// These customers are new or changed; told in the transaction that stores them.
    void stored(ImportId id, Collection<CustomerId> customers);

    /// What to say with the result, if anything.
    Optional<Remark> remark(ImportId id);

    /// A sentence, and where to look.
    record Remark(String words, String link, String linkWords) {}
}
