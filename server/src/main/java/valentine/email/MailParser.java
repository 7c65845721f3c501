package valentine.email;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.field.ContentDispositionFieldLenientImpl;
import org.apache.james.mime4j.field.ContentTypeFieldLenientImpl;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.jspecify.annotations.Nullable;
import valentine.channel.NewAttachment;

/// Reads one mail from its bytes, as they stream in; whatever they are, it ends with a [Mail].
///
/// Nothing that is attached is unpacked or looked into. What is beyond a limit is left out, and the text says so.
final class MailParser {
    private static final int MOST_HEADERS = 2_000;
    private static final int LONGEST_HEADER = 200_000;
    private static final int DEEPEST = 20;
    private static final int MOST_ATTACHMENTS = 100;
    private static final int MOST_ATTACHED = 50 * 1024 * 1024;
    private static final int LONGEST_TEXT = 4_000_000;

    private static final MimeConfig CONFIG = MimeConfig.custom()
            .setMaxLineLen(-1)
            .setMaxHeaderCount(MOST_HEADERS)
            .setMaxHeaderLen(LONGEST_HEADER)
            .setMaxContentLen(-1)
            .build();

    private final Head head = new Head();
    private final Parts parts = new Parts();
    private final List<NewAttachment> attachments = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final MessageDigest content = digest();
    private long attached;
    private String status = "";
    private String original = "";
    private boolean isTop = true;
    private @Nullable Part part;

    private MailParser() {}

    /// @param received when the mail server got it
    static Mail read(InputStream raw, Instant received) {
        MailParser parser = new MailParser();
        try {
            parser.walk(raw);
        } catch (Mailbox.Broken e) {
            throw e;
        } catch (IOException | MimeException | RuntimeException _) {
            parser.notes.add("A part of this mail could not be read. All of it is still in the mailbox.");
        }
        return parser.mail(received);
    }

    static Mail read(byte[] raw, Instant received) {
        return read(new ByteArrayInputStream(raw), received);
    }

    /// A mail that is too large to be kept: only its head is read.
    static Mail stub(byte[] head, Instant received, long size) {
        MailParser parser = new MailParser();
        try {
            parser.walk(new ByteArrayInputStream(head));
        } catch (IOException | MimeException | RuntimeException _) {
            // The head is read as far as it goes.
        }
        parser.notes.add("This mail is too large to be kept here (" + size / (1024 * 1024)
                + " MB). All of it is still in the mailbox.");
        return parser.mail(received);
    }

    /// What the head of a part says of it.
    private static final class Part {
        private @Nullable String name;
        private @Nullable String contentId;
        private boolean isAttached;
        private boolean isFlowed;
        private boolean deletesSpace;
    }

    private void walk(InputStream raw) throws IOException, MimeException {
        MimeTokenStream stream = new MimeTokenStream(CONFIG);
        stream.setRecursionMode(RecursionMode.M_NO_RECURSE);
        stream.parse(raw);
        for (EntityState state = stream.getState(); state != EntityState.T_END_OF_STREAM; state = stream.next()) {
            switch (state) {
                case T_START_HEADER -> part = new Part();
                case T_FIELD -> field(stream.getField());
                case T_END_HEADER -> isTop = false;
                case T_START_MULTIPART -> {
                    parts.begin(stream.getBodyDescriptor().getMimeType());
                    if (parts.depth() > DEEPEST) {
                        notes.add(
                                "This mail is nested too deeply to be read whole. All of it is still in the mailbox.");
                        return;
                    }
                }
                case T_END_MULTIPART -> parts.end();
                case T_BODY -> body(stream.getBodyDescriptor(), stream.getDecodedInputStream());
                default -> {}
            }
        }
    }

    private void field(Field field) {
        if (isTop) head.add(field);
        Part current = part;
        if (current == null) return;
        switch (field.getName().toLowerCase(Locale.ROOT)) {
            case "content-disposition" -> {
                var disposition = ContentDispositionFieldLenientImpl.PARSER.parse(field, DecodeMonitor.SILENT);
                current.isAttached = "attachment".equalsIgnoreCase(disposition.getDispositionType());
                if (disposition.getFilename() != null) current.name = Wording.header(disposition.getFilename());
            }
            case "content-type" -> {
                var type = ContentTypeFieldLenientImpl.PARSER.parse(field, DecodeMonitor.SILENT);
                if (current.name == null && type.getParameter("name") != null)
                    current.name = Wording.header(type.getParameter("name"));
                current.isFlowed = "flowed".equalsIgnoreCase(type.getParameter("format"));
                current.deletesSpace = "yes".equalsIgnoreCase(type.getParameter("delsp"));
            }
            case "content-id" -> current.contentId = field.getBody().replaceAll("[<>\\s]", "");
            default -> {}
        }
    }

