package valentine.conversation;

import gg.jte.Content;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import valentine.customer.CustomerId;
import valentine.customer.CustomerPanel;
import valentine.team.BranchId;
import valentine.team.Firms;
import valentine.team.Member;
import valentine.team.MemberId;
import valentine.team.Role;
import valentine.web.Pages;

/// A customer's conversations on his page, and the way to write to him.
@Component
@ConditionalOnWebApplication
class ConversationPanel implements CustomerPanel {
    private static final int ORDER = 250;
    private static final int SHOWN = 5;

    private final Conversations conversations;
    private final Names names;
    private final Firms firms;
    private final Clock clock;
    private final Pages pages;
    /// Stands for the request that is being answered.
    private final HttpServletRequest request;

    ConversationPanel(
            Conversations conversations,
            Names names,
            Firms firms,
            Clock clock,
            Pages pages,
            HttpServletRequest request) {
        this.conversations = conversations;
        this.names = names;
        this.firms = firms;
        this.clock = clock;
        this.pages = pages;
        this.request = request;
    }

    /// @param may whether whoever looks may write to him
    record Panel(List<Row> rows, long customer, boolean may) {}

    @Override
    public int order() {
        return ORDER;
    }

    @Override
    public Optional<Content> show(CustomerId customer) {
        if (request.getParameter("as-of") != null) return Optional.empty();
        boolean may = request.getUserPrincipal() instanceof Authentication signedIn
                && signedIn.getPrincipal() instanceof Member member
                && member.role().reaches(Role.MEMBER);
        List<Conversation> found = conversations.of(customer, SHOWN);
        if (found.isEmpty() && !may) return Optional.empty();
        Instant now = clock.instant();
        ZoneId zone = firms.ours().zone();
        Map<MemberId, String> members = names.ofMembers();
        Map<BranchId, String> branches = names.ofBranches();
        return Optional.of(pages.part(
                "conversation/panel",
                new Panel(
                        found.stream()
                                .filter(one -> !(request.getRequestURI() + "/")
                                        .startsWith("/inbox/" + one.id().value() + "/"))
                                .map(one -> Row.of(one, members, branches, now, zone))
                                .toList(),
                        customer.value(),
                        may)));
    }
}
