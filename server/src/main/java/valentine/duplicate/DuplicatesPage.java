package valentine.duplicate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import valentine.customer.CustomerId;
import valentine.models.Linkage;
import valentine.team.Firms;
import valentine.team.Member;
import valentine.web.Moment;
import valentine.web.Pages;
import valentine.web.Problem;

/// Duplicates: customers who may be one, to decide about.
@Controller
@ConditionalOnWebApplication
class DuplicatesPage {
    private static final int SHOWN = 10;
    private static final int COUNTED = 1_000;
    private static final Duration UNDO_IS_OFFERED = Duration.ofMinutes(1);
    private static final String NOT_FOUND_ANY_MORE = "These two do not look like one customer any more.";
    private static final Problem NOT_POSSIBLE = new Problem(
            404, "Nothing to decide here", "This pair is not known. Open Duplicates and look at what is there.");

    private final PairTable pairs;
    private final RunTable runs;
    private final DecisionTable decisions;
    private final Decisions deciding;
    private final Comparer comparer;
    private final People people;
    private final Brought brought;
    private final Firms firms;
    private final Clock clock;
    private final Pages pages;

    DuplicatesPage(
            PairTable pairs,
            RunTable runs,
            DecisionTable decisions,
            Decisions deciding,
            Comparer comparer,
            People people,
            Brought brought,
            Firms firms,
            Clock clock,
            Pages pages) {
        this.pairs = pairs;
        this.runs = runs;
        this.decisions = decisions;
        this.deciding = deciding;
        this.comparer = comparer;
        this.people = people;
        this.brought = brought;
        this.firms = firms;
        this.clock = clock;
        this.pages = pages;
    }

    /// @param open how many wait, at most a thousand are counted
    /// @param running the comparison under way, if one is
    /// @param run the latest that ended, if one did
    /// @param toast what was just decided, while it can be taken back
    /// @param refused why the last answer could not be carried out
    record Page(
            List<Item> items,
            int open,
            boolean wereAny,
            @Nullable Long imported,
            @Nullable Run running,
            @Nullable Run run,
            @Nullable Moment finished,
            @Nullable Toast toast,
            @Nullable String refused,
            List<Weight> weights) {
        Page {
            items = List.copyOf(items);
            weights = List.copyOf(weights);
        }

        String count() {
            return open >= COUNTED ? "more than " + number(COUNTED - 1) : number(open);
        }

        static String number(long number) {
            return String.format(java.util.Locale.ROOT, "%,d", number);
        }
    }

    record Toast(DecisionId decision, String names, String said) {}

    /// One pair to decide about.
    ///
    /// @param imported the import whose pairs are shown alone
    record Item(PairTable.Row row, Sides sides, @Nullable Long imported) {
        long percent() {
            // Nothing is ever quite sure.
            return Math.clamp(Math.round(100 * row.probability()), 1, 99);
        }

        String sureness() {
            return percent() >= 98 ? "Almost surely one" : percent() >= 80 ? "Probably one" : "Perhaps one";
        }
    }

    /// A line of "How do we know".
    record Weight(String field, String degree, String ofOne, String ofTwo, String bits) {}

    @GetMapping("/duplicates")
    ModelAndView show(
            @RequestParam(required = false) @Nullable Long decided,
            @RequestParam(name = "import", required = false) @Nullable Long imported,
            @AuthenticationPrincipal Member member) {
        return pages.page(
                "duplicate/duplicates",
                page(imported, decided == null ? null : toast(new DecisionId(decided), member), null));
    }

    @PostMapping("/duplicates/{pair:\\d{1,18}}/decision")
    ModelAndView decide(
            @PathVariable long pair,
            @RequestParam String answer,
            @RequestParam(required = false) @Nullable Long kept,
            @RequestParam(name = "import", required = false) @Nullable Long imported,
            @AuthenticationPrincipal Member member,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String inPlace) {
        Optional<Answer> given = Answer.of(answer);
        if (given.isEmpty()) return notPossible();
        Outcome outcome = deciding.decide(pair, given.get(), kept == null ? null : new CustomerId(kept), member.id());
        return switch (outcome) {
            case Outcome.Decided(var id) ->
                inPlace != null
                        ? pages.page("duplicate/list", page(imported, toast(id, member), null))
                        : new ModelAndView("redirect:/duplicates?decided=" + id.value() + of(imported));
            case Outcome.Gone _ -> after(inPlace, imported, "Somebody has decided about these two already.");
            case Outcome.Unknown _ -> inPlace == null ? notPossible() : after(inPlace, imported, NOT_FOUND_ANY_MORE);
            case Outcome.Refused(var why) -> after(inPlace, imported, why);
        };
    }

