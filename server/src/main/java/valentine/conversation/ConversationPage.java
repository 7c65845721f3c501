package valentine.conversation;

import gg.jte.Content;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.servlet.ModelAndView;
import valentine.channel.ThreadId;
import valentine.customer.CustomerPanel;
import valentine.promise.Promises;
import valentine.team.BranchId;
import valentine.team.Firms;
import valentine.team.Member;
import valentine.team.MemberId;
import valentine.team.Role;
import valentine.transparency.Category;
import valentine.transparency.DataUses;
import valentine.transparency.Purposes;
import valentine.web.Moment;
import valentine.web.Pages;
import valentine.web.Problem;

/// One conversation as a page: all that was said in one scroll, the editor, and who the customer is beside it.
@Component
@ConditionalOnWebApplication
class ConversationPage {
    static final Problem UNKNOWN = new Problem(
            404, "We know no conversation by this number", "The link may be old. Open the inbox and look there.");
    private static final int SHOWN = 40;
    private static final int PROMISES = 30;

    private static final List<Category> SHOWN_OF_HIM =
            List.of(Category.CONTACT, Category.TRAITS, Category.PURCHASES, Category.MESSAGES, Category.STANDING);

    private final ConversationTable table;
    private final MessageTable messages;
    private final HappeningTable happenings;
    private final Merging merging;
    private final Guests guests;
    private final Ways ways;
    private final Drafts drafts;
    private final CannedReplies canned;
    private final Labels labels;
    private final Names names;
    private final Promises promises;
    private final Firms firms;
    private final Clock clock;
    private final List<CustomerPanel> panels;
    private final List<SidePanel> own;
    private final Pages pages;
    private final DataUses uses;
    /// Stands for the request that is being answered.
    private final HttpServletRequest request;

    ConversationPage(
            ConversationTable table,
            MessageTable messages,
            HappeningTable happenings,
            Merging merging,
            Guests guests,
            Ways ways,
            Drafts drafts,
            CannedReplies canned,
            Labels labels,
            Names names,
            Promises promises,
            Firms firms,
            Clock clock,
            List<CustomerPanel> panels,
            List<SidePanel> own,
            Pages pages,
            DataUses uses,
            HttpServletRequest request) {
        this.table = table;
        this.messages = messages;
        this.happenings = happenings;
        this.merging = merging;
        this.guests = guests;
        this.ways = ways;
        this.drafts = drafts;
        this.canned = canned;
        this.labels = labels;
        this.names = names;
        this.promises = promises;
        this.firms = firms;
        this.clock = clock;
        this.panels = panels.stream()
                .sorted(Comparator.comparingInt(CustomerPanel::order))
                .toList();
        this.own =
                own.stream().sorted(Comparator.comparingInt(SidePanel::order)).toList();
        this.pages = pages;
        this.uses = uses;
        this.request = request;
    }

    /// @param older where the scroll goes on backwards
    /// @param view names this view of it: whoever looks again under it uses the data once
    /// @param brief what somebody needs to know who takes over
    record Page(
            Row row,
            List<Entry> entries,
            MessageTable.@Nullable Mark older,
            Brief brief,
            Editor editor,
            InboxPage.Choices choices,
            List<Conversation> putInto,
            List<Content> panels,
            Guests.@Nullable Guest guest,
            MemberId me,
            String view,
            @Nullable Toast toast) {
        String url() {
            return row.url();
        }

        /// Whether nothing vouches for who the customer says to be.
        boolean isClaim() {
            List<Entry.Said> said = entries.stream()
                    .flatMap(entry -> entry instanceof Entry.Said one ? Stream.of(one) : Stream.empty())
                    .filter(one -> one.message().kind() == Message.Kind.IN)
                    .toList();
            return !said.isEmpty()
                    && said.stream().allMatch(one -> one.message().isClaim());
        }
    }

    /// What is being written.
    ///
    /// @param key names this very reply, so that pressing twice sends once
    /// @param seen the latest message that is shown
    /// @param overtaken what came while it was written
    /// @param problem why it could not be sent
    record Editor(
            String key,
            long seen,
            List<Way> ways,
            String way,
            String reply,
            String note,
            String later,
            List<Filled> canned,
            Sent.@Nullable Overtaken overtaken,
            @Nullable String problem) {}

    /// A reply written beforehand, filled in for this customer.
    record Filled(String code, String text) {}

    /// What the writer had typed when it could not be sent.
    record Typed(
            String way,
            String reply,
            String later,
            Sent.@Nullable Overtaken overtaken,
            @Nullable String problem) {}

