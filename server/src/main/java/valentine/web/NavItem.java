package valentine.web;

/// One place in the navigation: modules contribute them as beans.
///
/// @param order smaller stands first
/// @param key the letter that follows `G` to go there
public record NavItem(int order, String path, String label, String icon, char key) {
    public NavItem {
        if (!path.startsWith("/")) throw new IllegalArgumentException("A navigation path begins with /: " + path);
    }

    public boolean leadsTo(String current) {
        return path.equals("/") ? current.equals("/") : current.equals(path) || current.startsWith(path + "/");
    }
}
