package valentine.team;

import java.security.Principal;
import valentine.audit.Actor;

/// Somebody who works here.
public record Member(MemberId id, String email, String name, Role role) implements Principal {
    /// As the audit log names him.
    public Actor actor() {
        return Actor.member(id.value());
    }

    @Override
    public String getName() {
        return name;
    }
}
