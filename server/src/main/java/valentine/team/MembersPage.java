package valentine.team;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
import valentine.team.Branches.Branch;
import valentine.team.Invites.Invite;
import valentine.web.Moment;
import valentine.web.Pages;

/// Who works here: invites, roles, branches, and letting somebody go.
@Controller
class MembersPage {
    private static final String HERE = "redirect:/settings/members";
    private static final String LAST_OWNER = "The last owner stays one: make somebody else an owner first.";

    private final Members members;
    private final Invites invites;
    private final Branches branches;
    private final Firms firms;
    private final Pages pages;
    private final Clock clock;

    MembersPage(Members members, Invites invites, Branches branches, Firms firms, Pages pages, Clock clock) {
        this.members = members;
        this.invites = invites;
        this.branches = branches;
        this.firms = firms;
        this.pages = pages;
        this.clock = clock;
    }

    /// @param link an invite just made, shown this once
    record Page(
            Member self,
            List<Member> members,
            List<Invite> invites,
            List<Branch> branches,
            Map<MemberId, Set<BranchId>> belonging,
            @Nullable String link,
            Firm firm,
            Instant now,
            @Nullable String problem) {
        Moment moment(Instant at) {
            return Moment.of(at, now, firm.zone());
        }

        boolean belongs(Member member, Branch branch) {
            return belonging.getOrDefault(member.id(), Set.of()).contains(branch.id());
        }
    }

    @GetMapping("/settings/members")
    ModelAndView show(@AuthenticationPrincipal Member self) {
        return page(self, null, null);
    }

    /// The link is in this answer and nowhere else.
    @PostMapping("/settings/members/invites")
    ModelAndView invite(@RequestParam String role, @AuthenticationPrincipal Member self, HttpServletRequest request) {
        String path = invites.make(role(role), self);
        String port = Set.of(80, 443).contains(request.getServerPort()) ? "" : ":" + request.getServerPort();
        return page(self, request.getScheme() + "://" + request.getServerName() + port + path, null);
    }

    @PostMapping("/settings/members/invites/{id:\\d{1,18}}/withdrawal")
    ModelAndView withdraw(@PathVariable long id, @AuthenticationPrincipal Member self, RedirectAttributes redirect) {
        return done(invites.withdraw(new InviteId(id), self.actor()), redirect, "That link opens nothing any more.");
    }

    @PostMapping("/settings/members/{id:\\d{1,18}}/role")
    ModelAndView changeRole(
            @PathVariable long id,
            @RequestParam String role,
            @AuthenticationPrincipal Member self,
            RedirectAttributes redirect) {
        return answer(
                members.changeRole(new MemberId(id), role(role), self.actor()), self, redirect, "The role is changed.");
    }

    @PostMapping("/settings/members/{id:\\d{1,18}}/removal")
    ModelAndView remove(@PathVariable long id, @AuthenticationPrincipal Member self, RedirectAttributes redirect) {
        return answer(
                members.remove(new MemberId(id), self.actor()),
                self,
                redirect,
                "Removed, and signed out on every device.");
    }

    @PostMapping("/settings/members/{id:\\d{1,18}}/branches")
    ModelAndView assign(
            @PathVariable long id,
            @RequestParam(name = "branch", required = false) @Nullable List<Long> branch,
            @AuthenticationPrincipal Member self,
            RedirectAttributes redirect) {
        Set<BranchId> chosen = Optional.ofNullable(branch).orElse(List.of()).stream()
                .map(BranchId::new)
                .collect(Collectors.toUnmodifiableSet());
        return done(branches.assign(new MemberId(id), chosen, self.actor()), redirect, "Saved.");
    }

    @PostMapping("/settings/branches")
    ModelAndView addBranch(
            @RequestParam String name, @AuthenticationPrincipal Member self, RedirectAttributes redirect) {
        if (name.isBlank() || name.strip().length() > Branches.LONGEST_NAME) {
            return refused(self, "Name the branch, in at most " + Branches.LONGEST_NAME + " characters.");
        }
        return branches.add(name, self.actor()).isPresent()
                ? done(true, redirect, "The branch is there.")
                : refused(self, "There is a branch of that name already, or there are too many.");
    }

    @PostMapping("/settings/branches/{id:\\d{1,18}}/removal")
    ModelAndView removeBranch(
            @PathVariable long id, @AuthenticationPrincipal Member self, RedirectAttributes redirect) {
        return done(branches.remove(new BranchId(id), self.actor()), redirect, "The branch is gone; its members stay.");
    }

    private static Role role(String key) {
        return Arrays.stream(Role.values())
                .filter(role -> role.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
    }

    private ModelAndView answer(Members.Change change, Member self, RedirectAttributes redirect, String notice) {
        return switch (change) {
            case DONE -> done(true, redirect, notice);
            case NOBODY -> done(false, redirect, notice);
            case LAST_OWNER -> refused(self, LAST_OWNER);
        };
    }

    private static ModelAndView done(boolean found, RedirectAttributes redirect, String notice) {
        if (!found) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        redirect.addFlashAttribute("notice", notice);
        return new ModelAndView(HERE);
    }

    private ModelAndView refused(Member self, String problem) {
        ModelAndView again = page(self, null, problem);
        again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return again;
    }

    private ModelAndView page(Member self, @Nullable String link, @Nullable String problem) {
        return pages.page(
                "team/members",
                new Page(
                        self,
                        members.all(),
                        invites.open(),
                        branches.all(),
                        branches.belonging(),
                        link,
                        firms.ours(),
                        clock.instant(),
                        problem));
    }
}
