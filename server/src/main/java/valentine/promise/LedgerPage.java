package valentine.promise;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;
import valentine.reading.PromiseKind;
import valentine.team.Firms;
import valentine.team.Member;
import valentine.team.MemberId;
import valentine.web.Pages;

/// The ledger of promises: due today, soon, overdue, kept and not kept.
@Controller
@ConditionalOnWebApplication
class LedgerPage {
    private static final int SHOWN = 50;

    private final LedgerTable table;
    private final Names names;
    private final Proposals proposals;
    private final Firms firms;
    private final Clock clock;
    private final Pages pages;

    LedgerPage(LedgerTable table, Names names, Proposals proposals, Firms firms, Clock clock, Pages pages) {
        this.table = table;
        this.names = names;
        this.proposals = proposals;
        this.firms = firms;
        this.clock = clock;
        this.pages = pages;
    }

    /// @param lines what is shown, and `next` where it goes on
    /// @param me who looks
    record Page(
            View view,
            LedgerTable.Filter filter,
            List<Tab> tabs,
            List<Line> lines,
            @Nullable Mark next,
            boolean anything,
            int proposed,
            Choices choices,
            MemberId me) {
        Page {
            tabs = List.copyOf(tabs);
            lines = List.copyOf(lines);
        }

        String at(View other) {
            return url(other, filter, null);
        }

        String nextUrl() {
            return url(view, filter, next);
        }

        boolean isOwner(MemberId id) {
            return id.equals(filter.owner());
        }
    }

    /// @param count how many, empty where they are not counted
    record Tab(View view, String count) {}

    record Choices(Map<MemberId, String> owners, List<String> branches, List<String> channels) {}

    @GetMapping("/promises")
    ModelAndView show(
            @RequestParam(defaultValue = "") String show,
            @RequestParam(defaultValue = "") String owner,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String branch,
            @RequestParam(defaultValue = "") String channel,
            @RequestParam(defaultValue = "") String from,
            @AuthenticationPrincipal Member member) {
        Days days = days();
        boolean late = table.count(Mark.FIRST.at(), days.now()) > 0;
        View view = show.isEmpty() && late ? View.OVERDUE : View.of(show);
        LedgerTable.Filter filter = new LedgerTable.Filter(
                owner(owner), PromiseKind.of(kind).orElse(null), branch.strip(), channel.strip());
        LedgerTable.Part part = part(view, filter, days, Mark.of(from).orElse(null));
        Map<MemberId, String> owners = names.all();
        return pages.page(
                "promise/ledger",
                new Page(
                        view,
                        filter,
                        tabs(days),
                        part.promises().stream()
                                .map(promise -> Line.of(promise, days.now(), owners))
                                .toList(),
                        part.next(),
                        table.any(),
                        proposals.waiting(),
                        new Choices(owners, table.branches(), table.channels()),
                        member.id()));
    }

    private record Days(Instant now, Instant tomorrow, Instant never) {}

    private Days days() {
        ZoneId zone = firms.ours().zone();
        Instant now = clock.instant();
        Instant tomorrow =
                now.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
        return new Days(now, tomorrow, Mark.LAST.at());
    }

    private LedgerTable.Part part(View view, LedgerTable.Filter filter, Days days, @Nullable Mark from) {
        return switch (view) {
            case TODAY -> table.open(filter, days.now(), days.tomorrow(), from, SHOWN);
            case SOON -> table.open(filter, days.tomorrow(), days.never(), from, SHOWN);
            case OVERDUE -> table.open(filter, Mark.FIRST.at(), days.now(), from, SHOWN);
            case KEPT -> table.ended(filter, true, from, SHOWN);
            case ENDED -> table.ended(filter, false, from, SHOWN);
        };
    }

    private List<Tab> tabs(Days days) {
        return List.of(
                new Tab(View.OVERDUE, count(Mark.FIRST.at(), days.now())),
                new Tab(View.TODAY, count(days.now(), days.tomorrow())),
                new Tab(View.SOON, count(days.tomorrow(), days.never())),
                new Tab(View.KEPT, ""),
                new Tab(View.ENDED, ""));
    }

    private String count(Instant from, Instant until) {
        int count = table.count(from, until);
        return count >= 100 ? "99+" : Integer.toString(count);
    }

    private static @Nullable MemberId owner(String id) {
        return id.matches("\\d{1,18}") ? new MemberId(Long.parseLong(id)) : null;
    }

    private static String url(View view, LedgerTable.Filter filter, @Nullable Mark from) {
        MemberId owner = filter.owner();
        PromiseKind kind = filter.kind();
        return UriComponentsBuilder.fromPath("/promises")
                .queryParam("show", view.key())
                .queryParamIfPresent("owner", Optional.ofNullable(owner).map(MemberId::value))
                .queryParamIfPresent("kind", Optional.ofNullable(kind).map(PromiseKind::key))
                .queryParamIfPresent("branch", Optional.of(filter.branch()).filter(word -> !word.isEmpty()))
                .queryParamIfPresent("channel", Optional.of(filter.channel()).filter(word -> !word.isEmpty()))
                .queryParamIfPresent("from", Optional.ofNullable(from).map(Mark::key))
                .build()
                .encode()
                .toUriString();
    }
}
