package valentine.channel;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// The other side, in memory: keeps what it was handed, and answers as it is told.
final class Wire implements Carrier {
    private final Medium medium;
    private final List<Parcel> taken = new CopyOnWriteArrayList<>();
    private volatile Answering answering = parcel -> new Handover.Taken(parcel.externalId());
    private volatile boolean knowsRepeats;

    interface Answering {
        Handover to(Parcel parcel) throws Exception;
    }

    Wire(Medium medium) {
        this.medium = medium;
    }

    void answer(Answering how) {
        answering = how;
    }

    void knowRepeats() {
        knowsRepeats = true;
    }

    /// All that came, whatever was answered.
    List<Parcel> taken() {
        return taken;
    }

    <T> List<T> taken(Function<Parcel, T> what) {
        return taken.stream().map(what).toList();
    }

    @Override
    public Medium medium() {
        return medium;
    }

    @Override
    public Handover hand(Parcel parcel) throws Exception {
        taken.add(parcel);
        return answering.to(parcel);
    }

    @Override
    public boolean knowsRepeats() {
        return knowsRepeats;
    }
}
