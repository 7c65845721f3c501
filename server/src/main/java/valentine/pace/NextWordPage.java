package valentine.pace;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import valentine.conversation.ConversationId;
import valentine.team.Firms;
import valentine.team.Member;
import valentine.web.Pages;

/// Promises the next word of a conversation.
@Controller
@ConditionalOnWebApplication
class NextWordPage {
    private final NextWords nextWords;
    private final Firms firms;

    NextWordPage(NextWords nextWords, Firms firms) {
        this.nextWords = nextWords;
        this.firms = firms;
    }

    @PostMapping("/inbox/{id:\\d{1,18}}/next-word")
    ModelAndView promise(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable String due,
            @RequestParam(required = false) @Nullable String words,
            @RequestParam(required = false) @Nullable String tell,
            @AuthenticationPrincipal Member member,
            RedirectAttributes redirect) {
        redirect.addFlashAttribute("notice", answer(id, Pages.field(due), Pages.field(words), tell != null, member));
        return new ModelAndView("redirect:/inbox/" + id);
    }

    private String answer(long id, String due, String words, boolean tell, Member member) {
        Instant at;
        try {
            at = LocalDateTime.parse(due).atZone(firms.ours().zone()).toInstant();
        } catch (DateTimeException e) {
            return "Nothing was promised: choose a day and a time.";
        }
        if (words.length() > NextWords.LONGEST_WORDS) return "Nothing was promised: say it in 2,000 characters.";
        return switch (nextWords.promise(new ConversationId(id), at, tell ? words : "", member)) {
            case NextWords.Promised.Refused(var why) -> "Nothing was promised. " + why;
            case NextWords.Promised.Done(var _, var told) ->
                told
                        ? "Promised and told. The next answer of any of us keeps it."
                        : "Promised; the customer was not told. The next answer of any of us keeps it.";
        };
    }
}
