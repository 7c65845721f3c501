package valentine.channel;

import java.util.Arrays;
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
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import valentine.customer.Card;
import valentine.customer.CustomerId;
import valentine.customer.Customers;
import valentine.team.Member;
import valentine.web.Pages;

/// Texts that are written once and sent often, each tried on a real customer.
@Controller
@ConditionalOnWebApplication
class TemplatePages {
    private static final int FOUND = 8;

    private final Templates templates;
    private final Customers customers;
    private final Pages pages;

    TemplatePages(Templates templates, Customers customers, Pages pages) {
        this.templates = templates;
        this.customers = customers;
        this.pages = pages;
    }

    record ListPage(List<Template> templates) {}

    /// @param id empty where it is new
    /// @param found customers to try it on
    record Page(
            String id,
            Form form,
            List<Medium> media,
            List<Wording.Gap> gaps,
            String query,
            List<Customers.Found> found,
            @Nullable Preview preview,
            @Nullable String problem) {}

    record Preview(String customer, Templates.Filled filled) {}

    record Form(String name, String medium, String subject, String text) {
        Form {
            name = Pages.field(name);
            medium = Pages.field(medium);
            subject = Pages.field(subject);
            text = Pages.field(text);
        }

        static Form of(Template template) {
            return new Form(template.name(), template.medium().key(), template.subject(), template.text());
        }

        Medium chosen() {
            return Medium.of(medium).filter(TemplatePages::speaks).orElse(Medium.EMAIL);
        }
    }

    @GetMapping("/settings/templates")
    ModelAndView list() {
        return pages.page("channel/templates", new ListPage(templates.all()));
    }

    @GetMapping("/settings/templates/new")
    ModelAndView fresh() {
        return page("", new Form("", "", "", "Hello {{customer.first_name|there}},\n\n"), null, "", List.of(), null);
    }

    @PostMapping("/settings/templates")
    ModelAndView add(Form form, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        return answer(
                "",
                form,
                redirect,
                templates.add(form.name(), form.chosen(), form.subject(), form.text(), member.id()));
    }

    /// @param q to find customers by
    /// @param customer on whom it is tried
    @GetMapping("/settings/templates/{id:\\d{1,18}}")
    ModelAndView one(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String customer,
            @AuthenticationPrincipal Member member) {
        Template template = found(id);
        List<Customers.Found> found = q.isBlank() ? List.of() : customers.found(q, FOUND);
        Optional<Card> card = customer.matches("\\d{1,18}")
                ? customers.card(new CustomerId(Long.parseLong(customer)))
                : Optional.empty();
        return page(
                Long.toString(id),
                Form.of(template),
                null,
                q,
                found,
                card.map(one -> new Preview(one.name(), templates.fill(template, one.id(), member.id())))
                        .orElse(null));
    }

    @PostMapping("/settings/templates/{id:\\d{1,18}}")
    ModelAndView change(
            @PathVariable long id, Form form, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        Template template = found(id);
        return answer(
                Long.toString(id),
                form,
                redirect,
                templates.change(template.id(), form.name(), form.chosen(), form.subject(), form.text(), member.id()));
    }

    @PostMapping("/settings/templates/{id:\\d{1,18}}/ending")
    ModelAndView end(@PathVariable long id, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        templates.end(found(id).id(), member.id());
        redirect.addFlashAttribute("notice", "It is no longer offered. What was sent stays as it is.");
        return new ModelAndView("redirect:/settings/templates");
    }

    private ModelAndView answer(String id, Form form, RedirectAttributes redirect, Templates.Saved saved) {
        return switch (saved) {
            case Templates.Saved.Done(var done) -> {
                redirect.addFlashAttribute("notice", "Saved.");
                yield new ModelAndView("redirect:/settings/templates/" + done.value());
            }
            case Templates.Saved.Refused(var why) -> {
                ModelAndView again = page(id, form, why, "", List.of(), null);
                again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
                yield again;
            }
        };
    }

    private ModelAndView page(
            String id,
            Form form,
            @Nullable String problem,
            String query,
            List<Customers.Found> found,
            @Nullable Preview preview) {
        return pages.page(
                "channel/template",
                new Page(
                        id,
                        form,
                        Arrays.stream(Medium.values())
                                .filter(TemplatePages::speaks)
                                .toList(),
                        List.of(Wording.Gap.values()),
                        query,
                        found,
                        preview,
                        problem));
    }

    /// Whether words go out by it.
    private static boolean speaks(Medium medium) {
        return medium.consent().isPresent() && medium != Medium.PHONE;
    }

    private Template found(long id) {
        return templates.find(new TemplateId(id)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