    @Transactional
    ModelAndView show(
            ConversationId id, MessageTable.Mark before, @Nullable Typed typed, @Nullable Toast toast, Member me) {
        Optional<Conversation> found = table.one(id);
        if (found.isEmpty()) return unknown();
        Conversation conversation = found.get();
        String view = record(conversation, me);
        Long[] members = table.members(id);
        Set<ThreadId> threads = guests.threads(members);
        Instant now = clock.instant();
        ZoneId zone = firms.ours().zone();
        Map<MemberId, String> memberNames = names.ofMembers();
        Map<BranchId, String> branchNames = names.ofBranches();
        List<Message> read = messages.before(members, before, SHOWN + 1);
        List<Message> shown = read.subList(0, Math.min(SHOWN, read.size())).reversed();
        List<Entry.Said> said = shown.stream()
                .map(message -> said(message, conversation, memberNames, me, now, zone))
                .toList();
        List<Happening> happened = happenings.of(members);
        if (me.role().reaches(Role.MEMBER)) {
            messages.seen(members, me.id(), now);
            if (before.equals(MessageTable.Mark.NEWEST)) guests.seen(threads);
        }
        ModelAndView page = pages.page(
                "conversation/conversation",
                new Page(
                        Row.of(conversation, memberNames, branchNames, now, zone),
                        entries(said, happened, read.size() > SHOWN, memberNames, branchNames, now, zone),
                        read.size() > SHOWN
                                ? new MessageTable.Mark(
                                        shown.getFirst().at(),
                                        shown.getFirst().id().value())
                                : null,
                        Brief.of(
                                conversation,
                                said,
                                promises.of(conversation.customer(), null, PROMISES),
                                from(happened, shown, memberNames, me.id()),
                                now,
                                zone),
                        editor(conversation, members, typed, me),
                        new InboxPage.Choices(names.working(), names.branches(), labels.all()),
                        merging.putInto(id),
                        Stream.concat(
                                        own.stream().flatMap(panel -> panel.show(conversation.id()).stream()),
                                        panels.stream().flatMap(panel -> panel.show(conversation.customer()).stream()))
                                .toList(),
                        guests.of(threads, conversation.name()).orElse(null),
                        me.id(),
                        view,
                        toast));
        if (typed != null) page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }

    /// One use for a view, however many parts of the page tell of the customer, and however often it is renewed while
    /// it
    /// stands open; in the transaction in which they are read.
    private String record(Conversation conversation, Member me) {
        String given = request.getHeader("X-Request-Id");
        String view = given != null && given.matches("[\\w-]{36}")
                ? given
                : UUID.randomUUID().toString();
        String by = "member " + me.id().value();
        uses.record(new DataUses.Use(
                conversation.customer(),
                DataUses.Act.OPENED,
                SHOWN_OF_HIM,
                Purposes.SERVICE,
                by,
                "",
                by + " /inbox/" + conversation.id().value() + " " + view));
        return view;
    }

    ModelAndView unknown() {
        ModelAndView unknown = pages.page("web/problem", UNKNOWN);
        unknown.setStatus(HttpStatus.NOT_FOUND);
        return unknown;
    }

    private Editor editor(Conversation conversation, Long[] members, @Nullable Typed typed, Member me) {
        Map<String, String> words =
                Wording.of(conversation.name(), me.name(), firms.ours().name());
        return new Editor(
                UUID.randomUUID().toString(),
                messages.latest(members).value(),
                ways.of(conversation, members),
                typed == null ? "" : typed.way(),
                typed == null
                        ? drafts.of(me.id(), conversation.id(), Drafts.Kind.REPLY)
                                .orElse("")
                        : typed.reply(),
                drafts.of(me.id(), conversation.id(), Drafts.Kind.NOTE).orElse(""),
                typed == null ? "" : typed.later(),
                canned.all().stream()
                        .map(one -> new Filled(one.code(), Wording.filled(one.text(), words)))
                        .toList(),
                typed == null ? null : typed.overtaken(),
                typed == null ? null : typed.problem());
    }

    private static Entry.Said said(
            Message message,
            Conversation conversation,
            Map<MemberId, String> members,
            Member me,
            Instant now,
            ZoneId zone) {
        MemberId member = message.member();
        String who = member != null
                ? members.getOrDefault(member, "Somebody who left")
                : !message.author().isEmpty()
                        ? message.author()
                        : message.kind() == Message.Kind.OUT ? "Valentine" : conversation.name();
        Instant due = message.dueAt();
        return new Entry.Said(
                message,
                who.isBlank() ? message.address() : who,
                Moment.of(message.at(), now, zone),
                due == null || !due.isAfter(now) ? null : Moment.of(due, now, zone),
                me.id().equals(member));
    }

    /// What was said and done, in order; what was done before the first message shown stands on the pages before.
    private static List<Entry> entries(
            List<Entry.Said> said,
            List<Happening> happened,
            boolean older,
            Map<MemberId, String> members,
            Map<BranchId, String> branches,
            Instant now,
            ZoneId zone) {
        List<Entry> entries = new ArrayList<>(said);
        Instant from = older && !said.isEmpty() ? said.getFirst().at() : Instant.MIN;
        happened.stream()
                .filter(happening -> !happening.at().isBefore(from))
                .flatMap(happening -> Entry.of(happening, members, branches, now, zone).stream())
                .forEach(entries::add);
        entries.sort(Comparator.comparing(Entry::at));
        return entries;
    }

    /// Who gave it to whoever looks, as long as he has not said anything in it since.
    private static String from(
            List<Happening> happened, List<Message> shown, Map<MemberId, String> members, MemberId me) {
        Optional<Happening> given = happened.reversed().stream()
                .filter(happening -> happening.what() == Happening.What.ASSIGNEE)
                .findFirst()
                .filter(happening -> happening.became().equals(Long.toString(me.value())))
                .filter(happening -> !happening.by().equals(By.member(me)));
        if (given.isEmpty()) return "";
        Instant at = given.get().at();
        boolean spoke = shown.stream()
                .anyMatch(message -> me.equals(message.member()) && message.at().isAfter(at));
        if (spoke) return "";
        return given.get()
                .by()
                .member()
                .map(member -> members.getOrDefault(member, "somebody who left"))
                .orElse("Valentine");
    }
}
