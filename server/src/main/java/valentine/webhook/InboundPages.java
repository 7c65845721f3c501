package valentine.webhook;

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
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import valentine.channel.Connection;
import valentine.channel.ConnectionId;
import valentine.channel.Connections;
import valentine.channel.Medium;
import valentine.guard.Http;
import valentine.mail.Site;
import valentine.team.Member;
import valentine.team.Token;
import valentine.vault.Vault;
import valentine.web.Pages;

/// The pages on which a webhook that brings messages is set up, with a sample that shows what its paths find.
@Controller("webhookInboundPages")
@ConditionalOnWebApplication
class InboundPages {
    private static final int LONGEST_SAMPLE = 20_000;
    private static final String SIGNING = "signing";
    private static final String SAMPLE = """
            {
              "type": "form.sent",
              "data": {
                "id": "f-1204",
                "email": "anna@example.com",
                "name": "Anna Berg",
                "text": "Do you have the blue one?"
              }
            }
            """;

    /// The parts of a message, and what is said of each.
    private static final List<Part> PARTS = List.of(
            new Part(
                    "from",
                    "Who wrote",
                    "An e-mail address, a phone number with its +, or your number of the customer.",
                    "data.email"),
            new Part("who", "Their name", "May stay empty.", "data.name"),
            new Part("text", "What they wrote", "", "data.text"),
            new Part("thread", "What belongs together", "The number of the conversation there; may stay empty.", ""),
            new Part(
                    "id",
                    "Number of the message",
                    "By it each is taken once; may stay empty with Standard Webhooks.",
                    "data.id"),
            new Part("at", "When", "ISO 8601 or seconds since 1970; empty for the moment it comes.", ""));

    private final Connections connections;
    private final Http http;
    private final Vault vault;
    private final Site site;
    private final JsonMapper json;
    private final Pages pages;

    InboundPages(Connections connections, Http http, Vault vault, Site site, JsonMapper json, Pages pages) {
        this.connections = connections;
        this.http = http;
        this.vault = vault;
        this.site = site;
        this.json = json;
        this.pages = pages;
    }

    record Part(String key, String label, String hint, String usual) {}

    /// @param found what stands at the path in the sample
    record Line(Part part, String path, String found) {}

    /// @param secret shown this once
    record Page(
            @Nullable Connection connection,
            String name,
            Map<String, String> form,
            List<Line> lines,
            @Nullable String url,
            @Nullable String secret,
            boolean canSeal,
            @Nullable String problem) {
        String path() {
            Connection known = connection;
            return "/settings/channels/webhook"
                    + (known == null ? "" : "/" + known.id().value());
        }

        String typed(String name) {
            return form.getOrDefault(name, "");
        }
    }

    @GetMapping("/settings/channels/webhook/new")
    ModelAndView fresh() {
        Map<String, String> form = new LinkedHashMap<>(Map.of(
                "name",
                "Contact form",
                SIGNING,
                "standard",
                "header",
                "X-Signature",
                "vouched",
                "no",
                "sample",
                SAMPLE));
        PARTS.forEach(part -> form.put(part.key(), part.usual()));
        return page(null, form, null, null);
    }

    @PostMapping("/settings/channels/webhook")
    ModelAndView connect(@RequestParam Map<String, String> form, @AuthenticationPrincipal Member member) {
        Optional<String> problem = problem(form);
        if (problem.isPresent()) return refused(null, form, problem.get());
        Map<String, String> settings = settings(form);
        settings.put(InboundHook.HOOK, Token.fresh().text());
        String secret = Signing.freshSecret();
        ConnectionId id = connections.connect(
                Medium.WEBHOOK, field(form, "name"), "", settings, Map.of(InboundHook.SECRET, secret), member.actor());
        // Shown with this answer and never kept anywhere it could be read again.
        return page(connections.find(id).orElseThrow(), settings, secret, null);
    }

    @GetMapping("/settings/channels/webhook/{id:\\d{1,9}}")
    ModelAndView show(@PathVariable int id) {
        Connection connection = connection(id);
        return page(connection, connection.settings(), null, null);
    }

    @PostMapping("/settings/channels/webhook/{id:\\d{1,9}}")
    ModelAndView change(
            @PathVariable int id,
            @RequestParam Map<String, String> form,
            @AuthenticationPrincipal Member member,
            RedirectAttributes redirect) {
        Connection connection = connection(id);
        Optional<String> problem = problem(form);
        if (problem.isPresent()) return refused(connection, form, problem.get());
        Map<String, String> settings = new LinkedHashMap<>(connection.settings());
        settings.putAll(settings(form));
        connections.change(connection.id(), field(form, "name"), settings, Map.of(), member.actor());
        redirect.addFlashAttribute("notice", "Saved. What the paths find in the sample stands beside them.");
        return new ModelAndView("redirect:/settings/channels/webhook/" + id);
    }

