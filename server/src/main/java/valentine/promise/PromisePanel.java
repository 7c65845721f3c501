package valentine.promise;

import gg.jte.Content;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import valentine.customer.AccountId;
import valentine.customer.AccountPanel;
import valentine.customer.CustomerId;
import valentine.customer.CustomerPanel;
import valentine.team.Member;
import valentine.team.MemberId;
import valentine.team.Role;
import valentine.web.Pages;

/// What we promised a customer or an account, on their page, and a line to promise more.
@Component
@ConditionalOnWebApplication
class PromisePanel implements CustomerPanel, AccountPanel {
    private static final int ORDER = 300;
    private static final int SHOWN = 6;

    private final Promises promises;
    private final Names names;
    private final Clock clock;
    private final Pages pages;
    /// Stands for the request that is being answered.
    private final HttpServletRequest request;

    PromisePanel(Promises promises, Names names, Clock clock, Pages pages, HttpServletRequest request) {
        this.promises = promises;
        this.names = names;
        this.clock = clock;
        this.pages = pages;
        this.request = request;
    }

    /// @param customer whose it is, empty for an account
    /// @param named whether each is shown with whom it was made to
    /// @param may whether whoever looks may promise
    record Panel(
            List<Line> lines, boolean more, String customer, String account, boolean named, boolean may, String csrf) {
        Panel {
            lines = List.copyOf(lines);
        }
    }

    @Override
    public int order() {
        return ORDER;
    }

    @Override
    public Optional<Content> show(CustomerId customer) {
        if (request.getParameter("as-of") != null) return Optional.empty();
        return show(promises.of(customer, null, SHOWN + 1), Long.toString(customer.value()), "");
    }

    @Override
    public Optional<Content> show(AccountId account) {
        return show(promises.of(account, null, SHOWN + 1), "", Long.toString(account.value()));
    }

    private Optional<Content> show(List<Promise> found, String customer, String account) {
        boolean may = request.getUserPrincipal() instanceof Authentication signedIn
                && signedIn.getPrincipal() instanceof Member member
                && member.role().reaches(Role.MEMBER);
        if (found.isEmpty() && !may) return Optional.empty();
        Instant now = clock.instant();
        Map<MemberId, String> all = names.all();
        CsrfToken csrf = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
        return Optional.of(pages.part(
                "promise/panel",
                new Panel(
                        found.stream()
                                .limit(SHOWN)
                                .map(promise -> Line.of(promise, now, all))
                                .toList(),
                        found.size() > SHOWN,
                        customer,
                        account,
                        customer.isEmpty(),
                        may,
                        csrf == null ? "" : csrf.getToken())));
    }
}
