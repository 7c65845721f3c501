package valentine.messenger;

import java.util.LinkedHashMap;
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
import valentine.channel.Connection;
import valentine.channel.ConnectionId;
import valentine.channel.Connections;
import valentine.team.Member;
import valentine.vault.Vault;
import valentine.web.Pages;

/// The pages on which a messenger is set up, changed, tried and ended; each [Adapter] says what they ask for.
@Controller
@ConditionalOnWebApplication
class MessengerPages {
    private static final int LONGEST_NAME = 80;
    private static final String NAME = "name";

    private final List<Adapter> adapters;
    private final Connections connections;
    private final Vault vault;
    private final Pages pages;

    MessengerPages(List<Adapter> adapters, Connections connections, Vault vault, Pages pages) {
        this.adapters = List.copyOf(adapters);
        this.connections = connections;
        this.vault = vault;
        this.pages = pages;
    }

    /// A field with what stands in it; of a secret nothing.
    record Filled(Field field, String value, boolean isKept) {}

    /// @param connection nothing while it is not set up yet
    record Page(
            Adapter adapter,
            @Nullable Connection connection,
            String name,
            List<Filled> fields,
            List<Adapter.Copied> copied,
            boolean canSeal,
            @Nullable String problem) {
        String label() {
            return adapter.medium().label();
        }

        String path() {
            Connection known = connection;
            return known == null ? "/settings/channels/" + adapter.word() : adapter.path(known.id());
        }

        String help() {
            return switch (adapter.word()) {
                case "sms" -> "You need a number at Twilio. Its console has everything that is asked here.";
                case "telegram" -> "Write /newbot to @BotFather in Telegram; it gives you a name and a token.";
                case "whatsapp" -> "You need a Meta app with WhatsApp and a number that is in no phone any more.";
                case "mastodon" ->
                    "You need an account and, under Preferences, Development, an application of your own.";
                default -> "";
            };
        }
    }

    @GetMapping("/settings/channels/{medium}/new")
    ModelAndView fresh(@PathVariable String medium) {
        Adapter adapter = adapter(medium);
        return page(adapter, null, adapter.medium().label(), Map.of(), null);
    }

    @PostMapping("/settings/channels/{medium}")
    ModelAndView connect(
            @PathVariable String medium,
            @RequestParam Map<String, String> form,
            @AuthenticationPrincipal Member member,
            RedirectAttributes redirect) {
        Adapter adapter = adapter(medium);
        Optional<String> problem = problem(adapter, form, true);
        if (problem.isPresent()) return refused(adapter, null, form, problem.get());
        Map<String, String> settings = settings(adapter, form);
        settings.putAll(adapter.fresh());
        ConnectionId id = connections.connect(
                adapter.medium(),
                form.getOrDefault(NAME, "").strip(),
                adapter.address(settings),
                settings,
                secrets(adapter, form),
                member.actor());
        return tried(adapter, id, "Set up, and it works.", redirect);
    }

    @GetMapping("/settings/channels/{medium}/{id:\\d{1,9}}")
    ModelAndView show(@PathVariable String medium, @PathVariable int id) {
        Adapter adapter = adapter(medium);
        Connection connection = connection(adapter, id);
        return page(adapter, connection, connection.name(), connection.settings(), null);
    }

    @PostMapping("/settings/channels/{medium}/{id:\\d{1,9}}")
    ModelAndView change(
            @PathVariable String medium,
            @PathVariable int id,
            @RequestParam Map<String, String> form,
            @AuthenticationPrincipal Member member,
            RedirectAttributes redirect) {
        Adapter adapter = adapter(medium);
        Connection connection = connection(adapter, id);
        Optional<String> problem = problem(adapter, form, false);
        if (problem.isPresent()) return refused(adapter, connection, form, problem.get());
        Map<String, String> settings = new LinkedHashMap<>(connection.settings());
        settings.putAll(settings(adapter, form));
        connections.change(
                connection.id(), form.getOrDefault(NAME, "").strip(), settings, secrets(adapter, form), member.actor());
        return tried(adapter, connection.id(), "Saved, and it works.", redirect);
    }

