package valentine.chat;

import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import valentine.channel.ThreadId;
import valentine.team.MemberId;

/// What goes between us and an open widget besides messages.
@Service
public class Talks {
    private final VisitorTable visitors;
    private final Murmurs murmurs;
    private final Bell bell;

    Talks(VisitorTable visitors, Murmurs murmurs, Bell bell) {
        this.visitors = visitors;
        this.murmurs = murmurs;
        this.bell = bell;
    }

    /// Whether the visitor of this thread is here; nothing where it has none.
    public Optional<Presence> presence(ThreadId thread) {
        return visitors.of(thread).map(visitor -> visitors.presence(visitor, murmurs.isWriting(thread)));
    }

    /// One of us writes an answer just now: the visitor sees it for some seconds.
    public void writing(ThreadId thread, MemberId by) {
        visitors.of(thread).ifPresent(visitor -> bell.ring(new Sign.Writing(visitor.id(), by.value())));
    }

    /// One of us has seen all that the visitor wrote until now: he sees that too.
    @Transactional
    public void seen(ThreadId thread) {
        visitors.of(thread)
                .ifPresent(visitor ->
                        visitors.ourRead(visitor.id()).ifPresent(line -> bell.ring(new Sign.Seen(visitor.id(), line))));
    }
}
