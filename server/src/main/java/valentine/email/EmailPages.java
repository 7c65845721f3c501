package valentine.email;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import valentine.channel.Connection;
import valentine.channel.ConnectionId;
import valentine.channel.Connections;
import valentine.channel.Medium;
import valentine.team.Member;
import valentine.vault.Vault;
import valentine.web.Pages;

/// The pages on which an address is set up, changed, tried and ended; passwords go in and never come out again.
@Controller
@ConditionalOnWebApplication
class EmailPages {
    private static final String PATH = "/settings/channels/email";
    private static final String DKIM = "dkim";

    private final Connections connections;
    private final Trial trial;
    private final Vault vault;
    private final Pages pages;

    EmailPages(Connections connections, Trial trial, Vault vault, Pages pages) {
        this.connections = connections;
        this.trial = trial;
        this.vault = vault;
        this.pages = pages;
    }

    /// @param form what stands in the fields, by their names
    /// @param word what to mind at this provider
    /// @param signature what to write into the domain, so that mails are signed
    record Page(
            @Nullable Connection connection,
            Map<String, String> form,
            List<Server.Security> ways,
            String word,
            @Nullable Signature signature,
            boolean canSeal,
            @Nullable String problem) {
        String field(String name) {
            return form.getOrDefault(name, "");
        }

        String path() {
            Connection known = connection;
            return known == null ? PATH : PATH + "/" + known.id().value();
        }

        boolean isSigned() {
            Connection known = connection;
            return known != null && known.setting(DKIM).equals("yes");
        }
    }

    @GetMapping(PATH + "/new")
    ModelAndView fresh(@RequestParam(defaultValue = "") String address) {
        Map<String, String> form = new HashMap<>();
        String word = "";
        if (Account.isAddress(address.strip())) {
            Provider provider = Provider.of(address.strip());
            form.putAll(new Account(address, Set.of(), provider.imap(), provider.smtp(), "", null).settings());
            form.put("address", address.strip());
            form.put("name", "Support");
            word = provider.word();
        }
        return page(null, form, word, null);
    }

    @PostMapping(PATH)
    ModelAndView connect(
            @RequestParam Map<String, String> form,
            @AuthenticationPrincipal Member member,
            RedirectAttributes redirect) {
        Optional<String> problem = problem(form);
        if (problem.isPresent()) return refused(null, form, problem.get());
        Account account = account(form, form.getOrDefault("address", ""), since(form.getOrDefault("from", "")));
        ConnectionId id = connections.connect(
                Medium.EMAIL, name(form), account.address(), account.settings(), secrets(form, true), member.actor());
        return tried(id, "Set up, and it works both ways.", redirect);
    }

    @GetMapping(PATH + "/{id:\\d{1,9}}")
    ModelAndView show(@PathVariable int id) {
        Connection connection = connection(id);
        Map<String, String> form = new HashMap<>(connection.settings());
        form.put("address", connection.address());
        form.put("name", connection.name());
        return page(connection, form, Provider.of(connection.address()).word(), null);
    }

    @PostMapping(PATH + "/{id:\\d{1,9}}")
    ModelAndView change(
            @PathVariable int id,
            @RequestParam Map<String, String> form,
            @AuthenticationPrincipal Member member,
            RedirectAttributes redirect) {
        Connection connection = connection(id);
        Map<String, String> whole = new HashMap<>(form);
        whole.put("address", connection.address());
        Optional<String> problem = problem(whole).or(() -> needsPassword(connection, form));
        if (problem.isPresent()) return refused(connection, whole, problem.get());
        Map<String, String> settings = new LinkedHashMap<>(connection.settings());
        settings.putAll(
                account(form, connection.address(), Account.of(connection).since())
                        .settings());
        // Whoever watches the mailbox begins anew, with the new password.
        settings.put("change", Integer.toString(1 + number(connection.setting("change"))));
        connections.change(connection.id(), name(form), settings, secrets(form, false), member.actor());
        return tried(connection.id(), "Saved, and it works both ways.", redirect);
    }

    @PostMapping(PATH + "/{id:\\d{1,9}}/trials")
    ModelAndView attempt(@PathVariable int id, RedirectAttributes redirect) {
        return tried(connection(id).id(), "It works both ways.", redirect);
    }

    /// Makes the key with which mails are signed, or begins and ends to sign.
    @PostMapping(PATH + "/{id:\\d{1,9}}/signature")
    ModelAndView sign(
            @PathVariable int id,
            @RequestParam(defaultValue = "") String signs,
            @AuthenticationPrincipal Member member,
            RedirectAttributes redirect) {
        Connection connection = connection(id);
        Map<String, String> settings = new LinkedHashMap<>(connection.settings());
        settings.put(DKIM, signs.equals("yes") ? "yes" : "no");
        boolean isFirst = connections.secret(connection.id(), Account.DKIM_KEY).isEmpty();
        if (isFirst && !vault.isReady())
            return refused(connection, settings, "There is no master key to seal it with.");
        connections.change(
                connection.id(),
                connection.name(),
                settings,
                isFirst ? Map.of(Account.DKIM_KEY, Signature.newKey()) : Map.of(),
                member.actor());
        redirect.addFlashAttribute("notice", signs.equals("yes") ? "Mails are signed from now on." : "Saved.");
        return new ModelAndView("redirect:" + PATH + "/" + id);
    }

