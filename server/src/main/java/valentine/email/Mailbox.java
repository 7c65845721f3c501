package valentine.email;

import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.event.MessageCountAdapter;
import jakarta.mail.event.MessageCountEvent;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.SocketFactory;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.eclipse.angus.mail.imap.protocol.INTERNALDATE;
import org.eclipse.angus.mail.imap.protocol.RFC822SIZE;
import org.eclipse.angus.mail.imap.protocol.UID;
import org.jspecify.annotations.Nullable;

/// An open line to one folder of a mail server, which is only ever read.
final class Mailbox implements AutoCloseable {
    private static final int PIECE = 1024 * 1024;
    private static final int ASKED_AT_ONCE = 500;
    private static final int NUDGES = 50;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d-MMM-uuuu", Locale.ENGLISH);

    private final IMAPStore store;
    private final IMAPFolder folder;
    private final AtomicBoolean news = new AtomicBoolean();
    private volatile boolean isIdling;

    private Mailbox(IMAPStore store, IMAPFolder folder) {
        this.store = store;
        this.folder = folder;
        folder.addMessageCountListener(new MessageCountAdapter() {
            @Override
            public void messagesAdded(MessageCountEvent event) {
                hear();
            }
        });
    }

    /// A mail in the folder.
    record Entry(long uid, long size, Instant received) {}

