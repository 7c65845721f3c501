package valentine.conversation;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.json.JsonMapper;
import valentine.channel.ThreadId;
import valentine.team.Member;
import valentine.team.MemberId;
import valentine.team.Role;

/// What open pages of the inbox hear as it happens.
@Controller
@ConditionalOnWebApplication
class LivePage {
    private static final int HEARTBEAT_SECONDS = 5;
    /// That a visitor writes is over soon after it was said.
    private static final int WHILE_WRITING_SECONDS = 2;

    private final Live live;
    private final ConversationTable table;
    private final Names names;
    private final Guests guests;
    private final JsonMapper json;

    LivePage(Live live, ConversationTable table, Names names, Guests guests, JsonMapper json) {
        this.live = live;
        this.table = table;
        this.names = names;
        this.guests = guests;
        this.json = json;
    }

    /// Somebody else who is there.
    record Other(String name, boolean types) {}

    /// Says that something changed in the inbox, until the page is closed.
    ///
    /// @param of what is watched; only the list can be
    @GetMapping("/inbox/live")
    void list(@RequestParam String of, HttpServletResponse response) throws IOException, InterruptedException {
        if (!of.equals("list")) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        Writer out = open(response);
        try (Live.Watcher watcher = live.watch()) {
            say(out, response, "ready", "");
            while (live.isRunning()) {
                Live.Told told = watcher.told().poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
                if (told instanceof Live.Told.Changed) say(out, response, "changed", "");
                else if (told == null) beat(out, response);
            }
        }
    }

    /// Says what changes in one conversation and who else is there.
    @GetMapping("/inbox/{id:\\d{1,18}}/live")
    void one(@PathVariable long id, HttpServletResponse response, @AuthenticationPrincipal Member member)
            throws IOException, InterruptedException {
        ConversationId here =
                table.head(new ConversationId(id)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        boolean seen = member.role().reaches(Role.MEMBER);
        Writer out = open(response);
        try (Live.Watcher watcher = live.watch()) {
            say(out, response, "ready", "");
            if (seen) live.looks(here, member.id());
            present(out, response, here, member.id());
            Set<ThreadId> threads = guests.threads(here);
            boolean writes = visitor(out, response, here, threads);
            while (live.isRunning()) {
                switch (watcher.told().poll(writes ? WHILE_WRITING_SECONDS : HEARTBEAT_SECONDS, TimeUnit.SECONDS)) {
                    case null -> {
                        beat(out, response);
                        if (seen) live.looks(here, member.id());
                        present(out, response, here, member.id());
                        writes = visitor(out, response, here, threads);
                    }
                    case Live.Told.Changed(var what) -> {
                        if (what.equals(here)) {
                            say(out, response, "changed", "");
                            threads = guests.threads(here);
                        }
                    }
                    case Live.Told.Moved(var what) -> {
                        if (what.equals(here)) present(out, response, here, member.id());
                    }
                    case Live.Told.Visited(var thread) -> {
                        if (threads.contains(thread)) writes = visitor(out, response, here, threads);
                    }
                }
            }
        } finally {
            if (seen) live.leaves(here, member.id());
        }
    }

    /// Returns whether he writes just now.
    private boolean visitor(Writer out, HttpServletResponse response, ConversationId here, Set<ThreadId> threads)
            throws IOException {
        Optional<Guests.Guest> guest =
                guests.of(threads, table.one(here).map(Conversation::name).orElse(""));
        if (guest.isPresent()) say(out, response, "visitor", json.writeValueAsString(guest.get()));
        return guest.filter(Guests.Guest::isWriting).isPresent();
    }

    private void present(Writer out, HttpServletResponse response, ConversationId here, MemberId me)
            throws IOException {
        Map<MemberId, String> all = names.ofMembers();
        List<Other> others = live.present(here, me).stream()
                .map(other -> new Other(all.getOrDefault(other.member(), "Somebody"), other.types()))
                .toList();
        say(out, response, "present", json.writeValueAsString(others));
    }

    private static Writer open(HttpServletResponse response) throws IOException {
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        return response.getWriter();
    }

    private static void say(Writer out, HttpServletResponse response, String event, String data) throws IOException {
        out.write("event: " + event + "\ndata: " + data + "\n\n");
        response.flushBuffer();
    }

    private static void beat(Writer out, HttpServletResponse response) throws IOException {
        out.write(": still here\n\n");
        response.flushBuffer();
    }
}
