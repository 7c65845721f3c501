package valentine.customer;

import gg.jte.Content;
import java.util.Optional;

/// A part of an account's page that another module contributes.
public interface AccountPanel {
    /// Smaller stands higher.
    int order();

    /// What to show about this account, if there is anything.
    Optional<Content> show(AccountId account);
}