    @PostMapping("/duplicates/decisions/{decision:\\d{1,18}}/undoing")
    ModelAndView undo(
            @PathVariable long decision,
            @RequestParam(name = "import", required = false) @Nullable Long imported,
            @AuthenticationPrincipal Member member,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String inPlace) {
        return switch (deciding.undo(new DecisionId(decision), member.id())) {
            case Outcome.Decided _ -> after(inPlace, imported, null);
            case Outcome.Gone _ -> after(inPlace, imported, "This was taken back already.");
            case Outcome.Unknown _ -> inPlace == null ? notPossible() : after(inPlace, imported, NOT_FOUND_ANY_MORE);
            case Outcome.Refused(var why) -> after(inPlace, imported, why);
        };
    }

    @PostMapping("/duplicates/comparison")
    ModelAndView compare() {
        comparer.start();
        return new ModelAndView("redirect:/duplicates");
    }

    private ModelAndView notPossible() {
        ModelAndView refused = pages.page("web/problem", NOT_POSSIBLE);
        refused.setStatus(HttpStatus.NOT_FOUND);
        return refused;
    }

    private ModelAndView after(@Nullable String inPlace, @Nullable Long imported, @Nullable String refused) {
        if (inPlace != null || refused != null) {
            return pages.page(
                    inPlace == null ? "duplicate/duplicates" : "duplicate/list", page(imported, null, refused));
        }
        return new ModelAndView("redirect:/duplicates" + (imported == null ? "" : "?import=" + imported));
    }

    private static String of(@Nullable Long imported) {
        return imported == null ? "" : "&import=" + imported;
    }

    private Page page(@Nullable Long imported, @Nullable Toast toast, @Nullable String refused) {
        Instant now = clock.instant();
        List<PairTable.Row> rows = imported == null ? pairs.open(now, SHOWN) : brought.open(imported, now, SHOWN);
        Optional<Run> run = runs.latest();
        Instant finished = run.map(Run::finishedAt).orElse(null);
        return new Page(
                items(rows, imported),
                imported == null ? pairs.count(now, COUNTED) : brought.pairs(imported, now, COUNTED),
                pairs.any(),
                imported,
                comparer.running().orElse(null),
                run.orElse(null),
                finished == null ? null : Moment.of(finished, now, firms.ours().zone()),
                toast,
                refused,
                run.map(Run::learned).map(DuplicatesPage::weights).orElse(List.of()));
    }

    private List<Item> items(List<PairTable.Row> rows, @Nullable Long imported) {
        Set<CustomerId> ids = new HashSet<>();
        for (PairTable.Row row : rows) {
            ids.add(row.one());
            ids.add(row.other());
        }
        Map<CustomerId, Told> told = new HashMap<>();
        people.of(ids).forEach(one -> told.put(one.customer(), one));
        List<Item> items = new ArrayList<>();
        for (PairTable.Row row : rows) {
            Told one = told.get(row.one());
            Told other = told.get(row.other());
            if (one != null && other != null) {
                items.add(new Item(row, Sides.of(one, other, row.pattern()), imported));
            }
        }
        return items;
    }

    private static List<Weight> weights(Run.Learned learned) {
        var linkage = learned.linkage();
        List<Weight> weights = new ArrayList<>();
        for (Field field : Field.values()) {
            for (int level = field.highest(); level >= 1; level--) {
                weights.add(new Weight(
                        field.label(),
                        field.degree(level),
                        share(linkage.m(field.place(), level)),
                        share(linkage.u(field.place(), level)),
                        String.format(java.util.Locale.ROOT, "%+.1f", weight(linkage, field, level))));
            }
        }
        return weights;
    }

    /// Rounded, so that nothing is written as minus nothing.
    private static double weight(Linkage linkage, Field field, int level) {
        return Math.round(10 * linkage.weight(field.place(), level)) / 10.0;
    }

    private static String share(double chance) {
        return chance >= 0.001
                ? String.format(java.util.Locale.ROOT, "%.1f %%", 100 * chance)
                : String.format(java.util.Locale.ROOT, "1 in %,.0f", 1 / chance);
    }

    private @Nullable Toast toast(DecisionId id, Member member) {
        return decisions
                .standing(id)
                .filter(decision -> decision.member().equals(member.id())
                        && decision.at().isAfter(clock.instant().minus(UNDO_IS_OFFERED)))
                .map(decision ->
                        new Toast(id, names(decision), decision.answer().said()))
                .orElse(null);
    }

    /// Who is one with another has no name of his own any more.
    private String names(DecisionTable.Row decision) {
        List<CustomerId> two = List.of(new CustomerId(decision.one()), new CustomerId(decision.other()));
        return String.join(" and ", people.of(two).stream().map(Told::name).toList());
    }
}
