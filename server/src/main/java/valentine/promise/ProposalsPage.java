package valentine.promise;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import valentine.team.Member;
import valentine.web.Moment;
import valentine.web.Pages;

/// Promises found in what we sent, to accept or dismiss.
@Controller
@ConditionalOnWebApplication
class ProposalsPage {
    private final Proposals proposals;
    private final ProposalTable table;
    private final Clock clock;
    private final Pages pages;

    ProposalsPage(Proposals proposals, ProposalTable table, Clock clock, Pages pages) {
        this.proposals = proposals;
        this.table = table;
        this.clock = clock;
        this.pages = pages;
    }

    /// @param toast what was just decided, while it can be taken back
    /// @param refused why the last answer could not be carried out
    record Page(
            List<Item> items,
            @Nullable Toast toast,
            @Nullable String refused) {
        Page {
            items = List.copyOf(items);
        }
    }

    record Item(Proposal proposal, Moment said, String due) {
        String name() {
            return proposal.name().isBlank() ? "No name" : proposal.name();
        }
    }

    record Toast(long proposal, String said) {}

    @GetMapping("/promises/proposals")
    ModelAndView show(@RequestParam(required = false) @Nullable Long decided, @AuthenticationPrincipal Member member) {
        return pages.page("promise/proposals", page(decided == null ? null : toast(decided, member), null));
    }

    @PostMapping("/promises/proposals/{id:\\d{1,18}}/decision")
    ModelAndView decide(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String answer,
            @AuthenticationPrincipal Member member,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String inPlace) {
        String refused = null;
        if (answer.equals("dismiss")) proposals.dismiss(id, member.id());
        if (answer.equals("accept")) {
            Optional<Answer> made = proposals.accept(id, member);
            refused = made.filter(Answer.Refused.class::isInstance)
                    .map(why -> ((Answer.Refused) why).why())
                    .orElse(null);
        }
        if (inPlace == null && refused == null) return new ModelAndView("redirect:/promises/proposals?decided=" + id);
        return pages.page(
                inPlace == null ? "promise/proposals" : "promise/proposal-list", page(toast(id, member), refused));
    }

    @PostMapping("/promises/proposals/{id:\\d{1,18}}/undoing")
    ModelAndView undo(
            @PathVariable long id,
            @AuthenticationPrincipal Member member,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String inPlace) {
        proposals.undo(id, member.id());
        return inPlace == null
                ? new ModelAndView("redirect:/promises/proposals")
                : pages.page("promise/proposal-list", page(null, null));
    }

    private Page page(@Nullable Toast toast, @Nullable String refused) {
        Instant now = clock.instant();
        return new Page(
                proposals.all().stream()
                        .map(proposal -> new Item(
                                proposal,
                                Moment.of(proposal.saidAt(), now, proposal.zone()),
                                Line.inFull(proposal.deadline())))
                        .toList(),
                toast,
                refused);
    }

    private @Nullable Toast toast(long id, Member member) {
        if (!proposals.isUndoable(id, member.id())) return null;
        return table.last(id)
                .map(verdict -> new Toast(id, verdict.promise() == null ? "Dismissed." : "Promised."))
                .orElse(null);
    }
}
