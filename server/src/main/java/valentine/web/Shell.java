package valentine.web;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What surrounds every page: navigation, who is signed in, and the tokens that scripts and forms need.
public record Shell(
        List<NavItem> navigation,
        String path,
        String firm,
        @Nullable String member,
        String csrf,
        String nonce,
        @Nullable String notice,
        Predicate<String> gate) {
    public Shell {
        navigation = List.copyOf(navigation);
    }

    /// Whether whoever looks at the page may take this route, such as `POST /settings`.
    public boolean may(String route) {
        return gate.test(route);
    }

    public boolean signedIn() {
        return member != null;
    }
}
