package valentine.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What surrounds every page: navigation, who is signed in, and the tokens that scripts and forms need.
public record Shell(
        List<NavItem> navigation,
        String path,
        String firm,
        @Nullable String member,
        String csrf,
        String nonce,
        @Nullable String notice) {
    public Shell {
        navigation = List.copyOf(navigation);
    }

    public boolean signedIn() {
        return member != null;
    }
}
