package valentine.customer;

import gg.jte.Content;
import java.util.Comparator;
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
import valentine.team.Member;
import valentine.web.Pages;
import valentine.web.Problem;

/// The accounts, and one of them: its contacts and domains, then what the other modules know.
@Controller
@ConditionalOnWebApplication
class AccountPage {
    private static final int PAGE = 50;
    private static final Problem NOBODY = new Problem(
            404, "We know no account by this number", "The link may be old. Look for the company among the accounts.");

    private final Accounts accounts;
    private final List<AccountPanel> panels;
    private final Pages pages;

    AccountPage(Accounts accounts, List<AccountPanel> panels, Pages pages) {
        this.accounts = accounts;
        this.panels = panels.stream()
                .sorted(Comparator.comparingInt(AccountPanel::order))
                .toList();
        this.pages = pages;
    }

    record ListPage(
            String words,
            List<Accounts.Line> lines,
            @Nullable AccountId next) {}

    record Page(
            Card.Account account,
            List<Accounts.Contact> contacts,
            List<String> domains,
            List<Accounts.Domain> suggested,
            List<Content> panels,
            String tried,
            @Nullable String problem) {}

    @GetMapping("/accounts")
    ModelAndView list(@RequestParam(defaultValue = "") String q, @RequestParam(required = false) @Nullable Long after) {
        List<Accounts.Line> found = accounts.list(q, after == null ? null : new AccountId(after), PAGE + 1);
        List<Accounts.Line> shown = found.subList(0, Math.min(PAGE, found.size()));
        return pages.page(
                "customer/accounts",
                new ListPage(q, shown, found.size() > PAGE ? shown.getLast().id() : null));
    }

    @GetMapping("/accounts/{id:\\d{1,18}}")
    ModelAndView show(@PathVariable long id) {
        return page(new AccountId(id), "", null);
    }

    @PostMapping("/accounts/{id:\\d{1,18}}/domains")
    ModelAndView confirm(
            @PathVariable long id,
            @RequestParam String domain,
            @AuthenticationPrincipal Member member,
            RedirectAttributes redirect) {
        AccountId account = new AccountId(id);
        if (accounts.account(account).isEmpty()) return page(account, "", null);
        Optional<String> problem = accounts.confirm(account, domain, member.id());
        if (problem.isPresent()) {
            ModelAndView again = page(account, domain, problem.get());
            again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return again;
        }
        redirect.addFlashAttribute("notice", "Who writes from there belongs to this account from now on.");
        return new ModelAndView("redirect:/accounts/" + id);
    }

    @PostMapping("/accounts/{id:\\d{1,18}}/domains/{domain}/release")
    ModelAndView release(@PathVariable long id, @PathVariable String domain, RedirectAttributes redirect) {
        accounts.release(new AccountId(id), domain);
        redirect.addFlashAttribute("notice", "Released. Who named the company himself still belongs to it.");
        return new ModelAndView("redirect:/accounts/" + id);
    }

    @PostMapping("/accounts/{id:\\d{1,18}}/contacts/{customer:\\d{1,18}}/role")
    ModelAndView role(
            @PathVariable long id,
            @PathVariable long customer,
            @RequestParam String role,
            RedirectAttributes redirect) {
        accounts.name(new AccountId(id), new CustomerId(customer), role);
        redirect.addFlashAttribute("notice", "Kept.");
        return new ModelAndView("redirect:/accounts/" + id + "#contacts");
    }

    private ModelAndView page(AccountId id, String tried, @Nullable String problem) {
        Optional<Card.Account> account = accounts.account(id);
        if (account.isEmpty()) {
            ModelAndView nobody = pages.page("web/problem", NOBODY);
            nobody.setStatus(HttpStatus.NOT_FOUND);
            return nobody;
        }
        return pages.page(
                "customer/account",
                new Page(
                        account.get(),
                        accounts.contacts(id),
                        accounts.domains(id),
                        accounts.suggested(id),
                        panels.stream()
                                .flatMap(panel -> panel.show(id).stream())
                                .toList(),
                        tried,
                        problem));
    }
}
