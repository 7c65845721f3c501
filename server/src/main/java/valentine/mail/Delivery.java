package valentine.mail;

import gg.jte.output.StringOutput;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import valentine.team.Brands;
import valentine.team.Firms;
import valentine.vault.CannotSeal;
import valentine.web.Pages;

/// Hands over what waits, one letter after the other.
@Component
class Delivery {
    /// How long a letter rests after its first, second … try; after the last it is refused.
    private static final List<Duration> RESTS = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(4),
            Duration.ofHours(12),
            Duration.ofHours(24),
            Duration.ofHours(24));
    /// A server that is away is not asked again for every letter.
    private static final Duration AWAY = Duration.ofSeconds(30);

    private static final List<State> LEAVING = List.of(State.LEAVING);

    private final Outbox outbox;
    private final MailServers servers;
    private final List<Gate> gates;
    private final Firms firms;
    private final Brands brands;
    private final Pages pages;
    private final Clock clock;
    private volatile Instant awayTill = Instant.MIN;

    Delivery(
            Outbox outbox,
            MailServers servers,
            List<Gate> gates,
            Firms firms,
            Brands brands,
            Pages pages,
            Clock clock) {
        this.outbox = outbox;
        this.servers = servers;
        this.gates = List.copyOf(gates);
        this.firms = firms;
        this.brands = brands;
        this.pages = pages;
        this.clock = clock;
    }

    /// A letter as its template shows it.
    record Paper(
            String firm,
            String accent,
            String subject,
            List<String> paragraphs,
            @Nullable String button,
            @Nullable String link,
            String why) {}

    /// All that is due; who is asked again hands over the rest.
    void round() {
        outbox.settle();
        Optional<MailServer> server = servers.current();
        if (server.isEmpty() || clock.instant().isBefore(awayTill)) return;
        try (Line line = new Line(server.get())) {
            while (!Thread.currentThread().isInterrupted()) {
                Optional<Outbox.Kept> letter = outbox.take();
                if (letter.isEmpty() || !leave(letter.get(), server.get(), line)) return;
            }
        }
    }

    /// Forgets that the server was away a moment ago.
    void hurry() {
        awayTill = Instant.MIN;
    }

    private boolean leave(Outbox.Kept letter, MailServer server, Line line) {
        Optional<String> stopped = refusal(letter);
        if (stopped.isPresent()) {
            outbox.move(letter.id(), LEAVING, State.STOPPED, clock.instant(), stopped.get(), null);
            return true;
        }
        Line.Sheet sheet;
        try {
            sheet = sheet(letter, server, line);
        } catch (CannotSeal e) {
            outbox.move(letter.id(), LEAVING, State.REFUSED, clock.instant(), String.valueOf(e.getMessage()), null);
            return true;
        }
        Line.Answer answer = line.hand(sheet);
        note(letter, server, answer);
        if (!(answer instanceof Line.Answer.Away)) return true;
        awayTill = clock.instant().plus(AWAY);
        return false;
    }

    private Optional<String> refusal(Outbox.Kept letter) {
        Letter.About about = letter.about();
        if (about == null || about.purpose() == null) return Optional.empty();
        return gates.stream()
                .flatMap(gate -> gate.refusal(letter.id(), about, letter.writtenAt()).stream())
                .findFirst();
    }

    private void note(Outbox.Kept letter, MailServer server, Line.Answer answer) {
        Instant now = clock.instant();
        switch (answer) {
            case Line.Answer.Taken _ ->
                // It was perhaps given up meanwhile: now we know.
                outbox.move(
                        letter.id(),
                        List.of(State.LEAVING, State.DOUBTFUL),
                        State.SENT,
                        now,
                        "Taken by " + server.host() + ".",
                        null);
            case Line.Answer.Refused(var reason) ->
                outbox.move(letter.id(), LEAVING, State.REFUSED, now, server.host() + " refused it: " + reason, null);
            case Line.Answer.Doubtful(var reason) ->
                outbox.move(letter.id(), LEAVING, State.DOUBTFUL, now, "It may have gone or not: " + reason, null);
            case Line.Answer.Later(var reason) -> again(letter, server.host() + " said not now: " + reason);
            case Line.Answer.Away(var reason) -> again(letter, "With " + server.host() + ": " + reason);
        }
    }

    private void again(Outbox.Kept letter, String reason) {
        Instant now = clock.instant();
        if (letter.tries() > RESTS.size()) {
            outbox.move(
                    letter.id(),
                    LEAVING,
                    State.REFUSED,
                    now,
                    "Given up after " + letter.tries() + " tries. " + reason,
                    null);
        } else {
            outbox.move(letter.id(), LEAVING, State.WAITING, now.plus(RESTS.get(letter.tries() - 1)), reason, null);
        }
    }

    private Line.Sheet sheet(Outbox.Kept letter, MailServer server, Line line) {
        String firm = firms.ours().name();
        Paper paper = new Paper(
                firm,
                brands.ours().accent(),
                letter.subject(),
                letter.paragraphs(),
                letter.button(),
                outbox.link(letter),
                letter.why());
        try {
            Line.Sheet sheet = new Line.Sheet(line.session(), letter.messageId());
            sheet.setFrom(new InternetAddress(server.sender(), firm, StandardCharsets.UTF_8.name()));
            sheet.setRecipient(
                    Message.RecipientType.TO,
                    new InternetAddress(letter.to().address(), letter.to().name(), StandardCharsets.UTF_8.name()));
            sheet.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
            sheet.setSentDate(Date.from(letter.writtenAt()));
            // Out-of-office answers to a machine help nobody.
            sheet.setHeader("Auto-Submitted", "auto-generated");
            MimeBodyPart plain = new MimeBodyPart();
            plain.setText(text(paper), StandardCharsets.UTF_8.name());
            MimeBodyPart html = new MimeBodyPart();
            html.setText(html(paper), StandardCharsets.UTF_8.name(), "html");
            sheet.setContent(new MimeMultipart("alternative", plain, html));
            sheet.saveChanges();
            return sheet;
        } catch (MessagingException | UnsupportedEncodingException e) {
            throw new IllegalStateException("Letter " + letter.id().value() + " cannot be put on paper", e);
        }
    }

    private String html(Paper paper) {
        StringOutput out = new StringOutput();
        pages.part("mail/letter", paper).writeTo(out);
        return out.toString();
    }

    private static String text(Paper paper) {
        String button = paper.button() == null ? "" : paper.button() + ":\n" + paper.link() + "\n\n";
        return String.join("\n\n", paper.paragraphs()) + "\n\n" + button + "-- \n" + paper.firm() + "\n" + paper.why()
                + "\n";
    }
}
