package valentine.pace;

import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;
import valentine.models.GroupShares;
import valentine.models.Share;
import valentine.pace.PaceFigures.Facet;
import valentine.pace.PaceFigures.Figures;
import valentine.team.Firms;
import valentine.web.Moment;
import valentine.web.Pages;

/// How soon we answered and settled.
@Controller
@ConditionalOnWebApplication
class PacePage {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    private final PaceFigures figures;
    private final Firms firms;
    private final Clock clock;
    private final Pages pages;

    PacePage(PaceFigures figures, Firms firms, Clock clock, Pages pages) {
        this.figures = figures;
        this.firms = firms;
        this.clock = clock;
        this.pages = pages;
    }

    /// @param figures null until they were counted for the first time
    record Page(@Nullable Figures figures, @Nullable Moment at, String until) {
        List<Target> targets() {
            return List.of(Target.values());
        }

        List<Facet> facets() {
            return List.of(Facet.values());
        }

        Map<Target, PaceFigures.Told> told() {
            return figures == null ? Map.of() : figures.told();
        }

        static String percent(Share share) {
            return String.format(Locale.ROOT, "%.0f %%", 100 * share.value());
        }

        static String range(Share share) {
            return String.format(Locale.ROOT, "%.0f to %.0f %%", 100 * share.low(), 100 * share.high());
        }

        static String believed(GroupShares.Shrunk shrunk) {
            return String.format(
                    Locale.ROOT,
                    "%.0f %% (%.0f to %.0f)",
                    100 * shrunk.value(),
                    100 * shrunk.low(),
                    100 * shrunk.high());
        }

        static String count(long count) {
            return String.format(Locale.ROOT, "%,d", count);
        }

        static String words(@Nullable Duration time) {
            if (time == null) return "–";
            if (time.toMinutes() < 1) return "under 1 min";
            if (time.toHours() < 1) return time.toMinutes() + " min";
            if (time.toHours() < 48)
                return String.format(Locale.ROOT, "%d h %02d min", time.toHours(), time.toMinutesPart());
            return String.format(Locale.ROOT, "%.1f days", time.toSeconds() / 86_400.0);
        }
    }

    @GetMapping("/inbox/pace")
    ModelAndView show() {
        Optional<Figures> latest = figures.latest();
        return pages.page(
                "pace/report",
                latest.map(shown -> new Page(
                                shown,
                                Moment.of(
                                        shown.at(),
                                        clock.instant(),
                                        firms.ours().zone()),
                                DAY.format(shown.until().atZone(firms.ours().zone()))))
                        .orElse(new Page(null, null, "")));
    }
}