    /// A new secret ends the old one at once: whoever has it can write as anybody.
    @PostMapping("/settings/channels/webhook/{id:\\d{1,9}}/secret")
    ModelAndView rotate(@PathVariable int id, @AuthenticationPrincipal Member member) {
        Connection connection = connection(id);
        String secret = Signing.freshSecret();
        connections.change(
                connection.id(),
                connection.name(),
                connection.settings(),
                Map.of(InboundHook.SECRET, secret),
                member.actor());
        return page(connection, connection.settings(), secret, null);
    }

    @PostMapping("/settings/channels/webhook/{id:\\d{1,9}}/ending")
    ModelAndView end(@PathVariable int id, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        Connection connection = connection(id);
        connections.end(connection.id(), member.actor());
        redirect.addFlashAttribute("notice", connection.name() + " was ended. What came by it stays.");
        return new ModelAndView("redirect:/settings/channels");
    }

    private Connection connection(int id) {
        return connections
                .find(new ConnectionId(id))
                .filter(connection -> connection.medium() == Medium.WEBHOOK && connection.isActive())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private Optional<String> problem(Map<String, String> form) {
        String name = field(form, "name");
        if (name.isEmpty() || name.length() > 80) return Optional.of("Give it a name, as your team calls it.");
        if (!vault.isReady()) return Optional.of("There is no master key, so that its secret cannot be kept.");
        for (Part part : PARTS) {
            if (!Mapping.PATH.matcher(field(form, part.key())).matches()) {
                return Optional.of(part.label() + ": a path looks like data.customer.email.");
            }
        }
        if (field(form, "from").isEmpty() || field(form, "text").isEmpty()) {
            return Optional.of("It must say where the sender and the text stand.");
        }
        boolean isHmac = field(form, SIGNING).equals(InboundHook.HMAC);
        if (isHmac && !field(form, "header").matches("[A-Za-z0-9-]{1,60}")) {
            return Optional.of("The header of the signature is named like X-Signature.");
        }
        // A plain signature has no time in it: only the number keeps an old message from coming again.
        if (isHmac && field(form, "id").isEmpty()) {
            return Optional.of("With a plain signature it must say where the number of the message stands.");
        }
        String answers = field(form, "answers");
        if (!answers.isEmpty()) {
            Optional<String> refusal = http.refusal(answers);
            if (refusal.isPresent()) return Optional.of("Answers: " + refusal.get());
        }
        return field(form, "sample").length() > LONGEST_SAMPLE
                ? Optional.of("The sample is longer than 20,000 characters.")
                : Optional.empty();
    }

    private static Map<String, String> settings(Map<String, String> form) {
        Map<String, String> settings = new LinkedHashMap<>();
        PARTS.forEach(part -> settings.put(part.key(), field(form, part.key())));
        settings.put(SIGNING, field(form, SIGNING).equals(InboundHook.HMAC) ? InboundHook.HMAC : "standard");
        settings.put("header", field(form, "header"));
        settings.put("vouched", field(form, "vouched").equals("yes") ? "yes" : "no");
        settings.put("answers", field(form, "answers"));
        settings.put("sample", field(form, "sample"));
        return settings;
    }

    private static String field(Map<String, String> form, String name) {
        return form.getOrDefault(name, "").strip();
    }

    private ModelAndView refused(@Nullable Connection connection, Map<String, String> form, String problem) {
        ModelAndView again = page(connection, form, null, problem);
        again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return again;
    }

    /// The name that stands in the form; else that of the connection.
    private static String name(@Nullable Connection connection, Map<String, String> form) {
        return form.getOrDefault("name", connection == null ? "" : connection.name());
    }

    private ModelAndView page(
            @Nullable Connection connection,
            Map<String, String> form,
            @Nullable String secret,
            @Nullable String problem) {
        JsonNode sample = sample(form.getOrDefault("sample", ""));
        List<Line> lines = PARTS.stream()
                .map(part -> new Line(
                        part,
                        form.getOrDefault(part.key(), ""),
                        Mapping.read(sample, form.getOrDefault(part.key(), ""))))
                .toList();
        return pages.page(
                "webhook/inbound",
                new Page(
                        connection,
                        name(connection, form),
                        form,
                        lines,
                        connection == null ? null : site.url("/hooks/" + connection.setting(InboundHook.HOOK)),
                        secret,
                        vault.isReady(),
                        problem));
    }

    private JsonNode sample(String text) {
        try {
            return json.readTree(text);
        } catch (JacksonException e) {
            return Mapping.nothing();
        }
    }
}
