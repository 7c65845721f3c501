package valentine.chat;

import java.util.Optional;
import java.util.Set;
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

    /// Whether the visitor of these threads is here, of several the one who was here last; nothing where they have
    /// none.
    public Optional<Presence> presence(Set<ThreadId> threads) {
        return visitors.of(threads).stream()
                .findFirst()
                .map(visitor -> visitors.presence(
                        visitor,
                        Optional.ofNullable(visitor.thread())
                                .filter(murmurs::isWriting)
                                .isPresent()));
    }

    /// One of us writes an answer just now: the visitor sees it for some seconds.
    public void writing(ThreadId thread, MemberId by) {
        visitors.of(Set.of(thread)).stream()
                .findFirst()
                .ifPresent(visitor -> bell.ring(new Sign.Writing(visitor.id(), by.value())));
    }

    /// One of us has seen all that the visitors wrote until now: they see that too.
    @Transactional
    public void seen(Set<ThreadId> threads) {
        for (Visitor visitor : visitors.of(threads)) {
            visitors.ourRead(visitor.id()).ifPresent(line -> bell.ring(new Sign.Seen(visitor.id(), line)));
        }
    }
}
