package valentine.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import valentine.team.Firms;
import valentine.team.Invites;
import valentine.team.Invites.Invite;
import valentine.team.Invites.Welcome.AddressTaken;
import valentine.team.Invites.Welcome.Joined;
import valentine.team.Invites.Welcome.Over;
import valentine.web.Pages;

/// Where somebody who was invited becomes a member.
@Controller
class InvitePage {
    private final Invites invites;
    private final Firms firms;
    private final Entry entry;
    private final Tries tries;
    private final Pages pages;

    InvitePage(Invites invites, Firms firms, Entry entry, Tries tries, Pages pages) {
        this.invites = invites;
        this.firms = firms;
        this.entry = entry;
        this.tries = tries;
        this.pages = pages;
    }

    record Page(
            String link,
            Invite invite,
            String firm,
            NewMember form,
            @Nullable String problem) {}

    @GetMapping("/invites/{link}")
    ModelAndView show(@PathVariable String link, HttpServletRequest request, HttpServletResponse response) {
        if (!tries.may(request, response)) {
            return pages.page("access/wait", Tries.TOO_OFTEN);
        }
        return page(link, new NewMember("", "", ""), null);
    }

    @PostMapping("/invites/{link}")
    ModelAndView accept(
            @PathVariable String link, NewMember form, HttpServletRequest request, HttpServletResponse response) {
        if (!tries.may(request, response)) {
            return pages.page("access/wait", Tries.TOO_OFTEN);
        }
        Optional<String> problem = form.problem();
        if (problem.isPresent()) {
            return refused(link, form, problem.get());
        }
        return switch (invites.accept(link, form.email(), form.name(), form.password())) {
            case Joined(var member) -> {
                entry.open(member, "invite", request, response);
                yield new ModelAndView("redirect:/");
            }
            case AddressTaken() ->
                refused(link, form, "Somebody here uses that e-mail address already. Choose another.");
            case Over() -> pages.page("access/link-over", "invite");
        };
    }

    private ModelAndView refused(String link, NewMember form, String problem) {
        ModelAndView again = page(link, form, problem);
        again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return again;
    }

    private ModelAndView page(String link, NewMember form, @Nullable String problem) {
        return invites.of(link)
                .map(invite -> pages.page(
                        "access/invite", new Page(link, invite, firms.ours().name(), form, problem)))
                .orElseGet(() -> pages.page("access/link-over", "invite"));
    }
}
