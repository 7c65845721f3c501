package valentine.messenger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;
import valentine.channel.AttachmentId;
import valentine.channel.Attachments;
import valentine.channel.Connection;
import valentine.channel.Connections;
import valentine.channel.Medium;
import valentine.channel.NewAttachment;
import valentine.mail.Site;

/// Where the phone service fetches the files of our messages: an address that only it gets, for some hours, signed by
/// us.
@Component("messengerHandout")
class Handout {
    /// Messages wait at the phone service for their turn before their files are fetched.
    private static final Duration OPEN = Duration.ofHours(4);

    private final Connections connections;
    private final Attachments attachments;
    private final Site site;
    private final Clock clock;

    Handout(Connections connections, Attachments attachments, Site site, Clock clock) {
        this.connections = connections;
        this.attachments = attachments;
        this.site = site;
        this.clock = clock;
    }

    String url(Connection connection, AttachmentId file) {
        long until = clock.instant().plus(OPEN).getEpochSecond();
        return site.url("/hooks/sms/" + connection.setting(Hooks.HOOK) + "/files/" + file.value() + "/" + until + "/"
                + proof(connection, file, until).orElse("-"));
    }

    /// Nothing for whom we did not give its address, or for whom its time is over.
    Optional<NewAttachment> of(String hook, AttachmentId file, long until, String proof) {
        if (clock.instant().isAfter(Instant.ofEpochSecond(until))) return Optional.empty();
        return connections.of(Medium.SMS).stream()
                .filter(connection -> !connection.setting(Hooks.HOOK).isEmpty()
                        && Signatures.same(connection.setting(Hooks.HOOK), hook))
                .filter(connection -> proof(connection, file, until)
                        .filter(right -> Signatures.same(right, proof))
                        .isPresent())
                .findFirst()
                .flatMap(_ -> attachments.whole(file));
    }

    private Optional<String> proof(Connection connection, AttachmentId file, long until) {
        return connections
                .secret(connection.id(), Sms.TOKEN)
                .filter(token -> !token.isEmpty())
                .map(token -> Signatures.ours(token, "file " + file.value() + " until " + until));
    }
}
