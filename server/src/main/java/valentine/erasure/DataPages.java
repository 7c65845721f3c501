package valentine.erasure;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import valentine.team.Firms;
import valentine.team.Member;
import valentine.web.Pages;
import valentine.web.Problem;

/// What we keep of whom and why, for how long, and the record of it that the law asks for.
@Controller
@ConditionalOnWebApplication
class DataPages {
    private final DataMap map = DataMap.read();
    private final Retention retention;
    private final Requests requests;
    private final Firms firms;
    private final Pages pages;

    DataPages(Retention retention, Requests requests, Firms firms, Pages pages) {
        this.retention = retention;
        this.requests = requests;
        this.firms = firms;
        this.pages = pages;
    }

    record Overview(int open, int pressing) {}

    record MapPage(List<DataMap.Table> tables) {}

    /// One processing activity.
    record Activity(String purpose, String whose, String categories, List<String> retention, List<String> erased) {}

    record RecordPage(String firm, LocalDate day, List<Activity> activities) {}

    /// @param previewed the rule whose preview is shown
    record RetentionPage(
            List<Retention.Rule> rules,
            List<Retention.Run> runs,
            @Nullable Preview previewed) {}

    record Preview(String key, int months, long count) {}

    @GetMapping("/settings/privacy")
    ModelAndView overview() {
        List<Request> open = requests.open();
        LocalDate today = requests.today();
        return pages.page("erasure/overview", new Overview(open.size(), (int)
                open.stream().filter(one -> one.isPressing(today)).count()));
    }

    @GetMapping("/settings/privacy/data-map")
    ModelAndView map() {
        return pages.page("erasure/data-map", new MapPage(map.tables()));
    }

    @GetMapping("/settings/privacy/record")
    ModelAndView record() {
        return pages.page("erasure/record", new RecordPage(firms.ours().name(), requests.today(), activities()));
    }

    @GetMapping("/settings/privacy/record.csv")
    ResponseEntity<byte[]> recordAsCsv() {
        StringWriter text = new StringWriter();
        CsvWriter csv = CsvWriter.builder().build(text);
        csv.writeRecord("purpose", "data subjects", "categories of data", "kept for", "when somebody is forgotten");
        for (Activity one : activities()) {
            csv.writeRecord(
                    one.purpose(),
                    one.whose(),
                    one.categories(),
                    String.join("; ", one.retention()),
                    String.join("; ", one.erased()));
        }
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("record-of-processing.csv")
                                .build()
                                .toString())
                .header(HttpHeaders.CONTENT_TYPE, "text/csv;charset=UTF-8")
                .body(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    @GetMapping("/settings/privacy/retention")
    ModelAndView retention(
            @RequestParam(defaultValue = "") String rule, @RequestParam(defaultValue = "") String months) {
        Integer asked = months(months);
        Preview preview = asked == null
                ? null
                : retention
                        .preview(rule, asked)
                        .map(count -> new Preview(rule, asked, count))
                        .orElse(null);
        return pages.page("erasure/retention", new RetentionPage(retention.rules(), retention.runs(), preview));
    }

    @PostMapping("/settings/privacy/retention/{rule}")
    ModelAndView change(
            @PathVariable String rule,
            @RequestParam(defaultValue = "") String months,
            @AuthenticationPrincipal Member member,
            RedirectAttributes redirect) {
        Integer asked = months(months);
        if (!retention.change(rule, asked, member.id())) {
            ModelAndView nothing = pages.page(
                    "web/problem", new Problem(404, "There is no such rule", "Choose one of those on the page."));
            nothing.setStatus(org.springframework.http.HttpStatus.NOT_FOUND);
            return nothing;
        }
        redirect.addFlashAttribute(
                "notice",
                asked == null
                        ? "Switched off: it is kept until somebody is forgotten."
                        : "Switched on: from tonight on, what is older is let go.");
        return new ModelAndView("redirect:/settings/privacy/retention");
    }

    private List<Activity> activities() {
        Map<String, List<DataMap.Table>> byPurpose = map.byPurpose();
        return byPurpose.entrySet().stream()
                .map(entry -> activity(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Activity activity(String purpose, List<DataMap.Table> tables) {
        String whose = Arrays.stream(DataMap.Whose.values())
                .filter(one -> tables.stream().anyMatch(table -> table.whose() == one))
                .map(DataMap.Whose::words)
                .collect(Collectors.joining(", "));
        String categories = Arrays.stream(DataMap.Category.values())
                .filter(one ->
                        tables.stream().anyMatch(table -> table.categories().contains(one)))
                .map(DataMap.Category::words)
                .collect(Collectors.joining("; "));
        return new Activity(
                purpose,
                whose,
                categories,
                tables.stream().map(DataMap.Table::retention).distinct().toList(),
                tables.stream().map(DataMap.Table::erased).distinct().toList());
    }

    private static @Nullable Integer months(String text) {
        try {
            int months = Integer.parseInt(text.strip());
            return months >= 1 && months <= Retention.LONGEST ? months : null;
        } catch (NumberFormatException _) {
            return null;
        }
    }
}
