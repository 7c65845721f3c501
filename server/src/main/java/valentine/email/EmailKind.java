package valentine.email;

import org.springframework.stereotype.Component;
import valentine.channel.ConnectionId;
import valentine.channel.ConnectionKind;
import valentine.channel.Medium;

/// Offers e-mail among the channels.
@Component
class EmailKind implements ConnectionKind {
    @Override
    public Medium medium() {
        return Medium.EMAIL;
    }

    @Override
    public String describe() {
        return "An address of yours: what customers write there comes in here, and your answers go out from it.";
    }

    @Override
    public String newPath() {
        return "/settings/channels/email/new";
    }

    @Override
    public String path(ConnectionId id) {
        return "/settings/channels/email/" + id.value();
    }
}
