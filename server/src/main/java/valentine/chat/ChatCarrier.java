package valentine.chat;

import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import valentine.channel.Carrier;
import valentine.channel.Handover;
import valentine.channel.Medium;
import valentine.channel.Parcel;
import valentine.channel.Reader;
import valentine.channel.ThreadId;

/// Puts our answers into the talk; every open widget of the visitor shows them at once.
@Component
class ChatCarrier implements Carrier, Reader {
    private final VisitorTable visitors;
    private final Lines lines;
    private final Bell bell;

    ChatCarrier(VisitorTable visitors, Lines lines, Bell bell) {
        this.visitors = visitors;
        this.lines = lines;
        this.bell = bell;
    }

    @Override
    public Medium medium() {
        return Medium.CHAT;
    }

    /// A line is written once for each departure.
    @Override
    public boolean knowsRepeats() {
        return true;
    }

    @Override
    @Transactional
    public Handover hand(Parcel parcel) {
        if (!parcel.attachments().isEmpty()) {
            return new Handover.Refused("The chat carries words only. Send the file by e-mail, or a link to it.");
        }
        UUID id = Visitor.of(parcel.departed().to());
        Optional<Visitor> visitor = id == null ? Optional.empty() : visitors.lock(id);
        if (visitor.isEmpty()) return new Handover.Refused("This chat is over: nobody would see the answer.");
        lines.out(visitor.get().id(), parcel.departed().id(), parcel.externalId());
        bell.ring(new Sign.Lines(visitor.get().id()));
        return new Handover.Taken(parcel.externalId());
    }

    @Override
    public void joined(ThreadId from, ThreadId into) {
        visitors.joined(from, into);
    }
}
