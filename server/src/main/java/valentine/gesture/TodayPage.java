package valentine.gesture;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
import valentine.conversation.Conversations;
import valentine.conversation.Desk;
import valentine.customer.Card;
import valentine.customer.CustomerId;
import valentine.customer.Customers;
import valentine.promise.Promise;
import valentine.promise.Promises;
import valentine.team.Firms;
import valentine.team.Member;
import valentine.team.MemberId;
import valentine.team.Role;
import valentine.web.Moment;
import valentine.web.Money;
import valentine.web.Pages;
import valentine.web.Problem;

/// Today: whom to attend to first.
@Controller
@ConditionalOnWebApplication
class TodayPage {
    private static final Duration UNDO_IS_OFFERED = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofDays(1);
    private static final int MOST_PROMISES = 5;
    private static final Problem NOT_POSSIBLE = new Problem(
            404, "Nothing to decide here", "The customer or the suggestion is not known. Open Today and try again.");

    private final Gestures gestures;
    private final GestureTable table;
    private final Customers customers;
    private final Promises promises;
    private final Conversations conversations;
    private final Firms firms;
    private final Clock clock;
    private final Pages pages;

    TodayPage(
            Gestures gestures,
            GestureTable table,
            Customers customers,
            Promises promises,
            Conversations conversations,
            Firms firms,
            Clock clock,
            Pages pages) {
        this.gestures = gestures;
        this.table = table;
        this.customers = customers;
        this.promises = promises;
        this.conversations = conversations;
        this.firms = firms;
        this.clock = clock;
        this.pages = pages;
    }

    /// Why a list is empty: nobody needs us, nobody is scored yet, or nobody is known.
    enum Quiet {
        ALL_IS_WELL,
        NOT_SCORED,
        NOBODY_KNOWN
    }

    /// @param toast what was just decided, while it can be taken back
    record Page(
            List<Suggestion> suggestions,
            String currency,
            Quiet quiet,
            @Nullable Toast toast) {
        Page {
            suggestions = List.copyOf(suggestions);
        }

        Money money(BigDecimal amount) {
            return new Money(amount, currency);
        }

        Money atStake() {
            return money(suggestions.stream()
                    .map(suggestion -> suggestion.standing().atRisk())
                    .reduce(BigDecimal.ZERO, BigDecimal::add));
        }
    }

    /// The whole page: what we owe, above whom to attend to.
    ///
    /// @param desk what of the inbox wants him
    /// @param promises due until tomorrow or overdue, the earliest first: a member's own, all of them for a manager
    record Day(Page list, List<Promise> promises, Desk desk, Instant now, ZoneId zone) {
        Day {
            promises = List.copyOf(promises);
        }

        Moment due(Promise promise) {
            return Moment.of(promise.deadline().due(), now, zone);
        }

        boolean isOverdue(Promise promise) {
            return promise.isOverdue(now);
        }
    }

    record Toast(DecisionId decision, String name, String said) {}

    @GetMapping("/today")
    ModelAndView show(@RequestParam(required = false) @Nullable Long decided, @AuthenticationPrincipal Member member) {
        Instant now = clock.instant();
        MemberId whose = member.role().reaches(Role.MANAGER) ? null : member.id();
        Page list = page(decided == null ? null : toast(new DecisionId(decided), member));
        List<Promise> owed = promises.open(whose, null, now.plus(SOON), MOST_PROMISES);
        return pages.page(
                "gesture/today",
                new Day(
                        list,
                        owed,
                        conversations.desk(member.id()),
                        now,
                        firms.ours().zone()));
    }

    @PostMapping("/today/{customer:\\d{1,18}}/decision")
    ModelAndView decide(
            @PathVariable long customer,
            @RequestParam String answer,
            @RequestParam String gesture,
            @AuthenticationPrincipal Member member,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String inPlace) {
        CustomerId id = new CustomerId(customer);
        Optional<Answer> given = Answer.of(answer);
        Optional<Gesture> suggested = Gesture.of(gesture);
        if (given.isEmpty() || suggested.isEmpty() || customers.card(id).isEmpty()) {
            ModelAndView refused = pages.page("web/problem", NOT_POSSIBLE);
            refused.setStatus(HttpStatus.NOT_FOUND);
            return refused;
        }
        Optional<DecisionId> decision = gestures.decide(id, suggested.get(), given.get(), member.id());
        if (inPlace != null) {
            return pages.page(
                    "gesture/list",
                    page(decision.map(made -> toast(made, member)).orElse(null)));
        }
        return new ModelAndView("redirect:/today"
                + decision.map(made -> "?decided=" + made.value()).orElse(""));
    }

    @PostMapping("/today/decisions/{decision:\\d{1,18}}/undoing")
    ModelAndView undo(
            @PathVariable long decision,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String inPlace) {
        gestures.undo(new DecisionId(decision));
        return inPlace == null ? new ModelAndView("redirect:/today") : pages.page("gesture/list", page(null));
    }

    private Page page(@Nullable Toast toast) {
        List<Suggestion> suggestions = gestures.today();
        return new Page(suggestions, firms.ours().currency().getCurrencyCode(), quiet(), toast);
    }

    private Quiet quiet() {
        if (table.anybodyScored()) {
            return Quiet.ALL_IS_WELL;
        }
        return table.anybodyKnown() ? Quiet.NOT_SCORED : Quiet.NOBODY_KNOWN;
    }

    private @Nullable Toast toast(DecisionId id, Member member) {
        return table.standing(id)
                .filter(decision -> decision.member().equals(member.id())
                        && decision.at().isAfter(clock.instant().minus(UNDO_IS_OFFERED)))
                .map(decision -> new Toast(
                        id,
                        customers.card(decision.customer()).map(Card::name).orElse("This customer"),
                        decision.answer().label().toLowerCase(Locale.ROOT)))
                .orElse(null);
    }
}
