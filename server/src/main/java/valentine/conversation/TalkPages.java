package valentine.conversation;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import valentine.team.Firms;
import valentine.team.Member;
import valentine.web.Moment;

/// Reads a conversation, answers, notes and changes it.
@Controller
@ConditionalOnWebApplication
class TalkPages {
    private final Conversations conversations;
    private final ConversationTable table;
    private final ConversationPage page;
    private final Drafts drafts;
    private final Live live;
    private final Guests guests;
    private final Firms firms;
    private final Clock clock;

    TalkPages(
            Conversations conversations,
            ConversationTable table,
            ConversationPage page,
            Drafts drafts,
            Live live,
            Guests guests,
            Firms firms,
            Clock clock) {
        this.conversations = conversations;
        this.table = table;
        this.page = page;
        this.drafts = drafts;
        this.live = live;
        this.guests = guests;
        this.firms = firms;
        this.clock = clock;
    }

    @GetMapping("/inbox/{id:\\d{1,18}}")
    ModelAndView show(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String earlier,
            @RequestParam(required = false) @Nullable Long undo,
            @RequestParam(required = false) @Nullable Long sent,
            @AuthenticationPrincipal Member member) {
        ConversationId asked = new ConversationId(id);
        Optional<ConversationId> head = table.head(asked);
        if (head.isEmpty()) return page.unknown();
        if (!head.get().equals(asked)) {
            return new ModelAndView("redirect:/inbox/" + head.get().value());
        }
        MessageTable.Mark before = Look.Mark.of(earlier)
                .map(mark -> new MessageTable.Mark(mark.at(), mark.id()))
                .orElse(MessageTable.Mark.NEWEST);
        return page.show(asked, before, null, toast(asked, undo, sent), member);
    }

    @PostMapping("/inbox/{id:\\d{1,18}}/messages")
    ModelAndView reply(
            @PathVariable long id,
            HttpServletRequest request,
            @AuthenticationPrincipal Member member,
            RedirectAttributes redirect)
            throws IOException {
        ConversationId asked = new ConversationId(id);
        Optional<ConversationId> head = table.head(asked);
        if (head.isEmpty()) return page.unknown();
        Posted posted = Posted.read(request);
        ZoneId zone = firms.ours().zone();
        if (posted.tooLarge()) {
            return again(
                    head.get(), posted, null, "The files are larger than 25 MB together. Send a link instead.", member);
        }
        Optional<Instant> later = Deeds.moment(posted.field("later"), zone);
        if (!posted.field("later").isBlank()
                && later.filter(clock.instant()::isBefore).isEmpty()) {
            return again(head.get(), posted, null, "Choose a moment that is yet to come, or none.", member);
        }
        boolean anyway = !posted.field("anyway").isEmpty();
        Sent sent = conversations.reply(head.get(), reply(posted, anyway, later.orElse(null)), By.member(member.id()));
        return switch (sent) {
            case Sent.Leaving(var where, var message, var at, var act) -> gone(where, message, act);
            case Sent.Held(var where, var message, var until, var why, var act) -> {
                redirect.addFlashAttribute(
                        "notice",
                        "It is kept until "
                                + Moment.of(until, clock.instant(), zone).said() + ": " + why);
                yield gone(where, message, act);
            }
            case Sent.Refused(var why) -> again(head.get(), posted, null, why, member);
            case Sent.Overtaken overtaken -> again(head.get(), posted, overtaken, null, member);
            case Sent.Nowhere() -> page.unknown();
        };
    }

    @PostMapping("/inbox/{id:\\d{1,18}}/notes")
    ModelAndView note(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String text,
            @AuthenticationPrincipal Member member) {
        ConversationId asked = new ConversationId(id);
        Optional<ConversationId> head = table.head(asked);
        if (head.isEmpty()) return page.unknown();
        conversations.note(head.get(), text, By.member(member.id()));
        drafts.keep(member.id(), head.get(), Drafts.Kind.NOTE, "");
        return new ModelAndView("redirect:/inbox/" + head.get().value() + "#end");
    }

