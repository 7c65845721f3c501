package valentine.mail;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import valentine.team.Firms;
import valentine.team.Member;
import valentine.vault.Vault;
import valentine.web.Pages;

/// Which mail server takes our letters; its password goes in and never comes out again.
@Controller
class MailSettingsPage {
    private final MailServers servers;
    private final Mails mails;
    private final Delivery delivery;
    private final Bell bell;
    private final Site site;
    private final Vault vault;
    private final Firms firms;
    private final Pages pages;
    private final Clock clock;

    MailSettingsPage(
            MailServers servers,
            Mails mails,
            Delivery delivery,
            Bell bell,
            Site site,
            Vault vault,
            Firms firms,
            Pages pages,
            Clock clock) {
        this.servers = servers;
        this.mails = mails;
        this.delivery = delivery;
        this.bell = bell;
        this.site = site;
        this.vault = vault;
        this.firms = firms;
        this.pages = pages;
        this.clock = clock;
    }

    /// @param given whether the server comes from the options of the process, which win
    record Page(
            Form form,
            List<MailServer.Security> ways,
            boolean hasPassword,
            boolean given,
            boolean siteGiven,
            String origin,
            boolean canSeal,
            boolean setUp,
            String receiver,
            @Nullable String problem) {}

    record Form(String host, String port, String security, String user, String password, String sender, String site) {
        Form {
            host = Pages.field(host).strip();
            port = Pages.field(port).strip();
            security = Pages.field(security);
            user = Pages.field(user).strip();
            password = Pages.field(password);
            sender = Pages.field(sender).strip();
            site = Pages.field(site).strip();
        }
    }

    @GetMapping("/settings/mail")
    ModelAndView show(@AuthenticationPrincipal Member member) {
        MailServers.Shown shown = servers.shown();
        return page(
                new Form(
                        shown.host(),
                        Integer.toString(shown.port()),
                        shown.security().word(),
                        shown.user(),
                        "",
                        shown.sender(),
                        shown.site()),
                member,
                null);
    }

    @PostMapping("/settings/mail")
    ModelAndView change(Form form, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        Optional<MailServer.Security> security = MailServer.Security.known(form.security());
        if (security.isEmpty() || !form.port().matches("\\d{1,5}")) {
            return refused(form, member, "Choose a port and how the way to the server is protected.");
        }
        MailServer server = new MailServer(
                form.host(),
                Integer.parseInt(form.port()),
                security.get(),
                form.user(),
                form.password().isEmpty() ? null : form.password(),
                form.sender());
        Optional<String> problem = server.problem()
                .or(() -> form.site().isEmpty() || Site.isOrigin(form.site())
                        ? Optional.empty()
                        : Optional.of("The address of this Valentine looks like https://hearts.example.com."))
                .or(() -> form.password().isEmpty() || vault.isReady()
                        ? Optional.empty()
                        : Optional.of("The password cannot be kept: there is no master key to seal it with."));
        if (problem.isPresent()) return refused(form, member, problem.get());
        servers.set(server, form.site(), member);
        delivery.hurry();
        bell.ring();
        redirect.addFlashAttribute("notice", "Saved. Send yourself a test letter to see whether it works.");
        return new ModelAndView("redirect:/settings/mail");
    }

    /// A letter to whoever asks, by the same way as every other.
    @PostMapping("/settings/mail/tests")
    ModelAndView test(@AuthenticationPrincipal Member member) {
        delivery.hurry();
        Mails.Sending sending = mails.send(new Letter(
                "test " + UUID.randomUUID(),
                "test letter",
                Receiver.member(member),
                "A test letter from " + firms.ours().name(),
                List.of(
                        "Hello " + member.name() + ",",
                        "this letter came the way that all letters of Valentine go. When you read it, they arrive."),
                new Letter.Button("Open Valentine", site.url("/"), false),
                "You asked for it on the page Settings, Mail.",
                null,
                clock.instant().plusSeconds(3_600)));
        return new ModelAndView("redirect:/outbox/" + sending.letter().value());
    }

    private ModelAndView refused(Form form, Member member, String problem) {
        ModelAndView again = page(form, member, problem);
        again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return again;
    }

    private ModelAndView page(Form form, Member member, @Nullable String problem) {
        return pages.page(
                "mail/settings",
                new Page(
                        form,
                        List.of(MailServer.Security.values()),
                        servers.shown().hasPassword(),
                        servers.isGiven(),
                        site.isGiven(),
                        site.origin(),
                        vault.isReady(),
                        mails.isSetUp(),
                        member.email(),
                        problem));
    }
}
