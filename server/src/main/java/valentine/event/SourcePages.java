package valentine.event;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import valentine.team.Firms;
import valentine.team.Member;
import valentine.web.Moment;
import valentine.web.Pages;

/// Sources: who tells us something, how it goes, and the way from nothing to the first message.
@Controller
@ConditionalOnWebApplication
class SourcePages {
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final String KEY = "writeKey";
    private static final int MOST_ORIGINS = 50;

    private final Sources sources;
    private final Traffic traffic;
    private final Quarantine quarantine;
    private final Reconciliation reconciliation;
    private final Tail tail;
    private final Firms firms;
    private final Clock clock;
    private final Pages pages;

    SourcePages(
            Sources sources,
            Traffic traffic,
            Quarantine quarantine,
            Reconciliation reconciliation,
            Tail tail,
            Firms firms,
            Clock clock,
            Pages pages) {
        this.sources = sources;
        this.traffic = traffic;
        this.quarantine = quarantine;
        this.reconciliation = reconciliation;
        this.tail = tail;
        this.firms = firms;
        this.clock = clock;
        this.pages = pages;
    }

    /// A source in the list.
    record Row(Source source, Traffic.Lately lately, Status status) {}

    /// How a source does, in words.
    ///
    /// @param tone the class of its colour
    record Status(
            String tone, String icon, String word, @Nullable Moment lastAt) {}

    record ListPage(
            List<Row> rows,
            List<Quarantine.Count> waiting,
            List<Quarantine.Fullness> fullest,
            List<String> alarms,
            @Nullable Moment checkedAt) {
        long refused() {
            return waiting.stream().mapToLong(Quarantine.Count::waiting).sum();
        }
    }

    record Form(
            @Nullable String name,
            @Nullable String kind,
            @Nullable String origins) {
        String plainName() {
            return Plain.line(Plain.clean(name == null ? "" : name), Sources.LONGEST_NAME);
        }

        boolean isBrowser() {
            return "browser".equals(kind);
        }

        List<String> typed() {
            return origins == null
                    ? List.of()
                    : List.of(origins.strip().split("[\\s,]+")).stream()
                            .filter(one -> !one.isEmpty())
                            .toList();
        }
    }

    record NewPage(Form form, @Nullable String problem) {}

    record SourcePage(
            Source source,
            Status status,
            Traffic.Lately lately,
            List<Traffic.Day> days,
            List<Tail.Line> latest,
            List<Snippets.Snippet> snippets,
            @Nullable String key,
            @Nullable String problem) {}

    @GetMapping("/sources")
    ModelAndView list() {
        Instant now = clock.instant();
        List<Row> rows = sources.all().stream().map(source -> row(source, now)).toList();
        List<Reconciliation.Balance> balances = reconciliation.latest();
        List<String> alarms = balances.stream()
                .filter(balance -> !balance.addsUp())
                .map(balance -> balance.source() + " does not add up. " + balance.difference())
                .toList();
        Moment checked = balances.stream()
                .map(Reconciliation.Balance::at)
                .min(Instant::compareTo)
                .map(at -> Moment.of(at, now, zone()))
                .orElse(null);
        return pages.page(
                "event/sources", new ListPage(rows, quarantine.reasons(), quarantine.fullest(), alarms, checked));
    }

    @GetMapping("/sources/new")
    ModelAndView fresh() {
        return pages.page("event/new-source", new NewPage(new Form("", "server", ""), null));
    }

    @PostMapping("/sources")
    ModelAndView make(@ModelAttribute Form form, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        if (form.plainName().isEmpty()) return again(form, "Give the source a name, such as 'Our shop'.");
        List<String> origins = new ArrayList<>();
        if (form.isBrowser()) {
            String problem = read(form.typed(), origins);
            if (problem != null) return again(form, problem);
        }
        Source.Kind kind = form.isBrowser() ? Source.Kind.BROWSER : Source.Kind.SERVER;
        Optional<Sources.Made> made = sources.make(form.plainName(), kind, origins, member.actor());
        if (made.isEmpty()) return again(form, "Another source has this name already.");
        redirect.addFlashAttribute(KEY, made.get().key());
        return new ModelAndView("redirect:/sources/" + made.get().source().id().value());
    }

    @GetMapping("/sources/{id:\\d{1,9}}")
    ModelAndView show(@PathVariable int id, @ModelAttribute(KEY) @Nullable String key) {
        return page(find(id), key == null || key.isEmpty() ? null : key, null);
    }

