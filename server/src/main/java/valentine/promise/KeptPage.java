package valentine.promise;

import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.json.JsonMapper;
import valentine.models.Share;
import valentine.models.ShareDifference;
import valentine.promise.KeptFigures.Facet;
import valentine.promise.KeptFigures.Figures;
import valentine.promise.KeptFigures.Monthly;
import valentine.team.Firms;
import valentine.web.Moment;
import valentine.web.Pages;

/// How many promises we keep, by whom and of what, and how late the others come.
@Controller
@ConditionalOnWebApplication
class KeptPage {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    private final KeptFigures figures;
    private final Firms firms;
    private final Clock clock;
    private final JsonMapper json;
    private final Pages pages;

    KeptPage(KeptFigures figures, Firms firms, Clock clock, JsonMapper json, Pages pages) {
        this.figures = figures;
        this.firms = firms;
        this.clock = clock;
        this.json = json;
        this.pages = pages;
    }

    /// @param until the last day of the year looked at
    /// @param chart the months for the chart, as JSON
    record Page(Figures figures, Moment at, String until, String chart) {
        static String percent(Share share) {
            return String.format(Locale.ROOT, "%.0f %%", 100 * share.value());
        }

        static String range(Share share) {
            return String.format(Locale.ROOT, "%.0f to %.0f %%", 100 * share.low(), 100 * share.high());
        }

        static String count(long count) {
            return String.format(Locale.ROOT, "%,d", count);
        }

        /// How a group stayed against those to whom we kept our word: as a fact, never as a cause.
        static String against(ShareDifference difference) {
            String points = String.format(
                    Locale.ROOT,
                    "%.0f points (%.0f to %.0f)",
                    Math.abs(100 * difference.value()),
                    100 * Math.min(Math.abs(difference.low()), Math.abs(difference.high())),
                    100 * Math.max(Math.abs(difference.low()), Math.abs(difference.high())));
            if (!difference.significant()) {
                return String.format(
                        Locale.ROOT,
                        "That may be chance: between %.0f points less often and %.0f more.",
                        -100 * difference.low(),
                        100 * difference.high());
            }
            return difference.value() < 0 ? "That is " + points + " less often." : "That is " + points + " more often.";
        }

        List<Facet> groups() {
            return List.of(Facet.KIND, Facet.OWNER, Facet.BRANCH, Facet.CHANNEL, Facet.MONTH);
        }
    }

    /// Nothing was counted yet.
    record Counting() {}

    private record Chart(List<String> categories, List<Series> series) {}

    private record Series(String name, String tone, List<Long> values) {}

    @GetMapping("/promises/kept")
    ModelAndView show() {
        Optional<Figures> latest = figures.latest();
        if (latest.isEmpty()) return pages.page("promise/counting", new Counting());
        Figures shown = latest.get();
        return pages.page(
                "promise/kept",
                new Page(
                        shown,
                        Moment.of(shown.at(), clock.instant(), firms.ours().zone()),
                        DAY.format(shown.until().atZone(firms.ours().zone())),
                        chart(shown.months())));
    }

    private String chart(List<Monthly> months) {
        Chart chart = new Chart(
                months.stream().map(Monthly::month).toList(),
                List.of(
                        new Series(
                                "In time",
                                "--in-touch",
                                months.stream().map(Monthly::kept).toList()),
                        new Series(
                                "Late",
                                "--cooling",
                                months.stream().map(Monthly::late).toList()),
                        new Series(
                                "Not kept",
                                "--losing-touch",
                                months.stream().map(Monthly::not).toList())));
        return json.writeValueAsString(chart);
    }
}
