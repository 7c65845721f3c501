package valentine.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import valentine.team.Firm;
import valentine.team.Firms;
import valentine.team.Member;
import valentine.team.Members;
import valentine.team.Members.Link;
import valentine.web.Pages;

/// The first page of all: who we are and who owns this.
@Controller
class SetUpPage {
    private final Members members;
    private final Firms firms;
    private final Entry entry;
    private final Tries tries;
    private final Pages pages;

    SetUpPage(Members members, Firms firms, Entry entry, Tries tries, Pages pages) {
        this.members = members;
        this.firms = firms;
        this.entry = entry;
        this.tries = tries;
        this.pages = pages;
    }

    record Page(String link, Form form, @Nullable String problem) {}

    record Form(String name, String email, String password, String firm, String currency, String zone) {
        Form {
            name = Pages.field(name);
            email = Pages.field(email);
            password = Pages.field(password);
            firm = Pages.field(firm);
            currency = Pages.field(currency);
            zone = Pages.field(zone);
        }

        @Override
        public String toString() {
            return "a set-up";
        }
    }

    @GetMapping("/set-up/{link}")
    ModelAndView show(@PathVariable String link, HttpServletRequest request, HttpServletResponse response) {
        if (!tries.may(request, response)) {
            return pages.page("access/wait", Tries.TOO_OFTEN);
        }
        return members.isGood(link, Link.SET_UP)
                ? page(
                        link,
                        new Form("", "", "", "", "EUR", ZoneId.systemDefault().getId()),
                        null)
                : pages.page("access/link-over", "set-up");
    }

    @PostMapping("/set-up/{link}")
    ModelAndView setUp(@PathVariable String link, Form form, HttpServletRequest request, HttpServletResponse response) {
        if (!tries.may(request, response)) {
            return pages.page("access/wait", Tries.TOO_OFTEN);
        }
        Optional<String> problem = new NewMember(form.name(), form.email(), form.password())
                .problem()
                .or(() -> Firms.problemOf(form.firm(), form.currency(), form.zone()));
        if (problem.isPresent()) {
            ModelAndView again = page(link, form, problem.get());
            again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return again;
        }
        Optional<Member> owner = members.setUp(link, form.email(), form.name(), form.password());
        if (owner.isEmpty()) {
            return pages.page("access/link-over", "set-up");
        }
        firms.change(
                new Firm(
                        form.firm().strip(),
                        Currency.getInstance(form.currency()),
                        ZoneId.of(form.zone()),
                        firms.ours().horizonDays()),
                owner.get().actor());
        entry.open(owner.get(), "set-up", request, response);
        return new ModelAndView("redirect:/");
    }

    private ModelAndView page(String link, Form form, @Nullable String problem) {
        return pages.page("access/set-up", new Page(link, form, problem));
    }
}