    private void body(BodyDescriptor what, InputStream in) throws IOException {
        Part current = part == null ? new Part() : part;
        String type = what.getMimeType().toLowerCase(Locale.ROOT);
        switch (type) {
            case "message/delivery-status" -> status = words(in, what);
            case "text/rfc822-headers", "message/rfc822-headers" -> original = words(in, what);
            case "message/rfc822" -> {
                byte[] mail = keep(in, current, "message.eml", type);
                if (!status.isEmpty()) original = firstLines(mail);
            }
            case "text/plain", "text/html", "text/enriched", "text" -> {
                if (current.isAttached || (current.name != null && !type.equals("text/html"))) {
                    keep(in, current, type.equals("text/html") ? "page.html" : "text.txt", type);
                } else {
                    String text = words(in, what);
                    if (type.equals("text/html")) parts.rich(text);
                    else parts.plain(current.isFlowed ? Wording.unflowed(text, current.deletesSpace) : text);
                }
            }
            default -> keep(in, current, type.equals("text/calendar") ? "invitation.ics" : "attachment", type);
        }
    }

    private String words(InputStream in, BodyDescriptor what) throws IOException {
        byte[] bytes = in.readNBytes(LONGEST_TEXT);
        if (in.transferTo(OutputStream.nullOutputStream()) > 0) {
            notes.add("The text of this mail is too long to be shown whole. All of it is still in the mailbox.");
        }
        content.update(bytes);
        return Wording.text(bytes, what.getCharset());
    }

    private byte[] keep(InputStream in, Part part, String otherwise, String type) throws IOException {
        String name = part.name == null || part.name.isBlank() ? otherwise : part.name;
        boolean room = attachments.size() < MOST_ATTACHMENTS && attached < MOST_ATTACHED;
        byte[] bytes = in.readNBytes(room ? NewAttachment.LARGEST + 1 : 0);
        long more = in.transferTo(OutputStream.nullOutputStream());
        content.update(bytes);
        if (!room || bytes.length > NewAttachment.LARGEST || attached + bytes.length > MOST_ATTACHED) {
            long size = bytes.length + more;
            if (notes.size() < 10) {
                notes.add("The attachment “" + name + "” (" + Math.max(1, size / (1024 * 1024))
                        + " MB) is not kept here. It is still in the mailbox.");
            }
            return new byte[0];
        }
        attached += bytes.length;
        attachments.add(new NewAttachment(name, type, bytes, part.contentId));
        return bytes;
    }

    private static String firstLines(byte[] mail) {
        return new String(mail, 0, Math.min(mail.length, LONGEST_HEADER), StandardCharsets.ISO_8859_1);
    }

    private Mail mail(Instant received) {
        parts.endAll();
        String said = parts.text();
        String note = String.join("\n", notes);
        String text = note.isEmpty() ? said : said.isEmpty() ? note : note + "\n\n" + said;
        int quoted = text.length() - said.length() + Quotation.from(said);
        boolean machine = head.isByMachine() || !status.isEmpty();
        List<Person> answers = head.people("reply-to");
        return new Mail(
                head.name().orElseGet(this::nameByContent),
                likeness(),
                head.from(),
                answers.size() == 1 && !machine ? Optional.of(answers.getFirst()) : Optional.empty(),
                head.people("to", "cc"),
                head.references(),
                head.words("subject"),
                text,
                parts.html(),
                quoted,
                head.at(received),
                head.isSure(),
                machine,
                attachments,
                Bounce.read(status, original));
    }

    /// The same for the same mail by whatever ways it came; who takes the name of another's mail gets one of his own.
    private String likeness() {
        return hash(
                digest(), head.from().address(), head.first("date").orElse("").strip(), head.words("subject"));
    }

    private String nameByContent() {
        return "<" + hash(content, likeness(), head.first("to").orElse("").strip()) + "@no-message-id.invalid>";
    }

    private static String hash(MessageDigest digest, String... words) {
        for (String word : words) {
            digest.update(word.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
