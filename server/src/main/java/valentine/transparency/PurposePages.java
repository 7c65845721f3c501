package valentine.transparency;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import valentine.team.Firms;
import valentine.team.Member;
import valentine.team.Members;
import valentine.team.Role;
import valentine.web.Moment;
import valentine.web.Pages;

/// The register of purposes: read by everybody here, changed by managers, each change kept.
@Controller
@ConditionalOnWebApplication
class PurposePages {
    private final Purposes purposes;
    private final Members members;
    private final Firms firms;
    private final Pages pages;
    private final Clock clock;

    PurposePages(Purposes purposes, Members members, Firms firms, Pages pages, Clock clock) {
        this.purposes = purposes;
        this.members = members;
        this.firms = firms;
        this.pages = pages;
        this.clock = clock;
    }

    record ListPage(
            List<Purpose> purposes, Form form, @Nullable String problem) {}

    record OnePage(
            Purpose purpose,
            Form form,
            List<Shown> versions,
            @Nullable String problem) {}

    /// How a purpose stood, with who said so.
    record Shown(Purpose purpose, int number, String who, Moment at) {}

    record Form(
            String key,
            String name,
            String sentence,
            String basis,
            String special,
            String marketing,
            String retention,
            List<String> categories,
            String role,
            String ended) {
        Form {
            key = Pages.field(key);
            name = Pages.field(name);
            sentence = Pages.field(sentence);
            basis = Pages.field(basis);
            special = Pages.field(special);
            marketing = Pages.field(marketing);
            retention = Pages.field(retention);
            categories = categories == null ? List.of() : List.copyOf(categories);
            role = Pages.field(role);
            ended = Pages.field(ended);
        }

        static Form empty() {
            return new Form("", "", "", Basis.CONSENT.key(), "", "", "", List.of("contact"), "member", "");
        }

        static Form of(Purpose purpose) {
            return new Form(
                    purpose.key().value(),
                    purpose.name(),
                    purpose.sentence(),
                    purpose.basis().key(),
                    purpose.special(),
                    purpose.marketing() ? "yes" : "",
                    purpose.retention(),
                    purpose.categories().stream().map(Category::key).toList(),
                    purpose.role().key(),
                    purpose.ended() ? "yes" : "");
        }

        /// @throws IllegalArgumentException whose message is the sentence for the form
        Purpose purpose(String named) {
            if (!PurposeKey.isOne(named.strip())) {
                throw new IllegalArgumentException("The short name has 2 to 40 small letters, digits and hyphens.");
            }
            return new Purpose(
                    new PurposeKey(named.strip()),
                    name,
                    sentence,
                    one(Basis.values(), Basis::key, basis, "Choose a lawful basis."),
                    special,
                    !marketing.isEmpty(),
                    retention,
                    categories.stream()
                            .map(key -> one(Category.values(), Category::key, key, "There is no such kind of data."))
                            .toList(),
                    one(Role.values(), Role::key, role, "Choose who may use it."),
                    !ended.isEmpty());
        }

        private static <T> T one(T[] all, java.util.function.Function<T, String> key, String wanted, String otherwise) {
            return Arrays.stream(all)
                    .filter(candidate -> key.apply(candidate).equals(wanted.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(otherwise));
        }
    }

    @GetMapping("/settings/privacy/purposes")
    ModelAndView all() {
        return pages.page("transparency/purposes", new ListPage(purposes.all(), Form.empty(), null));
    }

    @PostMapping("/settings/privacy/purposes")
    ModelAndView add(Form form, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        String problem;
        try {
            Purpose purpose = form.purpose(form.key());
            if (purposes.add(purpose, member)) {
                redirect.addFlashAttribute("notice", "The purpose is registered.");
                return new ModelAndView(
                        "redirect:/settings/privacy/purposes/" + purpose.key().value());
            }
            problem = "There is a purpose of this short name already.";
        } catch (IllegalArgumentException e) {
            problem = String.valueOf(e.getMessage());
        }
        return wrong(pages.page("transparency/purposes", new ListPage(purposes.all(), form, problem)));
    }

    @GetMapping("/settings/privacy/purposes/{key}")
    ModelAndView one(@PathVariable String key) {
        Purpose purpose = find(key);
        return page(purpose, Form.of(purpose), null);
    }

    @PostMapping("/settings/privacy/purposes/{key}")
    ModelAndView change(
            @PathVariable String key, Form form, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        Purpose before = find(key);
        try {
            boolean changed = purposes.change(form.purpose(key), member);
            redirect.addFlashAttribute("notice", changed ? "Saved. How it stood before is kept." : "Nothing changed.");
            return new ModelAndView("redirect:/settings/privacy/purposes/" + key);
        } catch (IllegalArgumentException e) {
            return wrong(page(before, form, String.valueOf(e.getMessage())));
        }
    }

    private ModelAndView page(Purpose purpose, Form form, @Nullable String problem) {
        Instant now = clock.instant();
        Map<Long, String> names =
                members.all().stream().collect(Collectors.toMap(one -> one.id().value(), Member::name));
        List<Shown> versions = purposes.versions(purpose.key()).stream()
                .map(version -> new Shown(
                        version.purpose(),
                        version.number(),
                        version.member() == null
                                ? "what a firm starts with"
                                : names.getOrDefault(version.member(), "somebody who no longer works here"),
                        Moment.of(version.at(), now, firms.ours().zone())))
                .toList();
        return pages.page("transparency/purpose", new OnePage(purpose, form, versions, problem));
    }

    private Purpose find(String key) {
        return (PurposeKey.isOne(key) ? purposes.one(new PurposeKey(key)) : Optional.<Purpose>empty())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static ModelAndView wrong(ModelAndView page) {
        page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }
}
