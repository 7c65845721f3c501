package valentine.feed;

import gg.jte.Content;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import valentine.customer.Card;
import valentine.customer.CustomerId;
import valentine.customer.CustomerPanel;
import valentine.customer.Customers;
import valentine.customer.Identity;
import valentine.guard.Http;
import valentine.team.Firms;
import valentine.team.Member;
import valentine.team.Role;
import valentine.web.Moment;
import valentine.web.Pages;

/// The feeds of a customer on his page: what he publishes himself.
@Controller
@ConditionalOnWebApplication
@Order(FeedPanel.ORDER)
class FeedPanel implements CustomerPanel {
    static final int ORDER = 750;

    private final Feeds feeds;
    private final Customers customers;
    private final Identity identity;
    private final Http http;
    private final Firms firms;
    private final Pages pages;
    private final HttpServletRequest request;
    private final Clock clock;

    FeedPanel(
            Feeds feeds,
            Customers customers,
            Identity identity,
            Http http,
            Firms firms,
            Pages pages,
            HttpServletRequest request,
            Clock clock) {
        this.feeds = feeds;
        this.customers = customers;
        this.identity = identity;
        this.http = http;
        this.firms = firms;
        this.pages = pages;
        this.request = request;
        this.clock = clock;
    }

    record Row(Feed feed, @Nullable Moment lastAt) {}

    record Panel(long customer, List<Row> rows, boolean mayAct, String csrf) {}

    @Override
    public int order() {
        return ORDER;
    }

    @Override
    public Optional<Content> show(CustomerId customer) {
        CsrfToken csrf = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
        boolean mayAct = request.getUserPrincipal() instanceof Authentication authentication
                && authentication.getPrincipal() instanceof Member member
                && member.role().reaches(Role.MEMBER);
        List<Row> rows = feeds.of(customer).stream().map(this::row).toList();
        return mayAct || !rows.isEmpty()
                ? Optional.of(pages.part(
                        "feed/panel", new Panel(customer.value(), rows, mayAct, csrf == null ? "" : csrf.getToken())))
                : Optional.empty();
    }

    @PostMapping("/customers/{id:\\d{1,18}}/feeds")
    ModelAndView add(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String url,
            @AuthenticationPrincipal Member member,
            RedirectAttributes redirect) {
        CustomerId customer = head(id);
        String address = address(url);
        Optional<String> refusal = http.refusal(address);
        redirect.addFlashAttribute(
                "notice",
                refusal.map(why -> "Not added. " + why)
                        .orElseGet(() -> feeds.add(customer, address, member.id())
                                ? "Added. It is read within a minute, and then at most once an hour."
                                : "Not added: " + Feeds.MOST + " feeds are enough. End one first."));
        return back(customer);
    }

    @PostMapping("/customers/{id:\\d{1,18}}/feeds/{feed:\\d{1,18}}/ending")
    ModelAndView end(@PathVariable long id, @PathVariable long feed, RedirectAttributes redirect) {
        CustomerId customer = head(id);
        if (!feeds.end(customer, new FeedId(feed))) throw missing();
        redirect.addFlashAttribute("notice", "It is read no more. What came by it stays in the history.");
        return back(customer);
    }

    /// As people copy it: without its scheme, or with that of feed readers.
    private static String address(String typed) {
        String plain = typed.strip().replaceFirst("^feed:(//)?(?=https?:)", "").replaceFirst("^feed://", "https://");
        return plain.matches("(?i)https?://.*") || plain.isEmpty() ? plain : "https://" + plain;
    }

    private Row row(Feed feed) {
        return new Row(
                feed,
                feed.lastAt() == null
                        ? null
                        : Moment.of(feed.lastAt(), clock.instant(), firms.ours().zone()));
    }

    private CustomerId head(long id) {
        return customers.card(identity.headOf(new CustomerId(id))).map(Card::id).orElseThrow(FeedPanel::missing);
    }

    private static ModelAndView back(CustomerId customer) {
        return new ModelAndView("redirect:/customers/" + customer.value());
    }

    private static ResponseStatusException missing() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
