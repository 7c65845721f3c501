package valentine.transparency;

import gg.jte.Content;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import valentine.customer.CustomerId;
import valentine.customer.CustomerPanel;
import valentine.team.Firms;
import valentine.team.Member;
import valentine.team.Role;
import valentine.web.Moment;
import valentine.web.Pages;

/// What a customer allows, his sensitive fields closed, and the way to who looked, on his page.
@Component
@ConditionalOnWebApplication
class PrivacyPanel implements CustomerPanel {
    private static final int ORDER = 800;
    private static final int SHOWN = 6;

    private final Consents consents;
    private final SensitiveFields fields;
    private final Firms firms;
    private final Clock clock;
    private final Pages pages;
    /// Stands for the request that is being answered.
    private final HttpServletRequest request;

    PrivacyPanel(
            Consents consents,
            SensitiveFields fields,
            Firms firms,
            Clock clock,
            Pages pages,
            HttpServletRequest request) {
        this.consents = consents;
        this.fields = fields;
        this.firms = firms;
        this.clock = clock;
        this.pages = pages;
        this.request = request;
    }

    record Panel(
            long customer,
            List<Consents.Choice> choices,
            List<Said> said,
            List<SensitiveFields.Held> held,
            boolean mayChange,
            String csrf) {}

    /// A statement as a person reads it.
    record Said(long id, String words, String how, Moment at) {}

    @Override
    public int order() {
        return ORDER;
    }

    @Override
    public Optional<Content> show(CustomerId customer) {
        Instant now = clock.instant();
        List<Said> said = consents.said(customer, SHOWN).stream()
                .map(entry -> new Said(
                        entry.id(),
                        "“" + entry.purposeName() + "” by "
                                + entry.statement().channel().label() + ": "
                                + entry.statement().word().told(),
                        how(entry.statement()),
                        Moment.of(entry.statement().at(), now, firms.ours().zone())))
                .toList();
        CsrfToken csrf = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
        return Optional.of(pages.part(
                "transparency/panel",
                new Panel(
                        customer.value(),
                        consents.choices(customer, Channel.EMAIL),
                        said,
                        fields.of(customer),
                        mayChange(),
                        csrf == null ? "" : csrf.getToken())));
    }

    private boolean mayChange() {
        return request.getUserPrincipal() instanceof Authentication authentication
                && authentication.getPrincipal() instanceof Member member
                && member.role().reaches(Role.MEMBER);
    }

    private static String how(Statement said) {
        return switch (said.origin()) {
            case CUSTOMER -> "by himself on his own page";
            case MEMBER -> "told to one of us";
            case PROGRAM -> "told by a program";
            case FILE -> "from a file";
        };
    }
}
