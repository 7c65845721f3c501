package valentine.effort;

import gg.jte.Content;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;
import valentine.customer.CustomerId;
import valentine.customer.CustomerPanel;
import valentine.effort.EffortFigures.Figures;
import valentine.effort.EffortFigures.Median;
import valentine.models.Beta;
import valentine.team.Firms;
import valentine.web.Moment;
import valentine.web.Pages;

/// What it took a customer in the last twelve months to get something from us, beside the customer in the middle.
@Component
@ConditionalOnWebApplication
class EffortPanel implements CustomerPanel {
    private static final int ORDER = 320;
    private static final int SHOWN = 5;

    private final Matters matters;
    private final EffortFigures figures;
    private final Firms firms;
    private final Clock clock;
    private final Pages pages;
    /// Stands for the request that is being answered.
    private final HttpServletRequest request;

    EffortPanel(
            Matters matters, EffortFigures figures, Firms firms, Clock clock, Pages pages, HttpServletRequest request) {
        this.matters = matters;
        this.figures = figures;
        this.firms = firms;
        this.clock = clock;
        this.pages = pages;
        this.request = request;
    }

    /// @param lines one for each sort of effort
    /// @param basis on whom the comparison rests; empty where there is nobody to compare with yet
    record Panel(long conversations, List<Line> lines, String basis) {}

    /// @param text "He came again 3 times."
    /// @param middle the customer in the middle; empty where that is not known
    /// @param odd what is told of him only where chance hardly makes it
    /// @param behind the conversations behind the number
    record Line(String label, String text, String middle, String odd, List<Behind> behind, int more) {}

    record Behind(long conversation, String subject, Moment asked, String what) {}

    @Override
    public int order() {
        return ORDER;
    }

    @Override
    public Optional<Content> show(CustomerId customer) {
        if (request.getParameter("as-of") != null) return Optional.empty();
        Instant now = clock.instant();
        List<Matter> all = matters.of(customer, now.minus(EffortFigures.YEAR), now);
        if (all.isEmpty()) return Optional.empty();
        Optional<Figures> known = figures.known().filter(shown -> shown.median().customers() > 1);
        @Nullable Median median = known.map(Figures::median).orElse(null);
        @Nullable Counted firm = known.map(Figures::all).orElse(null);
        List<Line> lines = List.of(
                line(
                        "Came again about the same matter",
                        all,
                        Matter::repeats,
                        median == null ? null : median.repeats(),
                        firm == null ? null : firm.repeated(),
                        firm),
                line(
                        "Handed over",
                        all,
                        Matter::transfers,
                        median == null ? null : median.transfers(),
                        firm == null ? null : firm.transferred(),
                        firm),
                line(
                        "Changed channel",
                        all,
                        Matter::switches,
                        median == null ? null : median.switches(),
                        firm == null ? null : firm.switched(),
                        firm),
                waiting(all, median));
        String basis = median == null
                ? ""
                : String.format(java.util.Locale.ENGLISH, "%,d customers who wrote in that year", median.customers());
        return Optional.of(pages.part("effort/panel", new Panel(all.size(), lines, basis)));
    }

    private Line line(
            String label,
            List<Matter> all,
            ToLongFunction<Matter> of,
            @Nullable Long middle,
            @Nullable Long firmwide,
            @Nullable Counted firm) {
        List<Matter> with =
                all.stream().filter(matter -> of.applyAsLong(matter) > 0).toList();
        long sum = all.stream().mapToLong(of).sum();
        boolean odd = firmwide != null
                && firm != null
                && isOdd(with.size(), all.size(), firmwide - with.size(), firm.asked() - all.size());
        return new Line(
                label,
                Took.times(sum),
                middle == null ? "" : Took.times(middle),
                odd ? "in more of the conversations than with other customers; chance alone hardly does that" : "",
                behind(with, matter -> Took.times(of.applyAsLong(matter))),
                Math.max(0, with.size() - SHOWN));
    }

    private Line waiting(List<Matter> all, @Nullable Median median) {
        List<Matter> with = all.stream()
                .filter(matter -> matter.waited() != null)
                .sorted(java.util.Comparator.comparing((Matter matter) -> Objects.requireNonNull(matter.waited()))
                        .reversed())
                .toList();
        Duration sum = with.stream()
                .map(matter -> Objects.requireNonNull(matter.waited()))
                .reduce(Duration.ZERO, Duration::plus);
        return new Line(
                "Waited for us, all in all",
                with.isEmpty() ? "never" : Length.words(sum),
                median == null || median.waited() == null ? "" : Length.words(median.waited()),
                "",
                behind(with, matter -> Length.words(matter.waited())),
                Math.max(0, with.size() - SHOWN));
    }

    /// Whether even the lower end of what is believed of him (exact, 97.5 %) lies above the share of all others.
    static boolean isOdd(long some, long all, long othersSome, long othersAll) {
        if (some <= 0 || othersAll < Rate.FEWEST || othersSome < 0) return false;
        double low = new Beta(some, all - some + 1.0).quantile(0.025);
        return low > (double) othersSome / othersAll;
    }

    private List<Behind> behind(List<Matter> with, java.util.function.Function<Matter, String> what) {
        Instant now = clock.instant();
        return with.stream()
                .limit(SHOWN)
                .map(matter -> new Behind(
                        matter.conversation(),
                        matter.subject(),
                        Moment.of(matter.askedAt(), now, firms.ours().zone()),
                        what.apply(matter)))
                .toList();
    }
}
