package valentine.effort;

import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;
import valentine.effort.EffortFigures.Figures;
import valentine.team.Firms;
import valentine.team.Member;
import valentine.team.Role;
import valentine.web.Moment;
import valentine.web.Pages;

/// Whether customers are treated alike whoever serves them, where, and by which channel.
@Controller
@ConditionalOnWebApplication
class ConsistencyPage {
    private static final String PATH = "/insight/consistency";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    private final EffortFigures figures;
    private final Groups groups;
    private final Firms firms;
    private final Clock clock;
    private final Pages pages;

    ConsistencyPage(EffortFigures figures, Groups groups, Firms firms, Clock clock, Pages pages) {
        this.figures = figures;
        this.groups = groups;
        this.firms = firms;
        this.clock = clock;
        this.pages = pages;
    }

    /// @param until the last day of the year looked at
    /// @param seesAll whether whoever looks sees every member, and not himself only
    /// @param verdicts how often something is called better or worse
    /// @param compared how often it could have been
    record Page(
            Counted all, List<Table> tables, boolean seesAll, long verdicts, long compared, Moment at, String until) {
        static List<Measure> measures() {
            return List.of(Measure.IN_A_DAY, Measure.COMPLAINT, Measure.PRAISE, Measure.WELL, Measure.SETTLED);
        }

        String title(Table table) {
            if (table.facet() == Facet.MEMBER) return seesAll ? "By member" : "You and the mean";
            return "By " + table.facet().label().toLowerCase(Locale.ROOT);
        }
    }

    record Table(Facet facet, List<Group> groups) {}

    @GetMapping(PATH)
    ModelAndView show(@AuthenticationPrincipal Member member) {
        Optional<Figures> latest = figures.latest();
        if (latest.isEmpty()) return pages.page("effort/counting", new Counting(PATH));
        Figures shown = latest.get();
        boolean seesAll = member.role().reaches(Role.MANAGER);
        List<Table> tables = List.of(
                new Table(Facet.CHANNEL, groups.of(shown, Facet.CHANNEL)),
                new Table(Facet.BRANCH, groups.of(shown, Facet.BRANCH)),
                new Table(Facet.MEMBER, members(shown, member, seesAll)));
        List<Rate> compared = tables.stream()
                .flatMap(table -> table.groups().stream())
                .flatMap(group -> Page.measures().stream().map(group::rate))
                .filter(rate -> rate.seen().total() >= Rate.FEWEST)
                .toList();
        return pages.page(
                "effort/consistency",
                new Page(
                        shown.all(),
                        tables,
                        seesAll,
                        compared.stream()
                                .filter(rate -> !rate.verdict().isEmpty())
                                .count(),
                        compared.size(),
                        Moment.of(shown.at(), clock.instant(), firms.ours().zone()),
                        DAY.format(shown.until().atZone(firms.ours().zone()))));
    }

    /// How a colleague does is for those who lead him; everybody may know how he does himself.
    private List<Group> members(Figures figures, Member looking, boolean seesAll) {
        String own = Long.toString(looking.id().value());
        return groups.of(figures, Facet.MEMBER).stream()
                .filter(group -> seesAll || group.counted().key().equals(own))
                .toList();
    }
}
