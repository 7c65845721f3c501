package valentine.conversation;

import gg.jte.Content;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import valentine.team.BranchId;
import valentine.team.Branches;
import valentine.team.Firms;
import valentine.team.Member;
import valentine.team.MemberId;
import valentine.web.Moment;
import valentine.web.Pages;

/// The inbox: who wrote, who waits, and whose turn it is.
@Controller
@ConditionalOnWebApplication
class InboxPage {
    private static final int SHOWN = 50;
    private static final List<View> COUNTED = List.of(View.MINE, View.UNASSIGNED, View.FAILED);

    private final InboxTable table;
    private final Conversations conversations;
    private final Search search;
    private final SavedViews views;
    private final Labels labels;
    private final Shifts shifts;
    private final Names names;
    private final Firms firms;
    private final List<InboxMark> marks;
    private final Clock clock;
    private final Pages pages;

    InboxPage(
            InboxTable table,
            Conversations conversations,
            Search search,
            SavedViews views,
            Labels labels,
            Shifts shifts,
            Names names,
            Firms firms,
            List<InboxMark> marks,
            Clock clock,
            Pages pages) {
        this.table = table;
        this.conversations = conversations;
        this.search = search;
        this.views = views;
        this.labels = labels;
        this.shifts = shifts;
        this.names = names;
        this.firms = firms;
        this.marks = List.copyOf(marks);
        this.clock = clock;
        this.pages = pages;
    }

    /// @param anything whether there is any conversation at all
    /// @param takes whether whoever looks takes new conversations
    record Page(
            Look look,
            Map<View, Integer> counts,
            List<Row> rows,
            Map<ConversationId, Content> marks,
            @Nullable Look next,
            boolean anything,
            boolean takes,
            List<SavedViews.Saved> saved,
            Choices choices,
            MemberId me,
            @Nullable Toast toast) {
        String count(View view) {
            int count = counts.getOrDefault(view, 0);
            return count == 0 ? "" : count >= 100 ? "99+" : Integer.toString(count);
        }

        /// Whether there is something in it that wants to be seen.
        boolean isWorth(View view) {
            return (view != View.FAILED && view != View.MENTIONS)
                    || view == look.view()
                    || counts.getOrDefault(view, 0) > 0;
        }
    }

    /// What lists are narrowed down by, and what is given to whom.
    record Choices(List<Member> members, List<Branches.Branch> branches, List<String> labels) {}

    record Hit(Search.Hit found, Moment at) {}

    record SearchPage(
            String question, List<Hit> hits, @Nullable MessageId next, boolean tooMany) {}

    @GetMapping("/inbox")
    ModelAndView show(
            @RequestParam Map<String, String> asked,
            @RequestParam(required = false) @Nullable Long undo,
            @RequestParam(defaultValue = "") String said,
            @AuthenticationPrincipal Member member) {
        Look look = Look.of(asked);
        InboxTable.Part part = table.read(look, member.id(), SHOWN);
        Instant now = clock.instant();
        ZoneId zone = firms.ours().zone();
        Map<MemberId, String> members = names.ofMembers();
        Map<BranchId, String> branches = names.ofBranches();
        return pages.page(
                "conversation/inbox",
                new Page(
                        look,
                        counts(member.id()),
                        part.conversations().stream()
                                .map(each -> Row.of(each, members, branches, now, zone))
                                .toList(),
                        marks(part.conversations()),
                        part.next().map(look::on).orElse(null),
                        !part.conversations().isEmpty() || table.any(),
                        shifts.taking().contains(member.id()),
                        views.of(member.id()),
                        new Choices(names.working(), names.branches(), labels.all()),
                        member.id(),
                        undo == null
                                ? null
                                : new Toast(said(said), "/inbox/acts/" + undo + "/undoing", new ActId(undo), null)));
    }

    private Map<ConversationId, Content> marks(List<Conversation> shown) {
        List<ConversationId> ids = shown.stream().map(Conversation::id).toList();
        Map<ConversationId, Content> all = new HashMap<>();
        for (InboxMark mark : marks) all.putAll(mark.of(ids));
        return all;
    }

