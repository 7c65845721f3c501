package valentine.chat;

import java.util.UUID;
import org.springframework.stereotype.Component;
import valentine.channel.Carrier;
import valentine.channel.Departed;
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

    /// It is put there with the note that it was handed over, both or neither.
    @Override
    public boolean knowsRepeats() {
        return true;
    }

    @Override
    public Handover hand(Parcel parcel) {
        UUID id = Visitor.of(parcel.departed().to());
        return id == null || !visitors.exists(id)
                ? new Handover.Refused("This chat is over: nobody would see the answer.")
                : new Handover.Taken(parcel.externalId());
    }

    @Override
    public void left(Departed departed) {
        UUID id = Visitor.of(departed.to());
        if (id == null || visitors.lock(id).isEmpty()) return;
        lines.out(id, departed.id(), departed.externalId());
        bell.ring(new Sign.Lines(id));
    }

    @Override
    public void joined(ThreadId from, ThreadId into) {
        visitors.joined(from, into);
    }
}
