package valentine.effort;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;
import valentine.channel.Medium;
import valentine.effort.EffortFigures.Figures;
import valentine.effort.EffortFigures.Place;
import valentine.models.Share;
import valentine.team.Firms;
import valentine.web.Moment;
import valentine.web.Pages;

/// How much effort customers have with us, by topic and by channel, and the matters that took most.
@Controller
@ConditionalOnWebApplication
class EffortPage {
    private static final String PATH = "/insight/effort";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    // Primary key of the customers.
    private static final String NAMES =
            "SELECT customer, name FROM customer.card WHERE customer = ANY (CAST(:customers AS bigint[]))";

    private final EffortFigures figures;
    private final Groups groups;
    private final Firms firms;
    private final Clock clock;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Pages pages;

    EffortPage(
            EffortFigures figures,
            Groups groups,
            Firms firms,
            Clock clock,
            JdbcClient jdbc,
            JsonMapper json,
            Pages pages) {
        this.figures = figures;
        this.groups = groups;
        this.firms = firms;
        this.clock = clock;
        this.jdbc = jdbc;
        this.json = json;
        this.pages = pages;
    }

    /// @param until the last day of the year looked at
    /// @param chart the months for the chart, as JSON
    record Page(Counted all, List<Table> tables, List<Group> months, Moment at, String until, String chart) {
        static List<Measure> measures() {
            return List.of(Measure.REPEATED, Measure.TRANSFERRED, Measure.SWITCHED);
        }

        Share easy() {
            return Share.of(all.easy(), all.asked());
        }
    }

    record Table(Facet facet, List<Group> groups) {
        static String link(Group group) {
            Counted counted = group.counted();
            return UriComponentsBuilder.fromPath(PATH + "/matters")
                    .queryParam("by", counted.facet().key())
                    .queryParam("of", "{of}")
                    .build(counted.key())
                    .toString();
        }
    }

    /// @param group what they are of; empty for all
    record MattersPage(String group, List<Line> lines) {}

    record Line(Matter matter, String customer, String channel, Moment asked) {
        String took() {
            return Took.words(matter);
        }

        String waited() {
            return Length.words(matter.waited());
        }
    }

    private record Chart(List<String> categories, List<Series> series) {}

    private record Series(String name, String tone, List<Long> values) {}

    @GetMapping("/insight")
    String begin() {
        return "redirect:" + PATH;
    }

    @GetMapping(PATH)
    ModelAndView show() {
        Optional<Figures> latest = figures.latest();
        if (latest.isEmpty()) return pages.page("effort/counting", new Counting(PATH));
        Figures shown = latest.get();
        List<Group> months = groups.of(shown, Facet.MONTH);
        return pages.page(
                "effort/effort",
                new Page(
                        shown.all(),
                        List.of(table(shown, Facet.TOPIC), table(shown, Facet.CHANNEL)),
                        months,
                        Moment.of(shown.at(), clock.instant(), firms.ours().zone()),
                        DAY.format(shown.until().atZone(firms.ours().zone())),
                        chart(months)));
    }

    /// The matters that took most, of a topic, of a channel or of all.
    @GetMapping(PATH + "/matters")
    ModelAndView matters(
            @RequestParam(defaultValue = "all") String by, @RequestParam(name = "of", defaultValue = "") String key) {
        Optional<Figures> latest = figures.latest();
        if (latest.isEmpty()) return pages.page("effort/counting", new Counting(PATH));
        Facet facet = by.equals(Facet.TOPIC.key()) ? Facet.TOPIC : by.equals("channel") ? Facet.CHANNEL : Facet.ALL;
        Place place = new Place(facet, facet == Facet.ALL ? "" : key);
        List<Matter> found = latest.get().top().getOrDefault(place, List.of());
        Map<Long, String> names = names(found);
        Instant now = clock.instant();
        List<Line> lines = found.stream()
                // Who was forgotten since is not named.
                .filter(matter -> names.containsKey(matter.customer().value()))
                .map(matter -> new Line(
                        matter,
                        names.getOrDefault(matter.customer().value(), ""),
                        Medium.of(matter.medium()).map(Medium::label).orElse(matter.medium()),
                        Moment.of(matter.askedAt(), now, firms.ours().zone())))
                .toList();
        return pages.page("effort/matters", new MattersPage(facet == Facet.ALL ? "" : groups.name(facet, key), lines));
    }

    private Table table(Figures figures, Facet facet) {
        return new Table(facet, groups.of(figures, facet));
    }

    private Map<Long, String> names(List<Matter> matters) {
        Long[] customers = matters.stream()
                .map(matter -> matter.customer().value())
                .distinct()
                .toArray(Long[]::new);
        Map<Long, String> names = new java.util.HashMap<>();
        jdbc.sql(NAMES).param("customers", customers).query(row -> {
            names.put(
                    row.getLong("customer"),
                    Optional.ofNullable(row.getString("name")).orElse("Somebody"));
        });
        return names;
    }

    private String chart(List<Group> months) {
        List<Counted> counted = months.stream().map(Group::counted).toList();
        return json.writeValueAsString(new Chart(
                months.stream().map(Group::name).toList(),
                List.of(
                        new Series(
                                "First go",
                                "--in-touch",
                                counted.stream().map(Counted::easy).toList()),
                        new Series(
                                "Took more",
                                "--cooling",
                                counted.stream()
                                        .map(one -> one.asked() - one.easy())
                                        .toList()))));
    }
}
