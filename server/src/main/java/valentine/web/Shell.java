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
    private static final int AT_THE_BOTTOM = 4;

    public Shell {
        navigation = List.copyOf(navigation);
    }

    /// Whether whoever looks at the page may take this route, such as `POST /settings`.
    public boolean may(String route) {
        return gate.test(route);
    }

    /// Whether this is the place in the navigation that is shown: the one whose path says most of where we are.
    public boolean isHere(NavItem item) {
        return item.leadsTo(path)
                && navigation.stream()
                        .noneMatch(other -> other.leadsTo(path)
                                && other.path().length() > item.path().length());
    }

    /// The places that a phone shows at the bottom; the others stand behind "More".
    public List<NavItem> first() {
        return navigation.subList(0, Math.min(navigation.size(), AT_THE_BOTTOM));
    }

    public List<NavItem> more() {
        return navigation.subList(first().size(), navigation.size());
    }

    public boolean signedIn() {
        return member != null;
    }
}