    @PostMapping(PATH + "/{id:\\d{1,9}}/ending")
    ModelAndView end(@PathVariable int id, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        Connection connection = connection(id);
        connections.end(connection.id(), member.actor());
        redirect.addFlashAttribute("notice", connection.name() + " was ended. What came and went by it stays.");
        return new ModelAndView("redirect:/settings/channels");
    }

    private ModelAndView tried(ConnectionId id, String fine, RedirectAttributes redirect) {
        Optional<String> trouble = trial.of(connections.find(id).orElseThrow());
        trouble.ifPresentOrElse(why -> connections.trouble(id, why), () -> connections.well(id));
        if (trouble.isEmpty()) redirect.addFlashAttribute("notice", fine);
        return new ModelAndView("redirect:" + PATH + "/" + id.value());
    }

    private Optional<String> problem(Map<String, String> form) {
        if (name(form).isEmpty() || name(form).length() > 80)
            return Optional.of("Give it a name of up to 80 characters.");
        for (String service : List.of("imap", "smtp")) {
            if (Server.Security.of(form.getOrDefault(service + "-security", "")).isEmpty()
                    || !form.getOrDefault(service + "-port", "").matches("\\d{1,5}")) {
                return Optional.of("Choose a port and how the way to each server is protected.");
            }
            String password = form.getOrDefault(service + "-password", "");
            if (password.length() > 500 || password.chars().anyMatch(Character::isISOControl)) {
                return Optional.of("That password is too long or not a line of text.");
            }
            if (!password.isEmpty() && !vault.isReady()) {
                return Optional.of("The password cannot be kept: there is no master key to seal it with.");
            }
        }
        return account(form, form.getOrDefault("address", ""), null).problem();
    }

    /// A password belongs to its server and user: who points it elsewhere must know it.
    private static Optional<String> needsPassword(Connection connection, Map<String, String> form) {
        for (String service : List.of("imap", "smtp")) {
            boolean same = List.of("host", "user").stream()
                    .map(what -> service + "-" + what)
                    .allMatch(name -> connection
                            .setting(name)
                            .equals(form.getOrDefault(name, "").strip()));
            if (!same && form.getOrDefault(service + "-password", "").isEmpty()) {
                return Optional.of("Tell the password again: it was kept for another server or user.");
            }
        }
        return Optional.empty();
    }

    private static Account account(Map<String, String> form, String address, @Nullable LocalDate since) {
        return new Account(
                address,
                Set.of(form.getOrDefault("others", "").split(",")),
                server(form, Server.Service.IMAP),
                server(form, Server.Service.SMTP),
                form.getOrDefault("sent", "").strip(),
                since);
    }

    private static Server server(Map<String, String> form, Server.Service service) {
        String prefix = service.word() + "-";
        return new Server(
                service,
                form.getOrDefault(prefix + "host", "").strip(),
                number(form.getOrDefault(prefix + "port", "")),
                Server.Security.of(form.getOrDefault(prefix + "security", "")).orElse(Server.Security.TLS),
                form.getOrDefault(prefix + "user", "").strip());
    }

    private static int number(String text) {
        return text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
    }

    private static @Nullable LocalDate since(String from) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return switch (from) {
            case "all" -> null;
            case "year" -> today.minusYears(1);
            case "month" -> today.minusDays(30);
            default -> today;
        };
    }

    private static String name(Map<String, String> form) {
        return form.getOrDefault("name", "").strip();
    }

    /// Where only one password is told at first, it is that of both.
    private static Map<String, String> secrets(Map<String, String> form, boolean isNew) {
        Map<String, String> secrets = new HashMap<>();
        String in = form.getOrDefault("imap-password", "");
        String out = form.getOrDefault("smtp-password", "");
        if (!in.isEmpty()) secrets.put(Account.IMAP_PASSWORD, in);
        if (!out.isEmpty()) secrets.put(Account.SMTP_PASSWORD, out);
        else if (isNew && !in.isEmpty()) secrets.put(Account.SMTP_PASSWORD, in);
        return secrets;
    }

    private Connection connection(int id) {
        return connections
                .find(new ConnectionId(id))
                .filter(connection -> connection.medium() == Medium.EMAIL && connection.isActive())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private ModelAndView refused(@Nullable Connection connection, Map<String, String> form, String problem) {
        ModelAndView again = page(connection, form, "", problem);
        again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return again;
    }

    private ModelAndView page(
            @Nullable Connection connection, Map<String, String> form, String word, @Nullable String problem) {
        Signature signature = connection == null
                ? null
                : connections
                        .secret(connection.id(), Account.DKIM_KEY)
                        .map(key -> new Signature(Account.of(connection).domain(), key))
                        .orElse(null);
        return pages.page(
                "email/connection",
                new Page(
                        connection,
                        form,
                        List.of(Server.Security.values()),
                        word,
                        signature,
                        vault.isReady(),
                        problem));
    }
}
