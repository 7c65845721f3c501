package valentine.conversation;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import valentine.team.Firms;
import valentine.team.Member;
import valentine.web.Pages;

/// The replies that are written once and used often.
@Controller
@ConditionalOnWebApplication
class CannedPage {
    private final CannedReplies replies;
    private final Firms firms;
    private final Pages pages;

    CannedPage(CannedReplies replies, Firms firms, Pages pages) {
        this.replies = replies;
        this.firms = firms;
        this.pages = pages;
    }

    /// A reply, and how it reads for a customer called Anna Berg.
    record Shown(CannedReplies.Canned canned, String example) {}

    record Page(
            List<Shown> replies,
            String code,
            String text,
            @Nullable String problem) {}

    @GetMapping("/inbox/replies")
    ModelAndView show(@AuthenticationPrincipal Member member) {
        return page("", "", null, member);
    }

    @PostMapping("/inbox/replies")
    ModelAndView keep(
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String text,
            @AuthenticationPrincipal Member member,
            RedirectAttributes redirect) {
        Optional<String> problem = replies.keep(code, text, By.member(member.id()));
        if (problem.isPresent()) {
            ModelAndView again =
                    page(Ends.line(code, 60), Ends.typed(text, CannedReplies.LONGEST), problem.get(), member);
            again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return again;
        }
        redirect.addFlashAttribute("notice", "Saved. Type / in the editor to use it.");
        return new ModelAndView("redirect:/inbox/replies");
    }

    @PostMapping("/inbox/replies/{id:\\d{1,18}}/removal")
    ModelAndView remove(@PathVariable long id) {
        replies.remove(id);
        return new ModelAndView("redirect:/inbox/replies");
    }

    private ModelAndView page(String code, String text, @Nullable String problem, Member member) {
        var words = Wording.of("Anna Berg", member.name(), firms.ours().name());
        List<Shown> shown = replies.all().stream()
                .map(one -> new Shown(one, Wording.filled(one.text(), words)))
                .toList();
        return pages.page("conversation/replies", new Page(shown, code, text, problem));
    }
}
