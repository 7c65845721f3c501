package valentine.team;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import valentine.team.Keys.Made;
import valentine.team.Keys.Purpose;
import valentine.web.Moment;
import valentine.web.Pages;

/// The secret keys: made, shown once, revoked.
@Controller
class KeyPage {
    private final Keys keys;
    private final Members members;
    private final Firms firms;
    private final Pages pages;
    private final Clock clock;

    KeyPage(Keys keys, Members members, Firms firms, Pages pages, Clock clock) {
        this.keys = keys;
        this.members = members;
        this.firms = firms;
        this.pages = pages;
        this.clock = clock;
    }

    record Page(
            List<Keys.Key> keys,
            Map<MemberId, String> names,
            @Nullable Made made,
            String name,
            @Nullable String problem,
            Firm firm,
            Instant now) {
        Moment moment(Instant at) {
            return Moment.of(at, now, firm.zone());
        }

        String maker(Keys.Key key) {
            return AuditPage.said(key.madeBy(), names);
        }
    }

    @GetMapping("/settings/keys")
    ModelAndView show() {
        return page(null, "", null);
    }

    /// The text is in this answer and nowhere else.
    @PostMapping("/settings/keys")
    ModelAndView make(
            @RequestParam String name,
            @RequestParam(defaultValue = "false") boolean work,
            @AuthenticationPrincipal Member member) {
        if (name.isBlank() || name.strip().length() > Keys.LONGEST_NAME) {
            ModelAndView again = page(null, name, "Name the key, in at most " + Keys.LONGEST_NAME + " characters.");
            again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return again;
        }
        return page(keys.make(work ? Purpose.WORK : Purpose.SECRET, name, member.actor()), "", null);
    }

    @PostMapping("/settings/keys/{id:\\d{1,18}}/revocation")
    ModelAndView revoke(@PathVariable long id, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        // Write keys end with their source, not here.
        if (keys.one(Purpose.SECRET, new KeyId(id))
                .or(() -> keys.one(Purpose.WORK, new KeyId(id)))
                .isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        keys.revoke(new KeyId(id), member.actor());
        redirect.addFlashAttribute("notice", "The key is revoked. Whatever used it is refused from now on.");
        return new ModelAndView("redirect:/settings/keys");
    }

    private ModelAndView page(@Nullable Made made, String name, @Nullable String problem) {
        return pages.page(
                "team/keys",
                new Page(
                        Stream.concat(keys.all(Purpose.WORK).stream(), keys.all(Purpose.SECRET).stream())
                                .toList(),
                        members.names(),
                        made,
                        name,
                        problem,
                        firms.ours(),
                        clock.instant()));
    }
}
