package valentine.email;

import jakarta.mail.MessagingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// Fetches and reads the next mails of a folder while those before them are kept: one batch ahead, never more.
///
/// Only one of the two threads speaks with the mail server at a time: who keeps does not.
final class Ahead implements AutoCloseable {
    static final long LARGEST = 50L * 1024 * 1024;
    /// What is fetched in one piece; a larger mail comes by itself, as a stream.
    static final long IN_ONE_PIECE = 8L * 1024 * 1024;

    private final Mailbox box;
    private @Nullable FutureTask<Batch> coming;
    private @Nullable Thread thread;

    Ahead(Mailbox box) {
        this.box = box;
    }

    /// A mail by its number in the folder.
    record Fetched(long uid, Mail mail) {}

    /// What was asked for, and those of it that were still there.
    record Batch(List<Mailbox.Entry> entries, List<Fetched> mails) {}

    /// Begins to fetch these; nothing where there are none.
    void begin(List<Mailbox.Entry> entries) {
        if (entries.isEmpty()) return;
        Callable<Batch> fetching = () -> new Batch(entries, fetch(entries));
        coming = new FutureTask<>(fetching);
        thread = Thread.ofVirtual().name("mails-ahead").start(coming);
    }

    /// Waits for what was begun.
    Batch take() throws MessagingException {
        FutureTask<Batch> task = coming;
        if (task == null) throw new IllegalStateException("Nothing was begun");
        try {
            return task.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case MessagingException failure -> throw failure;
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MessagingException("The mailbox is not read any further", e);
        }
    }

    private List<Fetched> fetch(List<Mailbox.Entry> some) throws MessagingException {
        Mailbox.Entry first = some.getFirst();
        if (first.size() > LARGEST) {
            Mail stub = MailParser.stub(box.head(first.uid()), first.received(), first.size());
            return List.of(new Fetched(first.uid(), stub));
        }
        if (first.size() > IN_ONE_PIECE) {
            try {
                Mail mail = MailParser.read(box.stream(first.uid(), first.size()), first.received());
                return List.of(new Fetched(first.uid(), mail));
            } catch (Mailbox.Broken e) {
                throw e.failure();
            }
        }
        Map<Long, byte[]> whole =
                box.whole(some.stream().map(Mailbox.Entry::uid).toList());
        List<Fetched> fetched = new ArrayList<>();
        for (Mailbox.Entry entry : some) {
            byte[] raw = whole.get(entry.uid());
            if (raw != null && raw.length > 0) {
                fetched.add(new Fetched(entry.uid(), MailParser.read(raw, entry.received())));
            }
        }
        return fetched;
    }

    /// What nobody waits for any more ends at once: on a virtual thread an interrupt closes the line it reads from.
    @Override
    public void close() {
        if (coming == null || coming.isDone() || thread == null) return;
        thread.interrupt();
        boolean isInterrupted = Thread.interrupted();
        try {
            thread.join();
        } catch (InterruptedException _) {
            isInterrupted = true;
        }
        if (isInterrupted) Thread.currentThread().interrupt();
    }
}