    /// Tries it and tells the other side how to reach us.
    @PostMapping("/settings/channels/{medium}/{id:\\d{1,9}}/trials")
    ModelAndView attempt(@PathVariable String medium, @PathVariable int id, RedirectAttributes redirect) {
        Adapter adapter = adapter(medium);
        return tried(adapter, connection(adapter, id).id(), "It works.", redirect);
    }

    @PostMapping("/settings/channels/{medium}/{id:\\d{1,9}}/ending")
    ModelAndView end(
            @PathVariable String medium,
            @PathVariable int id,
            @AuthenticationPrincipal Member member,
            RedirectAttributes redirect) {
        Connection connection = connection(adapter(medium), id);
        connections.end(connection.id(), member.actor());
        redirect.addFlashAttribute("notice", connection.name() + " was ended. What came and went by it stays.");
        return new ModelAndView("redirect:/settings/channels");
    }

    private ModelAndView tried(Adapter adapter, ConnectionId id, String fine, RedirectAttributes redirect) {
        Connection connection = connections.find(id).orElseThrow();
        Optional<String> trouble = adapter.trial(connection);
        trouble.ifPresentOrElse(why -> connections.trouble(id, why), () -> connections.well(id));
        if (trouble.isEmpty()) redirect.addFlashAttribute("notice", fine);
        return new ModelAndView("redirect:" + adapter.path(id));
    }

    private Adapter adapter(String word) {
        return adapters.stream()
                .filter(adapter -> adapter.word().equals(word))
                .findFirst()
                .orElseThrow(MessengerPages::unknown);
    }

    private Connection connection(Adapter adapter, int id) {
        return connections
                .find(new ConnectionId(id))
                .filter(connection -> connection.medium() == adapter.medium() && connection.isActive())
                .orElseThrow(MessengerPages::unknown);
    }

    private static ResponseStatusException unknown() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }

    private Optional<String> problem(Adapter adapter, Map<String, String> form, boolean isNew) {
        String name = form.getOrDefault(NAME, "").strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            return Optional.of("Give it a name, as your team calls it.");
        }
        if (!vault.isReady()) return Optional.of("There is no master key, so that no secret can be kept.");
        Optional<String> wrong = Optional.ofNullable(form.get("templates"))
                .flatMap(Approved::wrong)
                .map(line -> "Approved templates: this line is not name | language | text: " + line);
        if (wrong.isPresent()) return wrong;
        return adapter.fields().stream()
                .filter(field ->
                        isNew || !field.isSecret() || !typed(field, form).isEmpty())
                .flatMap(field -> field.problem(typed(field, form)).stream())
                .findFirst();
    }

    private static String typed(Field field, Map<String, String> form) {
        return form.getOrDefault(field.name(), "").strip();
    }

    private static Map<String, String> settings(Adapter adapter, Map<String, String> form) {
        Map<String, String> settings = new LinkedHashMap<>();
        adapter.fields().stream()
                .filter(field -> !field.isSecret())
                .forEach(field -> settings.put(field.name(), typed(field, form)));
        return settings;
    }

    private static Map<String, String> secrets(Adapter adapter, Map<String, String> form) {
        Map<String, String> secrets = new LinkedHashMap<>();
        adapter.fields().stream()
                .filter(field -> field.isSecret() && !typed(field, form).isEmpty())
                .forEach(field -> secrets.put(field.name(), typed(field, form)));
        return secrets;
    }

    private ModelAndView refused(
            Adapter adapter, @Nullable Connection connection, Map<String, String> form, String problem) {
        ModelAndView again = page(adapter, connection, form.getOrDefault(NAME, ""), form, problem);
        again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return again;
    }

    private ModelAndView page(
            Adapter adapter,
            @Nullable Connection connection,
            String name,
            Map<String, String> values,
            @Nullable String problem) {
        List<Filled> fields = adapter.fields().stream()
                .map(field -> new Filled(
                        field,
                        field.isSecret() ? "" : values.getOrDefault(field.name(), field.usual()),
                        field.isSecret() && connection != null))
                .toList();
        return pages.page(
                "messenger/connection",
                new Page(
                        adapter,
                        connection,
                        name,
                        fields,
                        connection == null ? List.of() : adapter.copied(connection),
                        vault.isReady(),
                        problem));
    }
}
