package valentine.chat;

import java.util.ArrayList;
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
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.json.JsonMapper;
import valentine.channel.ConnectionId;
import valentine.channel.Connections;
import valentine.channel.Medium;
import valentine.event.Origins;
import valentine.mail.Site;
import valentine.team.Member;
import valentine.team.Token;
import valentine.web.Pages;

/// Sets up the chat for pages, and shows the line to paste there.
@Controller
@ConditionalOnWebApplication
class ChatPages {
    private static final String SECRET = "secret";
    private static final int MOST_ORIGINS = 50;
    private static final int KEY = 16;

    private final Connections connections;
    private final Widgets widgets;
    private final Site site;
    private final JsonMapper json;
    private final Pages pages;

    ChatPages(Connections connections, Widgets widgets, Site site, JsonMapper json, Pages pages) {
        this.connections = connections;
        this.widgets = widgets;
        this.site = site;
        this.json = json;
        this.pages = pages;
    }

    record Form(
            @Nullable String name,
            @Nullable String origins,
            @Nullable String greeting,
            @Nullable String away,
            @Nullable String hours) {
        Form {
            name = line(name, 80);
            origins = Pages.field(origins);
            greeting = line(greeting, 300);
            away = line(away, 300);
            hours = Pages.field(hours);
        }

        private static String line(@Nullable String text, int longest) {
            String plain = Pages.field(text).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
            return plain.length() > longest ? plain.substring(0, longest) : plain;
        }

        static Form of(Widget widget) {
            return new Form(
                    widget.name(),
                    String.join("\n", widget.origins()),
                    widget.greeting(),
                    widget.away(),
                    widget.keepsHours() ? "firm" : "always");
        }

        boolean keepsHours() {
            return "firm".equals(hours);
        }
    }

    /// @param id none while it is new
    /// @param snippet the line for the pages
    /// @param secret shown this once
    /// @param look how the preview begins
    record Page(
            Form form,
            @Nullable Integer id,
            @Nullable String snippet,
            String origin,
            @Nullable String secret,
            String look,
            @Nullable String problem) {
        String action() {
            return "/settings/channels/chat" + (id == null ? "" : "/" + id);
        }
    }

    @GetMapping("/settings/channels/chat/new")
    ModelAndView fresh() {
        return page(new Form("Chat", "", Widget.GREETING, Widget.AWAY, "firm"), null, null, null);
    }

    @PostMapping("/settings/channels/chat")
    ModelAndView make(@ModelAttribute Form form, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        List<String> origins = new ArrayList<>();
        String problem = read(form, origins);
        if (problem != null) return again(form, null, problem);
        String key = Token.fresh().text().substring(0, KEY);
        Widget widget = widget(new ConnectionId(0), key, form, origins);
        ConnectionId id =
                connections.connect(Medium.CHAT, widget.name(), "", widget.settings(), Map.of(), member.actor());
        widgets.changed();
        redirect.addFlashAttribute("notice", "The chat is ready. Paste its line into your pages.");
        return new ModelAndView("redirect:/settings/channels/chat/" + id.value());
    }

    @GetMapping("/settings/channels/chat/{id:\\d{1,9}}")
    ModelAndView show(@PathVariable int id, @ModelAttribute(SECRET) @Nullable String secret) {
        Widget widget = find(id);
        return page(Form.of(widget), widget, secret == null || secret.isEmpty() ? null : secret, null);
    }

    @PostMapping("/settings/channels/chat/{id:\\d{1,9}}")
    ModelAndView change(
            @PathVariable int id,
            @ModelAttribute Form form,
            @AuthenticationPrincipal Member member,
            RedirectAttributes redirect) {
        Widget before = find(id);
        List<String> origins = new ArrayList<>();
        String problem = read(form, origins);
        if (problem != null) return again(form, before, problem);
        Widget widget = widget(before.id(), before.key(), form, origins);
        connections.change(widget.id(), widget.name(), widget.settings(), Map.of(), member.actor());
        widgets.changed();
        redirect.addFlashAttribute("notice", "Saved. Open pages show it when they are loaded again.");
        return new ModelAndView("redirect:/settings/channels/chat/" + id);
    }

    @PostMapping("/settings/channels/chat/{id:\\d{1,9}}/secret")
    ModelAndView secret(@PathVariable int id, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        Widget widget = find(id);
        String secret = Token.fresh().text();
        connections.change(
                widget.id(), widget.name(), widget.settings(), Map.of(Visits.SECRET, secret), member.actor());
        redirect.addFlashAttribute(SECRET, secret);
        return new ModelAndView("redirect:/settings/channels/chat/" + id + "#identity");
    }

    @PostMapping("/settings/channels/chat/{id:\\d{1,9}}/ending")
    ModelAndView end(@PathVariable int id, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        connections.end(find(id).id(), member.actor());
        widgets.changed();
        redirect.addFlashAttribute("notice", "The chat is off. Its line in your pages shows nothing any more.");
        return new ModelAndView("redirect:/settings/channels");
    }

    private Widget find(int id) {
        return connections
                .find(new ConnectionId(id))
                .filter(connection -> connection.medium() == Medium.CHAT && connection.isActive())
                .map(Widget::of)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static Widget widget(ConnectionId id, String key, Form form, List<String> origins) {
        return new Widget(
                id,
                Pages.field(form.name()),
                key,
                origins,
                Pages.field(form.greeting()),
                Pages.field(form.away()),
                form.keepsHours());
    }

    /// The origins that were typed; says what is wrong with the form, if something is.
    private static @Nullable String read(Form form, List<String> origins) {
        if (Pages.field(form.name()).isEmpty()) return "Give the chat a name, such as 'Our shop'.";
        for (String typed : List.of(Pages.field(form.origins()).strip().split("[\\s,]+"))) {
            Optional<String> origin = Origins.of(typed);
            if (origin.isEmpty()) {
                return typed.isEmpty()
                        ? "Name the site that the chat stands on, such as https://www.example.com."
                        : "'" + (typed.length() > 60 ? typed.substring(0, 60) + "…" : typed)
                                + "' is no address of a site. Write it like https://www.example.com.";
            }
            if (!origins.contains(origin.get())) origins.add(origin.get());
        }
        return origins.size() > MOST_ORIGINS ? "At most " + MOST_ORIGINS + " sites." : null;
    }

    private ModelAndView again(Form form, @Nullable Widget widget, String problem) {
        ModelAndView again = page(form, widget, null, problem);
        again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return again;
    }

    private ModelAndView page(Form form, @Nullable Widget widget, @Nullable String secret, @Nullable String problem) {
        Widgets.Look ours = widgets.ours();
        Map<String, Object> look = new LinkedHashMap<>();
        look.put("name", ours.firm());
        look.put("accent", ours.accent());
        look.put("dark", ours.accentOnDark());
        look.put("greeting", form.greeting());
        look.put("away", form.away());
        look.put("here", true);
        String script = site.url(ChatDoor.SCRIPT);
        return pages.page(
                "chat/widget",
                new Page(
                        form,
                        widget == null ? null : widget.id().value(),
                        widget == null
                                ? null
                                : "<script src=\"" + script + "\" data-chat=\"" + widget.key() + "\" defer></script>",
                        script.substring(0, script.length() - ChatDoor.SCRIPT.length()),
                        secret,
                        json.writeValueAsString(look),
                        problem));
    }
}
