package valentine.transparency;

import java.time.Clock;
import java.util.List;
import java.util.Map;
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
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import valentine.team.Firms;
import valentine.team.Member;
import valentine.web.Moment;
import valentine.web.Pages;

/// Which sensitive fields we keep and for what, and which came without a purpose.
@Controller
@ConditionalOnWebApplication
class FieldPages {
    private final SensitiveFields fields;
    private final Sweeps sweeps;
    private final Purposes purposes;
    private final Firms firms;
    private final Pages pages;
    private final Clock clock;

    FieldPages(SensitiveFields fields, Sweeps sweeps, Purposes purposes, Firms firms, Pages pages, Clock clock) {
        this.fields = fields;
        this.sweeps = sweeps;
        this.purposes = purposes;
        this.firms = firms;
        this.pages = pages;
        this.clock = clock;
    }

    record Page(
            Map<SensitiveKind, Purpose> standing,
            List<Purpose> purposes,
            List<Gone> letGo,
            List<Sweeps.Progress> sweeps,
            @Nullable String problem) {}

    record Gone(String name, String kind, String source, long times, Moment lastAt) {}

    @GetMapping("/settings/privacy/fields")
    ModelAndView show() {
        return page(null);
    }

    @PostMapping("/settings/privacy/fields")
    ModelAndView define(
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String purpose,
            @AuthenticationPrincipal Member member,
            RedirectAttributes redirect) {
        Optional<SensitiveKind> wanted = SensitiveKind.of(kind);
        Optional<String> problem = wanted.isEmpty() || !PurposeKey.isOne(purpose)
                ? Optional.of("Choose a field and a purpose.")
                : fields.define(wanted.get(), new PurposeKey(purpose), member);
        if (problem.isPresent()) {
            ModelAndView again = page(problem.get());
            again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return again;
        }
        redirect.addFlashAttribute("notice", "It is kept from now on, encrypted, and only for this purpose.");
        return new ModelAndView("redirect:/settings/privacy/fields");
    }

    @PostMapping("/settings/privacy/fields/{kind}/ending")
    ModelAndView end(@PathVariable String kind, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        SensitiveKind known =
                SensitiveKind.of(kind).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        fields.end(known, member);
        redirect.addFlashAttribute("notice", "It is no longer kept, and what there was is deleted.");
        return new ModelAndView("redirect:/settings/privacy/fields");
    }

    private ModelAndView page(@Nullable String problem) {
        List<Gone> gone = fields.lately().stream()
                .map(one -> new Gone(
                        one.name(),
                        one.kind().label(),
                        one.source(),
                        one.times(),
                        Moment.of(one.lastAt(), clock.instant(), firms.ours().zone())))
                .toList();
        return pages.page(
                "transparency/fields",
                new Page(
                        fields.standing(),
                        purposes.all().stream().filter(one -> !one.ended()).toList(),
                        gone,
                        sweeps.progress(),
                        problem));
    }
}
