package valentine.webhook;

import org.springframework.stereotype.Component;
import valentine.channel.ConnectionId;
import valentine.channel.ConnectionKind;
import valentine.channel.Medium;

/// Offers webhooks that bring messages among the channels.
@Component
class InboundKind implements ConnectionKind {
    @Override
    public Medium medium() {
        return Medium.WEBHOOK;
    }

    @Override
    public String describe() {
        return "Messages from any other program: a contact form, a helpdesk, a review site.";
    }

    @Override
    public String newPath() {
        return "/settings/channels/webhook/new";
    }

    @Override
    public String path(ConnectionId id) {
        return "/settings/channels/webhook/" + id.value();
    }
}
