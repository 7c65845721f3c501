package valentine.customer;

import gg.jte.Content;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.ModelAndView;
import valentine.web.Pages;
import valentine.web.Problem;

/// One customer: who it is, then what the other modules know.
@Controller
@ConditionalOnWebApplication
class CustomerPage {
    private static final int FOUND = 10;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);
    private static final Problem NOBODY = new Problem(
            404, "We know nobody by this number", "The link may be old. Search by name or e-mail: press Ctrl+K.");

    private final Customers customers;
    private final List<CustomerPanel> panels;
    private final Pages pages;

    CustomerPage(Customers customers, List<CustomerPanel> panels, Pages pages) {
        this.customers = customers;
        this.panels = panels.stream()
                .sorted(Comparator.comparingInt(CustomerPanel::order))
                .toList();
        this.pages = pages;
    }

    record Page(Card card, @Nullable String since, List<Shown> handles, List<Card> colleagues, List<Content> panels) {}

    /// A handle with what it is called.
    record Shown(String label, String icon, String value) {
        static Shown of(Handle handle) {
            return switch (handle.kind()) {
                case EMAIL -> new Shown("E-mail", "mail", handle.value());
                case PHONE -> new Shown("Phone", "phone", handle.value());
                case EXTERNAL -> new Shown("Customer number", "id", handle.value());
                case ANONYMOUS -> new Shown("Visitor", "eye", handle.value());
            };
        }
    }

    @GetMapping("/customers/{id:\\d{1,18}}")
    ModelAndView show(@PathVariable long id) {
        CustomerId customer = new CustomerId(id);
        Optional<Card> card = customers.card(customer);
        if (card.isEmpty()) {
            ModelAndView nobody = pages.page("web/problem", NOBODY);
            nobody.setStatus(HttpStatus.NOT_FOUND);
            return nobody;
        }
        LocalDate since = card.get().since();
        return pages.page(
                "customer/customer",
                new Page(
                        card.get(),
                        since == null ? null : DAY.format(since),
                        customers.handles(customer).stream().map(Shown::of).toList(),
                        customers.colleagues(card.get()),
                        panels.stream()
                                .flatMap(panel -> panel.show(customer).stream())
                                .toList()));
    }

    @GetMapping(path = "/customers/found", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    List<Customers.Found> found(@RequestParam(defaultValue = "") String q) {
        return customers.found(q, FOUND);
    }
}
