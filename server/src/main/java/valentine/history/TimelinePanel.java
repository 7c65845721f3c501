package valentine.history;

import gg.jte.Content;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import valentine.customer.AccountId;
import valentine.customer.AccountPanel;
import valentine.customer.CustomerId;
import valentine.customer.CustomerPanel;
import valentine.web.Moment;
import valentine.web.Pages;

/// The timeline on the page of a customer or an account, and its older rows one by one.
@Controller
@ConditionalOnWebApplication
class TimelinePanel implements CustomerPanel, AccountPanel {
    private static final int ORDER = 500;

    private final Timeline timeline;
    private final Pages pages;
    /// Stands for the request that is being answered.
    private final HttpServletRequest request;

    TimelinePanel(Timeline timeline, Pages pages, HttpServletRequest request) {
        this.timeline = timeline;
        this.pages = pages;
        this.request = request;
    }

    record Panel(
            Timeline.Part part,
            List<Topic> topics,
            @Nullable Moment first) {}

    @Override
    public int order() {
        return ORDER;
    }

    @Override
    public Optional<Content> show(CustomerId customer) {
        return show(new Whose.Customer(customer));
    }

    @Override
    public Optional<Content> show(AccountId account) {
        return show(new Whose.Account(account));
    }

    private Optional<Content> show(Whose whose) {
        Look look = Look.of(
                whose, request.getParameter("show"), request.getParameter("as-of"), request.getParameter("before"));
        Panel panel = new Panel(
                timeline.read(look),
                List.of(Topic.values()),
                timeline.first(whose).orElse(null));
        return Optional.of(pages.part("history/timeline", panel));
    }

    @GetMapping("/customers/{id:\\d{1,18}}/timeline")
    ModelAndView older(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable String show,
            @RequestParam(name = "as-of", required = false) @Nullable String asOf,
            @RequestParam(required = false) @Nullable String before) {
        Look look = Look.of(new Whose.Customer(new CustomerId(id)), show, asOf, before);
        return pages.page("history/older", timeline.read(look));
    }

    @GetMapping("/accounts/{id:\\d{1,18}}/timeline")
    ModelAndView olderOfAccount(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable String show,
            @RequestParam(name = "as-of", required = false) @Nullable String asOf,
            @RequestParam(required = false) @Nullable String before) {
        Look look = Look.of(new Whose.Account(new AccountId(id)), show, asOf, before);
        return pages.page("history/older", timeline.read(look));
    }
}
