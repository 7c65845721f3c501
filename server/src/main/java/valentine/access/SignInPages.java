package valentine.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import valentine.factor.Apps;
import valentine.factor.RecoveryCodes;
import valentine.factor.Site;
import valentine.team.Member;
import valentine.team.Members;
import valentine.team.Members.Link;
import valentine.web.Pages;

/// Sign-in by password or link, the second step, and sign-out.
@Controller
class SignInPages {
    private static final String WRONG = "That e-mail address and password do not belong together. Try again.";
    private static final String WRONG_CODE = "That code is not good, or was used already. Wait for the next one.";

    private final Members members;
    private final Apps apps;
    private final RecoveryCodes recoveryCodes;
    private final Entry entry;
    private final Tries tries;
    private final Pages pages;

    SignInPages(Members members, Apps apps, RecoveryCodes recoveryCodes, Entry entry, Tries tries, Pages pages) {
        this.members = members;
        this.apps = apps;
        this.recoveryCodes = recoveryCodes;
        this.entry = entry;
        this.tries = tries;
        this.pages = pages;
    }

    record SignInPage(
            String email,
            String next,
            boolean passkeys,
            @Nullable String problem) {}

    record StepPage(String next, @Nullable String problem) {}

    @GetMapping("/sign-in")
    ModelAndView signIn(@RequestParam(defaultValue = "/") String next, HttpServletRequest request) {
        return request.getUserPrincipal() != null
                ? new ModelAndView("redirect:/")
                : pages.page("access/sign-in", new SignInPage("", next, canHavePasskeys(request), null));
    }

    @PostMapping("/sign-in")
    ModelAndView signIn(
            @RequestParam String email,
            @RequestParam String password,
            @RequestParam(defaultValue = "/") String next,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!tries.may(request, response, Members.normal(email))) {
            return pages.page("access/sign-in", new SignInPage(email, next, canHavePasskeys(request), Tries.TOO_OFTEN));
        }
        Optional<Member> member = members.signIn(email, password);
        if (member.isEmpty()) {
            tries.failed(null, "password");
            ModelAndView again =
                    pages.page("access/sign-in", new SignInPage(email, next, canHavePasskeys(request), WRONG));
            again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return again;
        }
        if (apps.isOn(member.get().id().value())) {
            String step = members.secondStep(member.get());
            Entry.set(response, request, Entry.SECOND_STEP, step, Duration.ofMinutes(10));
            return new ModelAndView("redirect:/sign-in/code?next=" + Entry.ownPath(next));
        }
        entry.open(member.get(), "password", request, response);
        return new ModelAndView("redirect:" + Entry.ownPath(next));
    }

    @GetMapping("/sign-in/code")
    ModelAndView code(@RequestParam(defaultValue = "/") String next, HttpServletRequest request) {
        return owing(request).isPresent()
                ? pages.page("access/code", new StepPage(next, null))
                : new ModelAndView("redirect:/sign-in");
    }

    @PostMapping("/sign-in/code")
    ModelAndView code(
            @RequestParam String code,
            @RequestParam(defaultValue = "/") String next,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Member> owing = owing(request);
        if (owing.isEmpty()) {
            return new ModelAndView("redirect:/sign-in");
        }
        Member member = owing.get();
        if (!tries.mayCode(request, response, member)) {
            return pages.page("access/code", new StepPage(next, Tries.TOO_OFTEN));
        }
        long number = member.id().value();
        boolean byApp = apps.check(number, code);
        if (!byApp && !recoveryCodes.use(number, code)) {
            tries.failed(member, "code");
            ModelAndView again = pages.page("access/code", new StepPage(next, WRONG_CODE));
            again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return again;
        }
        Entry.token(request, Entry.SECOND_STEP).ifPresent(step -> members.signIn(step, Link.SECOND_STEP));
        entry.open(member, byApp ? "password and code" : "password and recovery code", request, response);
        return new ModelAndView("redirect:" + Entry.ownPath(next));
    }

    @GetMapping("/sign-in/{link}")
    ModelAndView link(@PathVariable String link, HttpServletRequest request, HttpServletResponse response) {
        if (!tries.may(request, response)) {
            return pages.page("access/wait", Tries.TOO_OFTEN);
        }
        return members.isGood(link, Link.SIGN_IN)
                ? pages.page("access/sign-in-link", link)
                : pages.page("access/link-over", "sign-in");
    }

    @PostMapping("/sign-in/{link}")
    ModelAndView byLink(@PathVariable String link, HttpServletRequest request, HttpServletResponse response) {
        if (!tries.may(request, response)) {
            return pages.page("access/wait", Tries.TOO_OFTEN);
        }
        Optional<Member> member = members.signIn(link, Link.SIGN_IN);
        if (member.isEmpty()) {
            tries.failed(null, "link");
            return pages.page("access/link-over", "sign-in");
        }
        entry.open(member.get(), "link", request, response);
        return new ModelAndView("redirect:/");
    }

    @PostMapping("/sign-out")
    ModelAndView signOut(HttpServletRequest request, HttpServletResponse response) {
        entry.close(request, response);
        return new ModelAndView("redirect:/sign-in");
    }

    private Optional<Member> owing(HttpServletRequest request) {
        return Entry.token(request, Entry.SECOND_STEP).flatMap(step -> members.of(step, Link.SECOND_STEP));
    }

    private static boolean canHavePasskeys(HttpServletRequest request) {
        return new Site(request.getServerName(), request.getServerPort()).canHavePasskeys();
    }
}
