package valentine.proof;

import gg.jte.Content;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;
import valentine.customer.CustomerId;
import valentine.customer.CustomerPanel;
import valentine.web.Pages;

/// What became of those who looked like this customer, right under the score.
@Component
@ConditionalOnWebApplication
class AlikePanel implements CustomerPanel {
    private static final int ORDER = 101;

    private final Alike alike;
    private final Pages pages;

    AlikePanel(Alike alike, Pages pages) {
        this.alike = alike;
        this.pages = pages;
    }

    record Panel(CustomerId customer, Alike.Group group) {}

    @Override
    public int order() {
        return ORDER;
    }

    @Override
    public Optional<Content> show(CustomerId customer) {
        return alike.of(customer).map(group -> pages.part("proof/alike-panel", new Panel(customer, group)));
    }
}