    @GetMapping("/inbox/search")
    ModelAndView search(
            @RequestParam(defaultValue = "") String q, @RequestParam(required = false) @Nullable Long before) {
        Search.Found found = search.find(q, Optional.ofNullable(before).map(MessageId::new));
        Instant now = clock.instant();
        ZoneId zone = firms.ours().zone();
        return pages.page(
                "conversation/search",
                new SearchPage(
                        Ends.cut(q, 500),
                        found.hits().stream()
                                .map(hit -> new Hit(hit, Moment.of(hit.at(), now, zone)))
                                .toList(),
                        found.next(),
                        found.tooMany()));
    }

    /// The same to all that are chosen.
    @PostMapping("/inbox/changes")
    ModelAndView change(
            @RequestParam(name = "id", required = false) @Nullable List<String> ids,
            @RequestParam(defaultValue = "") String all,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "") String label,
            @RequestParam(defaultValue = "") String back,
            @AuthenticationPrincipal Member member) {
        Look look = Look.of(back);
        Optional<Deed> deed = Deeds.of(
                all, until, label, member.id(), clock.instant(), firms.ours().zone());
        List<ConversationId> chosen = ids == null
                ? List.of()
                : ids.stream()
                        .filter(id -> id.matches("\\d{1,18}"))
                        .map(id -> new ConversationId(Long.parseLong(id)))
                        .toList();
        if (deed.isEmpty() || chosen.isEmpty()) return new ModelAndView("redirect:" + look.url());
        Conversations.Done done = conversations.change(chosen, deed.get(), By.member(member.id()));
        return back(look, done);
    }

    @PostMapping("/inbox/acts/{act:\\d{1,18}}/undoing")
    ModelAndView undo(
            @PathVariable long act,
            @RequestParam(defaultValue = "") String back,
            @AuthenticationPrincipal Member member,
            RedirectAttributes redirect) {
        int undone = conversations.undo(new ActId(act), By.member(member.id()));
        redirect.addFlashAttribute(
                "notice", undone == 0 ? "Somebody has changed it since: nothing was undone." : "Undone.");
        return new ModelAndView("redirect:"
                + (back.matches("/inbox/\\d{1,18}")
                        ? back + "?undone=yes"
                        : Look.of(back).url() + "&undone=yes"));
    }

    @PostMapping("/inbox/views")
    ModelAndView keep(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String shared,
            @RequestParam(defaultValue = "") String back,
            @AuthenticationPrincipal Member member) {
        Look look = Look.of(back);
        views.keep(name, look, !shared.isEmpty(), member.id());
        return new ModelAndView("redirect:" + look.url());
    }

    @PostMapping("/inbox/views/{id:\\d{1,18}}/removal")
    ModelAndView forget(@PathVariable long id, @AuthenticationPrincipal Member member) {
        views.remove(id, member.id());
        return new ModelAndView("redirect:/inbox");
    }

    /// Whether whoever asks takes new conversations from now on.
    @PostMapping("/inbox/shift")
    ModelAndView shift(
            @RequestParam(defaultValue = "") String takes,
            @RequestParam(defaultValue = "") String back,
            @AuthenticationPrincipal Member member) {
        shifts.take(member.id(), !takes.isEmpty());
        return new ModelAndView("redirect:" + Look.of(back).url());
    }

    static ModelAndView back(Look look, Conversations.Done done) {
        String mark = done.changed().isEmpty()
                ? ""
                : "&undo=" + done.act().value() + "&said=" + done.changed().size();
        return new ModelAndView("redirect:" + look.url() + mark);
    }

    private static String said(String count) {
        return count.matches("\\d{1,4}") && !count.equals("1") ? count + " conversations changed." : "Done.";
    }

    private Map<View, Integer> counts(MemberId me) {
        Map<View, Integer> counts = new EnumMap<>(View.class);
        for (View view : COUNTED) counts.put(view, table.count(view, me));
        counts.put(View.MENTIONS, conversations.mentions(me));
        return counts;
    }
}
