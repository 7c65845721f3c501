package valentine.team;

import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import valentine.web.Pages;

/// The firm's settings: name, currency, time zone and horizon.
@Controller
class SettingsPage {
    private final Firms firms;
    private final Pages pages;

    SettingsPage(Firms firms, Pages pages) {
        this.firms = firms;
        this.pages = pages;
    }

    record Page(
            Form form,
            List<String> currencies,
            List<String> zones,
            @Nullable String problem) {}

    record Form(String name, String currency, String zone, String horizonDays) {
        Form {
            name = Pages.field(name);
            currency = Pages.field(currency);
            zone = Pages.field(zone);
            horizonDays = Pages.field(horizonDays);
        }
    }

    /// Who may not change the firm is led to his own page.
    @GetMapping("/settings")
    ModelAndView show(@AuthenticationPrincipal Member member) {
        if (!member.role().reaches(Role.MANAGER)) {
            return new ModelAndView("redirect:/settings/me");
        }
        Firm firm = firms.ours();
        return page(
                new Form(
                        firm.name(),
                        firm.currency().getCurrencyCode(),
                        firm.zone().getId(),
                        Integer.toString(firm.horizonDays())),
                null);
    }

    @PostMapping("/settings")
    ModelAndView change(Form form, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        Optional<Integer> horizon = horizon(form.horizonDays());
        Optional<String> problem = Firms.problemOf(form.name(), form.currency(), form.zone())
                .or(() -> horizon.isPresent()
                        ? Optional.empty()
                        : Optional.of("The horizon is a number of days from " + Firm.SHORTEST_HORIZON + " to 1,095."));
        if (problem.isPresent()) {
            ModelAndView again = page(form, problem.get());
            again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return again;
        }
        firms.change(
                new Firm(
                        form.name().strip(),
                        Currency.getInstance(form.currency()),
                        ZoneId.of(form.zone()),
                        horizon.orElseThrow()),
                member.actor());
        redirect.addFlashAttribute("notice", "Saved. Scores follow in a moment.");
        return new ModelAndView("redirect:/settings");
    }

    private ModelAndView page(Form form, @Nullable String problem) {
        return pages.page("team/settings", new Page(form, Firms.currencies(), Firms.zones(form.zone()), problem));
    }

    private static Optional<Integer> horizon(String text) {
        try {
            int days = Integer.parseInt(text.strip());
            return days >= Firm.SHORTEST_HORIZON && days <= Firm.LONGEST_HORIZON ? Optional.of(days) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
