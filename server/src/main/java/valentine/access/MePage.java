package valentine.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
import valentine.factor.Apps;
import valentine.factor.Apps.Offer;
import valentine.factor.Passkeys;
import valentine.factor.Passkeys.Passkey;
import valentine.factor.RecoveryCodes;
import valentine.team.Firm;
import valentine.team.Firms;
import valentine.team.Member;
import valentine.team.Members;
import valentine.team.Sessions;
import valentine.team.Sessions.Session;
import valentine.web.Moment;
import valentine.web.Pages;

/// Each member's own security: password, app, passkeys, recovery codes and where he is signed in.
@Controller
class MePage {
    static final String PROVE = "First show that it is you: enter your password below.";
    private static final String ME = "redirect:/settings/me";

    private final Members members;
    private final Sessions sessions;
    private final Apps apps;
    private final RecoveryCodes recoveryCodes;
    private final Passkeys passkeys;
    private final Firms firms;
    private final Tries tries;
    private final Pages pages;
    private final Clock clock;

    MePage(
            Members members,
            Sessions sessions,
            Apps apps,
            RecoveryCodes recoveryCodes,
            Passkeys passkeys,
            Firms firms,
            Tries tries,
            Pages pages,
            Clock clock) {
        this.members = members;
        this.sessions = sessions;
        this.apps = apps;
        this.recoveryCodes = recoveryCodes;
        this.passkeys = passkeys;
        this.firms = firms;
        this.tries = tries;
        this.pages = pages;
        this.clock = clock;
    }

    /// @param fresh whether what lets somebody in may be changed without a further proof
    /// @param offer what an app needs to know, while one is being added
    /// @param codes recovery codes just made, shown this once
    record Page(
            Member member,
            boolean fresh,
            boolean app,
            @Nullable Offer offer,
            int codesLeft,
            List<String> codes,
            List<Passkey> passkeys,
            boolean canHavePasskeys,
            List<Session> sessions,
            Firm firm,
            Instant now,
            @Nullable String problem) {
        Moment moment(Instant at) {
            return Moment.of(at, now, firm.zone());
        }
    }

    private record Shown(
            @Nullable Offer offer,
            List<String> codes,
            @Nullable String problem) {
        static final Shown NOTHING = new Shown(null, List.of(), null);

        static Shown problem(String problem) {
            return new Shown(null, List.of(), problem);
        }
    }

    @GetMapping("/settings/me")
    ModelAndView show(@AuthenticationPrincipal Member member, HttpServletRequest request) {
        return page(member, request, Shown.NOTHING);
    }

    @PostMapping("/settings/me/proof")
    ModelAndView prove(
            @RequestParam String password,
            @AuthenticationPrincipal Member member,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!tries.may(request, response, member.email())) {
            return page(member, request, Shown.problem(Tries.TOO_OFTEN));
        }
        if (!members.knows(member.id(), password)) {
            tries.failed(member, "password");
            return refused(member, request, Shown.problem("That is not your password."));
        }
        sessions.proved(token(request));
        return new ModelAndView(ME);
    }

    @PostMapping("/settings/me/password")
    ModelAndView changePassword(
            @RequestParam String password,
            @AuthenticationPrincipal Member member,
            HttpServletRequest request,
            RedirectAttributes redirect) {
        if (!isFresh(request)) {
            return prove(redirect);
        }
        Optional<String> problem = NewMember.problemOf(password);
        if (problem.isPresent()) {
            return refused(member, request, Shown.problem(problem.get()));
        }
        members.changePassword(member.id(), password);
        sessions.endOthers(member, token(request));
        return done(redirect, "Your password is changed, and every other device is signed out.");
    }

    @PostMapping("/settings/me/app")
    ModelAndView beginApp(
            @AuthenticationPrincipal Member member, HttpServletRequest request, RedirectAttributes redirect) {
        if (!isFresh(request)) {
            return prove(redirect);
        }
        return apps.begin(member.id().value(), firms.ours().name(), member.email())
                .map(offer -> page(member, request, new Shown(offer, List.of(), null)))
                .orElseGet(() -> new ModelAndView(ME));
    }

    @PostMapping("/settings/me/app/confirmation")
    ModelAndView confirmApp(
            @RequestParam String code,
            @AuthenticationPrincipal Member member,
            HttpServletRequest request,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        if (!isFresh(request)) {
            return prove(redirect);
        }
        if (!tries.mayCode(request, response, member)) {
            return page(member, request, Shown.problem(Tries.TOO_OFTEN));
        }
        long number = member.id().value();
        if (!apps.confirm(number, code)) {
            return apps.waiting(number, firms.ours().name(), member.email())
                    .map(offer -> refused(
                            member,
                            request,
                            new Shown(
                                    offer, List.of(), "That is not the code of now. Wait for the next and try again.")))
                    .orElseGet(() -> new ModelAndView(ME));
        }
        return page(member, request, new Shown(null, recoveryCodes.make(number), null));
    }

    @PostMapping("/settings/me/app/removal")
    ModelAndView removeApp(
            @AuthenticationPrincipal Member member, HttpServletRequest request, RedirectAttributes redirect) {
        if (!isFresh(request)) {
            return prove(redirect);
        }
        apps.remove(member.id().value());
        recoveryCodes.forget(member.id().value());
        return done(redirect, "The app is off. From now on your password is enough.");
    }

    @PostMapping("/settings/me/recovery-codes")
    ModelAndView makeCodes(
            @AuthenticationPrincipal Member member, HttpServletRequest request, RedirectAttributes redirect) {
        if (!isFresh(request)) {
            return prove(redirect);
        }
        long number = member.id().value();
        return apps.isOn(number)
                ? page(member, request, new Shown(null, recoveryCodes.make(number), null))
                : new ModelAndView(ME);
    }

    @PostMapping("/settings/me/sessions/{id:\\d{1,18}}/ending")
    ModelAndView endSession(
            @PathVariable long id, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        if (!sessions.end(member, id)) {
            throw missing();
        }
        return done(redirect, "That device is signed out.");
    }

    @PostMapping("/settings/me/sessions/ending")
    ModelAndView endOtherSessions(
            @AuthenticationPrincipal Member member, HttpServletRequest request, RedirectAttributes redirect) {
        sessions.endOthers(member, token(request));
        return done(redirect, "Every other device is signed out.");
    }

    static ResponseStatusException missing() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }

    private ModelAndView refused(Member member, HttpServletRequest request, Shown shown) {
        ModelAndView again = page(member, request, shown);
        again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return again;
    }

    private ModelAndView page(Member member, HttpServletRequest request, Shown shown) {
        long number = member.id().value();
        return pages.page(
                "access/me",
                new Page(
                        member,
                        isFresh(request),
                        apps.isOn(number),
                        shown.offer(),
                        recoveryCodes.left(number),
                        shown.codes(),
                        passkeys.all(number),
                        PasskeyPages.site(request).canHavePasskeys(),
                        sessions.all(member.id(), token(request)),
                        firms.ours(),
                        clock.instant(),
                        shown.problem()));
    }

    private static ModelAndView prove(RedirectAttributes redirect) {
        return done(redirect, PROVE);
    }

    private static ModelAndView done(RedirectAttributes redirect, String notice) {
        redirect.addFlashAttribute("notice", notice);
        return new ModelAndView(ME);
    }

    private boolean isFresh(HttpServletRequest request) {
        return sessions.isFresh(token(request));
    }

    private static String token(HttpServletRequest request) {
        return Entry.token(request, Entry.SESSION).orElse("");
    }
}
