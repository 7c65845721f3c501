package valentine.erasure;

import gg.jte.Content;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;
import valentine.customer.CustomerId;
import valentine.customer.CustomerPanel;
import valentine.web.Pages;

/// What a customer can ask of us about his data, at the end of his page.
@Component
@ConditionalOnWebApplication
class DataPanel implements CustomerPanel {
    private static final int LAST = 900;

    private final Requests requests;
    private final Pages pages;

    DataPanel(Requests requests, Pages pages) {
        this.requests = requests;
        this.pages = pages;
    }

    record Panel(CustomerId customer, List<Request> open) {}

    @Override
    public int order() {
        return LAST;
    }

    @Override
    public Optional<Content> show(CustomerId customer) {
        List<Request> open =
                requests.of(customer).stream().filter(Request::isOpen).toList();
        return Optional.of(pages.part("erasure/panel", new Panel(customer, open)));
    }
}
