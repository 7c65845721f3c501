package valentine.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import valentine.factor.Passkeys;
import valentine.factor.Passkeys.Asked;
import valentine.factor.Passkeys.Owner;
import valentine.factor.Site;
import valentine.team.Member;
import valentine.team.MemberId;
import valentine.team.Members;
import valentine.team.Sessions;

/// What `passkey.js` talks to: the questions that a passkey signs, and its answers.
@Controller
class PasskeyPages {
    private static final String ME = "redirect:/settings/me";

    private final Passkeys passkeys;
    private final Members members;
    private final Sessions sessions;
    private final Entry entry;
    private final Tries tries;

    PasskeyPages(Passkeys passkeys, Members members, Sessions sessions, Entry entry, Tries tries) {
        this.passkeys = passkeys;
        this.members = members;
        this.sessions = sessions;
        this.entry = entry;
        this.tries = tries;
    }

    @PostMapping(path = "/sign-in/passkey/question", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> ask(HttpServletRequest request, HttpServletResponse response) {
        Site site = site(request);
        if (!tries.may(request, response)) {
            return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS).body("{}");
        }
        return site.canHavePasskeys()
                ? json(passkeys.ask(site))
                : ResponseEntity.status(HttpStatus.CONFLICT).body("{}");
    }

    @PostMapping(path = "/sign-in/passkey", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, String>> signIn(
            @RequestParam String token,
            @RequestParam String answer,
            @RequestParam(defaultValue = "/") String next,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!tries.may(request, response)) {
            return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS).body(Map.of("problem", Tries.TOO_OFTEN));
        }
        Optional<Member> member =
                passkeys.signIn(site(request), token, answer).flatMap(number -> members.one(new MemberId(number)));
        if (member.isEmpty()) {
            tries.failed(null, "passkey");
            return ResponseEntity.unprocessableContent()
                    .body(Map.of("problem", "That passkey is not known here. Sign in with your password."));
        }
        entry.open(member.get(), "passkey", request, response);
        return ResponseEntity.ok(Map.of("next", Entry.ownPath(next)));
    }

    @PostMapping(path = "/settings/me/passkeys/question", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> askForNew(@AuthenticationPrincipal Member member, HttpServletRequest request) {
        Site site = site(request);
        if (!isFresh(request)) {
            return ResponseEntity.status(HttpStatus.CONFLICT).body("{}");
        }
        return (site.canHavePasskeys() ? passkeys.askForNew(owner(member), site) : Optional.<Asked>empty())
                .map(PasskeyPages::json)
                .orElseGet(() -> ResponseEntity.status(HttpStatus.CONFLICT).body("{}"));
    }

    @PostMapping(path = "/settings/me/passkeys", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, String>> add(
            @RequestParam String token,
            @RequestParam String answer,
            @RequestParam String label,
            @AuthenticationPrincipal Member member,
            HttpServletRequest request) {
        String name = label.isBlank() || label.strip().length() > Passkeys.LONGEST_LABEL ? "Passkey" : label.strip();
        return isFresh(request) && passkeys.add(owner(member), site(request), token, name, answer)
                ? ResponseEntity.ok(Map.of("next", "/settings/me"))
                : ResponseEntity.unprocessableContent()
                        .body(Map.of(
                                "problem", "That passkey could not be kept. Load the page again and try once more."));
    }

    @PostMapping("/settings/me/passkeys/{id:\\d{1,18}}/removal")
    ModelAndView remove(
            @PathVariable long id,
            @AuthenticationPrincipal Member member,
            HttpServletRequest request,
            RedirectAttributes redirect) {
        if (!isFresh(request)) {
            redirect.addFlashAttribute("notice", MePage.PROVE);
            return new ModelAndView(ME);
        }
        if (!passkeys.remove(member.id().value(), id)) {
            throw MePage.missing();
        }
        redirect.addFlashAttribute("notice", "The passkey is forgotten here. Delete it on your device too.");
        return new ModelAndView(ME);
    }

    private boolean isFresh(HttpServletRequest request) {
        return Entry.token(request, Entry.SESSION).filter(sessions::isFresh).isPresent();
    }

    private static Owner owner(Member member) {
        return new Owner(member.id().value(), member.email(), member.name());
    }

    private static ResponseEntity<String> json(Asked asked) {
        return ResponseEntity.ok("{\"token\":\"" + asked.token() + "\",\"options\":" + asked.options() + "}");
    }

    static Site site(HttpServletRequest request) {
        return new Site(request.getServerName(), request.getServerPort());
    }
}
