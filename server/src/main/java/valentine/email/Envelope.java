package valentine.email;

import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import valentine.channel.Departed;
import valentine.channel.NewAttachment;
import valentine.channel.Parcel;

/// A mail of ours as it goes out: the same bytes under the same name however often it is handed over.
final class Envelope extends MimeMessage {
    /// Only writes: looking for all that libraries offer each time would take long.
    private static final Session SESSION = Session.getInstance(new Properties());
    private static final String UTF_8 = StandardCharsets.UTF_8.name();
    private static final Pattern HEADER = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,60}");
    private static final Pattern NAME = Pattern.compile("<[\\x21-\\x7E&&[^<>]]{1,900}>");
    /// Header lines that this class writes itself, or that would send it elsewhere.
    private static final Pattern OURS = Pattern.compile(
            "(?i)from|to|cc|bcc|sender|reply-to|subject|date|message-id|in-reply-to|references|return-path|received"
                    + "|mime-version|content-.*|dkim-signature|auto-submitted|resent-.*");
    private static final int MOST_REFERENCES = 20;

    private boolean begun;

    private Envelope(byte[] raw) throws MessagingException {
        super(SESSION, new ByteArrayInputStream(raw));
    }

    /// What cannot be put into a mail: an address or a header line that is none.
    static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;

        Unfit(String why) {
            super(why);
        }
    }

    static Envelope of(Parcel parcel, Account account, Optional<Signature> signature) throws Unfit {
        try {
            Draft draft = new Draft(parcel, account);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            draft.writeTo(out);
            byte[] plain = out.toByteArray();
            if (signature.isEmpty()) return new Envelope(plain);
            ByteArrayOutputStream signed = new ByteArrayOutputStream();
            signed.writeBytes((signature.get().sign(plain) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            signed.writeBytes(plain);
            return new Envelope(signed.toByteArray());
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException("Mail " + parcel.departed().id().value() + " cannot be written", e);
        }
    }

    /// Whether the server may have had all of it.
    boolean begun() {
        return begun;
    }

    @Override
    public void writeTo(OutputStream out, String @Nullable [] ignored) throws IOException, MessagingException {
        begun = true;
        super.writeTo(out, ignored);
    }

    private static final class Draft extends MimeMessage {
        private final String messageId;

        Draft(Parcel parcel, Account account) throws MessagingException, UnsupportedEncodingException, Unfit {
            super(SESSION);
            Departed departed = parcel.departed();
            this.messageId = name(parcel.externalId());
            setFrom(new InternetAddress(
                    account.address(), oneLine(parcel.connection().name()), UTF_8));
            setRecipient(Message.RecipientType.TO, address(departed.to().value()));
            for (String copy : departed.copies()) addRecipient(Message.RecipientType.CC, address(copy));
            setSubject(oneLine(departed.subject()), UTF_8);
            setSentDate(Date.from(departed.writtenAt()));
            thread(parcel.references());
            // Another machine must not answer what a machine wrote.
            if (departed.writer() == null) setHeader("Auto-Submitted", "auto-generated");
            for (Map.Entry<String, String> header : parcel.headers().entrySet()) {
                further(header.getKey(), header.getValue());
            }
            body(departed, parcel.attachments());
            saveChanges();
        }

        private void thread(List<String> references) throws MessagingException {
            List<String> fit = references.stream()
                    // A second mail under a name of another: the mail itself does not know of it.
                    .map(reference -> reference.replaceFirst(">#[0-9a-f]+$", ">"))
                    .filter(reference -> NAME.matcher(reference).matches() && !reference.equals(messageId))
                    .distinct()
                    .toList();
            if (fit.isEmpty()) return;
            setHeader("In-Reply-To", fit.getLast());
            setHeader(
                    "References",
                    String.join("\r\n ", fit.subList(Math.max(0, fit.size() - MOST_REFERENCES), fit.size())));
        }

        private void further(String name, String value) throws MessagingException, Unfit {
            if (!HEADER.matcher(name).matches() || OURS.matcher(name).matches() || value.length() > 2_000) {
                throw new Unfit("A mail cannot carry this line: " + name.replaceAll("[^\\x21-\\x7E]", "?"));
            }
            try {
                setHeader(name, MimeUtility.encodeText(oneLine(value), UTF_8, null));
            } catch (UnsupportedEncodingException e) {
                throw new IllegalStateException("Every Java has UTF-8", e);
            }
        }

        private void body(Departed departed, List<NewAttachment> attachments) throws MessagingException {
            if (departed.html() == null && attachments.isEmpty()) {
                setText(departed.text(), UTF_8);
                return;
            }
            MimeMultipart all = new MimeMultipart("mixed");
            all.addBodyPart(words(departed));
            for (NewAttachment attachment : attachments) all.addBodyPart(file(attachment));
            setContent(all);
        }

        private static MimeBodyPart words(Departed departed) throws MessagingException {
            MimeBodyPart plain = new MimeBodyPart();
            plain.setText(departed.text(), UTF_8);
            if (departed.html() == null) return plain;
            MimeBodyPart rich = new MimeBodyPart();
            rich.setText(departed.html(), UTF_8, "html");
            MimeBodyPart both = new MimeBodyPart();
            both.setContent(new MimeMultipart("alternative", plain, rich));
            return both;
        }

        private static MimeBodyPart file(NewAttachment attachment) throws MessagingException {
            boolean known = attachment.mediaType().matches("[A-Za-z0-9.+-]{1,100}/[A-Za-z0-9.+-]{1,100}")
                    && !attachment.mediaType().startsWith("multipart/")
                    && !attachment.mediaType().startsWith("message/");
            MimeBodyPart part = new MimeBodyPart();
            part.setDataHandler(new DataHandler(new ByteArrayDataSource(
                    attachment.content(), known ? attachment.mediaType() : "application/octet-stream")));
            part.setFileName(oneLine(attachment.name()));
            part.setDisposition("attachment");
            part.setHeader("Content-Transfer-Encoding", "base64");
            return part;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", messageId);
        }
    }

    private static String name(String externalId) throws Unfit {
        if (!NAME.matcher(externalId).matches()) throw new Unfit("A mail cannot bear this name.");
        return externalId;
    }

    /// One address and nothing else: no list, no comment, no line end.
    private static InternetAddress address(String text) throws Unfit {
        if (!Account.isAddress(text)) throw new Unfit("“" + oneLine(text) + "” is no address that we could write to.");
        try {
            return new InternetAddress(text, true);
        } catch (MessagingException _) {
            throw new Unfit("“" + text + "” is no address that we could write to.");
        }
    }

    /// Nothing that a person or a template put in may begin another header line.
    static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]+", " ")
                .strip();
    }
}
