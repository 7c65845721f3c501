package valentine.proof;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import valentine.customer.Card;
import valentine.customer.CustomerId;
import valentine.customer.Customers;
import valentine.web.Pages;

/// Customers who looked like this one.
@Controller
@ConditionalOnWebApplication
class AlikePage {
    private final Alike alike;
    private final Customers customers;
    private final Pages pages;

    AlikePage(Alike alike, Customers customers, Pages pages) {
        this.alike = alike;
        this.customers = customers;
        this.pages = pages;
    }

    /// @param group null where nobody can be compared
    record Page(Card card, Alike.@org.jspecify.annotations.Nullable Group group) {}

    @GetMapping("/customers/{id:\\d{1,18}}/alike")
    ModelAndView show(@PathVariable long id) {
        CustomerId customer = new CustomerId(id);
        Card card = customers.card(customer).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return pages.page("proof/alike", new Page(card, alike.of(customer).orElse(null)));
    }
}
