package valentine.team;

import java.security.Principal;

/// Somebody who works here.
public record Member(MemberId id, String email, String name, Role role) implements Principal {
    @Override
    public String getName() {
        return name;
    }
}