    /// What somebody is about to say is kept, and others see that he types; a visitor of the chat sees it where it is
    /// for
    /// him.
    ///
    /// @param typed whether it is sent because he typed, and not because he goes
    /// @param way by which the answer would go
    @PostMapping("/inbox/{id:\\d{1,18}}/draft")
    ResponseEntity<Void> draft(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "") String way,
            @RequestParam(defaultValue = "false") boolean typed,
            @AuthenticationPrincipal Member member) {
        Optional<ConversationId> head = table.head(new ConversationId(id));
        if (head.isEmpty()) return ResponseEntity.notFound().build();
        Drafts.Kind what = Drafts.Kind.of(kind);
        drafts.keep(member.id(), head.get(), what, text);
        if (typed) live.types(head.get(), member.id());
        if (typed && what == Drafts.Kind.REPLY && !text.isBlank()) guests.writing(head.get(), way, member);
        return ResponseEntity.noContent().build();
    }

    /// Does one thing to it; what puts it away leads back to the list.
    @PostMapping("/inbox/{id:\\d{1,18}}/changes")
    ModelAndView change(
            @PathVariable long id,
            @RequestParam(name = "do", defaultValue = "") String what,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "") String label,
            @RequestParam(required = false) @Nullable String back,
            @AuthenticationPrincipal Member member) {
        Optional<ConversationId> head = table.head(new ConversationId(id));
        if (head.isEmpty()) return page.unknown();
        Optional<Deed> deed = Deeds.of(
                what, until, label, member.id(), clock.instant(), firms.ours().zone());
        String here = "redirect:/inbox/" + head.get().value();
        if (deed.isEmpty())
            return new ModelAndView(
                    back == null ? here : "redirect:" + Look.of(back).url());
        Conversations.Done done =
                conversations.change(java.util.List.of(head.get()), deed.get(), By.member(member.id()));
        if (back != null) return InboxPage.back(Look.of(back), done);
        boolean away = (deed.get() instanceof Deed.Stand(var status) && status == Status.RESOLVED)
                || deed.get() instanceof Deed.Snooze;
        if (away) return InboxPage.back(Look.FIRST, done);
        return new ModelAndView(
                done.changed().isEmpty() ? here : here + "?undo=" + done.act().value());
    }

    @PostMapping("/inbox/{id:\\d{1,18}}/messages/{message:\\d{1,18}}/taking-back")
    ModelAndView takeBack(
            @PathVariable long id,
            @PathVariable long message,
            @RequestParam(required = false) @Nullable Long act,
            @AuthenticationPrincipal Member member,
            RedirectAttributes redirect) {
        Optional<ConversationId> head = table.head(new ConversationId(id));
        if (head.isEmpty()) return page.unknown();
        Optional<String> text = conversations.takeBack(
                head.get(), new MessageId(message), act == null ? null : new ActId(act), By.member(member.id()));
        redirect.addFlashAttribute(
                "notice",
                text.isPresent()
                        ? "It was not sent. Its words are in the editor again."
                        : "Too late: it has left already.");
        return new ModelAndView("redirect:/inbox/" + head.get().value() + "?taken=yes#reply");
    }

    private ModelAndView gone(ConversationId where, MessageId message, ActId act) {
        return new ModelAndView(
                "redirect:/inbox/" + where.value() + "?sent=" + message.value() + "&undo=" + act.value() + "#end");
    }

    private ModelAndView again(
            ConversationId id,
            Posted posted,
            Sent.@Nullable Overtaken overtaken,
            @Nullable String problem,
            Member member) {
        String kept = posted.files().isEmpty() || problem != null
                ? problem
                : "Choose the files again: a browser does not keep them.";
        ModelAndView again = page.show(
                id,
                MessageTable.Mark.NEWEST,
                new ConversationPage.Typed(
                        posted.field("way"), posted.field("text"), posted.field("later"), overtaken, kept),
                null,
                member);
        again.setStatus(overtaken == null ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.CONFLICT);
        return again;
    }

    static Reply reply(Posted posted, boolean anyway, @Nullable Instant later) {
        String seen = posted.field("seen");
        String key = posted.field("key");
        Status after = Status.of(posted.field("after"))
                .filter(status -> status != Status.SNOOZED)
                .orElse(Status.PENDING);
        return new Reply(
                key.matches("[A-Za-z0-9-]{8,60}") ? key : "",
                Ends.line(posted.field("way"), 400),
                posted.all("copy"),
                posted.field("text"),
                posted.files(),
                anyway || !seen.matches("\\d{1,18}") ? null : new MessageId(Long.parseLong(seen)),
                later,
                after);
    }

    private static @Nullable Toast toast(ConversationId id, @Nullable Long undo, @Nullable Long sent) {
        if (undo == null) return null;
        String url = "/inbox/" + id.value();
        return sent == null
                ? new Toast("Done.", "/inbox/acts/" + undo + "/undoing", new ActId(undo), null)
                : new Toast(
                        "It leaves in a moment.",
                        url + "/messages/" + sent + "/taking-back",
                        new ActId(undo),
                        new MessageId(sent));
    }
}