    static Mailbox open(Server server, String password, String name, SocketFactory sockets) throws MessagingException {
        IMAPStore store =
                (IMAPStore) Session.getInstance(server.properties(sockets)).getStore("imap");
        store.connect(server.host(), server.port(), server.user(), password);
        try {
            IMAPFolder folder = (IMAPFolder) store.getFolder(name);
            folder.open(Folder.READ_ONLY);
            return new Mailbox(store, folder);
        } catch (MessagingException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /// Under another number all mails of the folder have other numbers.
    long validity() throws MessagingException {
        return folder.getUIDValidity();
    }

    long nextUid() throws MessagingException {
        return folder.getUIDNext();
    }

    boolean canIdle() throws MessagingException {
        return store.hasCapability("IDLE");
    }

    /// The numbers of what came after, the lowest first.
    List<Long> after(long uid, @Nullable LocalDate since) throws MessagingException {
        String day = since == null ? "" : " SINCE " + DAY.format(since);
        List<Long> found = new ArrayList<>();
        for (Response response : command("UID SEARCH UID " + (uid + 1) + ":*" + day)) {
            if (!(response instanceof IMAPResponse said) || !said.keyEquals("SEARCH")) continue;
            for (long one = said.readLong(); one != -1; one = said.readLong()) {
                // A range that begins after the last mail still means the last mail.
                if (one > uid) found.add(one);
            }
        }
        return found.stream().sorted().distinct().toList();
    }

    List<Entry> entries(List<Long> uids) throws MessagingException {
        Map<Long, Entry> entries = new TreeMap<>();
        for (int i = 0; i < uids.size(); i += ASKED_AT_ONCE) {
            List<Long> some = uids.subList(i, Math.min(uids.size(), i + ASKED_AT_ONCE));
            for (FetchResponse response : fetch(some, "UID RFC822.SIZE INTERNALDATE")) {
                UID uid = response.getItem(UID.class);
                RFC822SIZE size = response.getItem(RFC822SIZE.class);
                INTERNALDATE date = response.getItem(INTERNALDATE.class);
                if (uid == null || size == null) continue;
                Instant received = date == null || date.getDate() == null
                        ? Instant.now()
                        : date.getDate().toInstant();
                entries.put(uid.uid, new Entry(uid.uid, size.size, received));
            }
        }
        return List.copyOf(entries.values());
    }

    /// Whole mails, by number; one that is gone meanwhile is missing.
    Map<Long, byte[]> whole(List<Long> uids) throws MessagingException {
        return bytes(uids, "BODY.PEEK[]");
    }

    byte[] head(long uid) throws MessagingException {
        return bytes(List.of(uid), "BODY.PEEK[HEADER]").getOrDefault(uid, new byte[0]);
    }

    /// A large mail, fetched piece by piece as it is read.
    InputStream stream(long uid, long size) {
        return new Pieces(uid, size);
    }

    private final class Pieces extends InputStream {
        private final long uid;
        private final long size;
        private long at;
        private ByteArrayInputStream piece = new ByteArrayInputStream(new byte[0]);

        private Pieces(long uid, long size) {
            this.uid = uid;
            this.size = size;
        }

        @Override
        public int read() {
            return fill() ? piece.read() : -1;
        }

        @Override
        public int read(byte[] into, int from, int length) {
            return fill() ? piece.read(into, from, length) : -1;
        }

        private boolean fill() {
            if (piece.available() > 0) return true;
            if (at >= size) return false;
            try {
                byte[] next = bytes(List.of(uid), "BODY.PEEK[]<" + at + "." + PIECE + ">")
                        .getOrDefault(uid, new byte[0]);
                // A short piece is the end, whatever size was said.
                at = next.length < PIECE ? size : at + next.length;
                piece = new ByteArrayInputStream(next);
                return next.length > 0;
            } catch (MessagingException e) {
                throw new Broken(e);
            }
        }
    }

    /// The line broke in the middle of a mail: that is no fault of the mail.
    static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final MessagingException failure;

        Broken(MessagingException failure) {
            super(failure);
            this.failure = failure;
        }

        MessagingException failure() {
            return failure;
        }
    }

    /// Waits until the server says that something happened since the last waiting, or somebody calls [#nudge()].
    void idle() throws MessagingException {
        isIdling = true;
        try {
            if (!news.getAndSet(false)) folder.idle(true);
        } finally {
            news.set(false);
            isIdling = false;
        }
    }

    /// Ends an idling; the answer shows whether the line still lives.
    void nudge() throws MessagingException {
        command("NOOP");
    }

    /// What a server says with its last answer before we idle, or while it lets us begin, ends no idling by itself: who
    /// waits would hear of that mail together with the next one.
    private void hear() {
        news.set(true);
        try {
            // A nudge may come before the idling that it should end.
            for (int i = 0; i < NUDGES && isIdling && news.get(); i++) nudge();
        } catch (MessagingException | RuntimeException _) {
            // The line is broken: who idles on it notices.
            close();
        }
    }

    private Map<Long, byte[]> bytes(List<Long> uids, String what) throws MessagingException {
        Map<Long, byte[]> bytes = new TreeMap<>();
        for (FetchResponse response : fetch(uids, "UID " + what)) {
            UID uid = response.getItem(UID.class);
            BODY body = response.getItem(BODY.class);
            if (uid == null || body == null) continue;
            ByteArrayInputStream in = body.getByteArrayInputStream();
            bytes.put(uid.uid, in == null ? new byte[0] : in.readAllBytes());
        }
        return bytes;
    }

    private List<FetchResponse> fetch(List<Long> uids, String what) throws MessagingException {
        String set = set(uids);
        List<FetchResponse> found = new ArrayList<>();
        for (Response response : command("UID FETCH " + set + " (" + what + ")")) {
            if (response instanceof FetchResponse fetched) found.add(fetched);
        }
        return found;
    }

    /// Numbers in a row as a range: a folder of ten thousand is asked for in few letters.
    static String set(List<Long> uids) {
        StringBuilder set = new StringBuilder();
        for (int from = 0, to; from < uids.size(); from = to + 1) {
            to = from;
            while (to + 1 < uids.size() && uids.get(to + 1) == uids.get(to) + 1) to++;
            if (from > 0) set.append(',');
            set.append(uids.get(from));
            if (to > from) set.append(':').append(uids.get(to));
        }
        return set.toString();
    }

    private Response[] command(String command) throws MessagingException {
        Response[] responses = (Response[]) folder.doCommand(protocol -> {
            Response[] said = protocol.command(command, null);
            protocol.notifyResponseHandlers(said);
            protocol.handleResult(said[said.length - 1]);
            return said;
        });
        return responses == null ? new Response[0] : responses;
    }

    @Override
    public void close() {
        try {
            store.close();
        } catch (MessagingException _) {
            // A line that is broken already is as closed as it can be.
        }
    }
}
