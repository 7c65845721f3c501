package valentine.conversation;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import valentine.team.BranchId;
import valentine.team.Firms;
import valentine.team.Member;
import valentine.team.MemberId;
import valentine.web.Pages;

/// Puts a conversation into another that is about the same, and takes it out again.
@Controller
@ConditionalOnWebApplication
class MergePages {
    private static final int OFFERED = 20;

    private final Conversations conversations;
    private final ConversationPage page;
    private final Names names;
    private final Firms firms;
    private final Clock clock;
    private final Pages pages;

    MergePages(Conversations conversations, ConversationPage page, Names names, Firms firms, Clock clock, Pages pages) {
        this.conversations = conversations;
        this.page = page;
        this.names = names;
        this.firms = firms;
        this.clock = clock;
        this.pages = pages;
    }

    /// @param offered other conversations of the same customer
    record Page(Row row, List<Row> offered, @Nullable String problem) {}

    @GetMapping("/inbox/{id:\\d{1,18}}/merge")
    ModelAndView ask(@PathVariable long id) {
        return conversations
                .find(new ConversationId(id))
                .map(found -> page(found, null))
                .orElseGet(page::unknown);
    }

    @PostMapping("/inbox/{id:\\d{1,18}}/merge")
    ModelAndView merge(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String into,
            @AuthenticationPrincipal Member member,
            RedirectAttributes redirect) {
        Optional<Conversation> found = conversations.find(new ConversationId(id));
        if (found.isEmpty()) return page.unknown();
        String number = into.strip().replaceFirst("^.*/inbox/", "").replaceFirst("^#", "");
        if (!number.matches("\\d{1,18}")) return page(found.get(), "Choose a conversation, or paste its address.");
        ConversationId target = new ConversationId(Long.parseLong(number));
        if (!conversations.merge(found.get().id(), target, By.member(member.id()))) {
            return page(found.get(), "There is no other conversation of this number.");
        }
        redirect.addFlashAttribute("notice", "They are one conversation now. It can be taken apart again.");
        return new ModelAndView("redirect:/inbox/" + target.value() + "?merged=yes");
    }

    @PostMapping("/inbox/{id:\\d{1,18}}/parting")
    ModelAndView part(@PathVariable long id, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        ConversationId asked = new ConversationId(id);
        if (conversations.find(asked).isEmpty()) return page.unknown();
        if (conversations.part(asked, By.member(member.id()))) {
            redirect.addFlashAttribute("notice", "It stands for itself again, as it was.");
        }
        return new ModelAndView("redirect:/inbox/" + id + "?parted=yes");
    }

    private ModelAndView page(Conversation conversation, @Nullable String problem) {
        Instant now = clock.instant();
        ZoneId zone = firms.ours().zone();
        Map<MemberId, String> members = names.ofMembers();
        Map<BranchId, String> branches = names.ofBranches();
        ModelAndView page = pages.page(
                "conversation/merge",
                new Page(
                        Row.of(conversation, members, branches, now, zone),
                        conversations.of(conversation.customer(), OFFERED).stream()
                                .filter(other -> !other.id().equals(conversation.id()))
                                .map(other -> Row.of(other, members, branches, now, zone))
                                .toList(),
                        problem));
        if (problem != null) page.setStatus(org.springframework.http.HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }
}