    @PostMapping("/sources/{id:\\d{1,9}}")
    ModelAndView change(@PathVariable int id, @ModelAttribute Form form, RedirectAttributes redirect) {
        Source source = find(id);
        List<String> origins = new ArrayList<>();
        String problem = form.plainName().isEmpty() ? "A source needs a name." : null;
        if (problem == null && source.kind() == Source.Kind.BROWSER) problem = read(form.typed(), origins);
        if (problem == null && !sources.change(source.id(), form.plainName(), origins)) {
            problem = "Another source has this name already.";
        }
        if (problem != null) {
            ModelAndView page = page(source, null, problem);
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return page;
        }
        redirect.addFlashAttribute("notice", "Saved.");
        return new ModelAndView("redirect:/sources/" + id);
    }

    @PostMapping("/sources/{id:\\d{1,9}}/key")
    ModelAndView rotate(@PathVariable int id, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        String key = sources.rotate(find(id).id(), member.actor()).orElseThrow();
        redirect.addFlashAttribute(KEY, key);
        return new ModelAndView("redirect:/sources/" + id);
    }

    @PostMapping("/sources/{id:\\d{1,9}}/revocation")
    ModelAndView revoke(@PathVariable int id, @AuthenticationPrincipal Member member, RedirectAttributes redirect) {
        sources.revoke(find(id).id(), member.actor());
        redirect.addFlashAttribute("notice", "The key is revoked. Nothing more comes in by it.");
        return new ModelAndView("redirect:/sources/" + id);
    }

    @PostMapping("/sources/reconciliation")
    ModelAndView reconcile(RedirectAttributes redirect) {
        boolean fine = reconciliation.check().stream().allMatch(Reconciliation.Balance::addsUp);
        if (fine) redirect.addFlashAttribute("notice", "Counted again: everything adds up.");
        return new ModelAndView("redirect:/sources");
    }

    /// What comes, as it comes, until the watcher leaves.
    @GetMapping("/sources/{id:\\d{1,9}}/tail")
    void watch(@PathVariable int id, HttpServletResponse response) throws IOException, InterruptedException {
        Source source = find(id);
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        Writer out = response.getWriter();
        try (Tail.Watcher watcher = tail.watch(source.id())) {
            while (tail.isRunning()) {
                Tail.Line line = watcher.lines().poll(HEARTBEAT.toSeconds(), TimeUnit.SECONDS);
                out.write(
                        line == null ? ": still here\n\n" : "data: " + Envelope.JSON.writeValueAsString(line) + "\n\n");
                response.flushBuffer();
            }
        }
    }

    private Row row(Source source, Instant now) {
        Traffic.Lately lately = traffic.lately(source.id(), now);
        return new Row(source, lately, status(source, lately, now));
    }

    private Status status(Source source, Traffic.Lately lately, Instant now) {
        Instant last = lately.lastAt();
        Moment at = last == null ? null : Moment.of(last, now, zone());
        if (source.key() == null) return new Status("losing-touch", "lock", "Key revoked", at);
        if (last == null || at == null) return new Status("gone-quiet", "hourglass", "Nothing yet", null);
        if (last.isAfter(now.minus(Duration.ofMinutes(10)))) return new Status("in-touch", "heart", "Sending", at);
        return last.isAfter(now.minus(Duration.ofDays(1)))
                ? new Status("cooling", "moon", "Quiet for a while", at)
                : new Status("gone-quiet", "minus", "Silent", at);
    }

    private ModelAndView page(Source source, @Nullable String key, @Nullable String problem) {
        Instant now = clock.instant();
        Traffic.Lately lately = traffic.lately(source.id(), now);
        String url =
                ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString();
        return pages.page(
                "event/source",
                new SourcePage(
                        source,
                        status(source, lately, now),
                        lately,
                        traffic.days(source.id(), now, zone()),
                        tail.latest(source.id()).reversed(),
                        Snippets.of(source.kind(), url, key == null ? "YOUR_WRITE_KEY" : key),
                        key,
                        problem));
    }

    private ModelAndView again(Form form, String problem) {
        ModelAndView again = pages.page("event/new-source", new NewPage(form, problem));
        again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return again;
    }

    /// The origins that were typed; says what is wrong with them, if something is.
    private static @Nullable String read(List<String> typed, List<String> origins) {
        for (String one : typed) {
            Optional<String> origin = Origins.of(one);
            if (origin.isEmpty()) {
                return "'" + Plain.line(one, 60) + "' is no origin. Write it like https://www.example.com.";
            }
            if (!origins.contains(origin.get())) origins.add(origin.get());
        }
        if (origins.isEmpty()) return "Name the pages that may send, such as https://www.example.com.";
        return origins.size() > MOST_ORIGINS ? "At most " + MOST_ORIGINS + " origins." : null;
    }

    private Source find(int id) {
        return sources.find(new SourceId(id)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private ZoneId zone() {
        return firms.ours().zone();
    }
}
