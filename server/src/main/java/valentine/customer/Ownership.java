package valentine.customer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who owns a handle, as a function of the links and verdicts alone: never of the order in which they came.
///
/// A handle belongs to whom all that it counts point to. It counts what was said for sure, or else what was claimed,
/// if nothing about the handle itself is sure. Where its links lead to two owners it is shared, by a family or a
/// device, and belongs to nobody else. Customer numbers are joined by an alias only.
final class Ownership {
    /// How many handles of a kind one handle may own.
    static final int MOST = 5;
    /// A handle that points to so many is a crowd.
    static final int CROWD = 50;

    /// A handle with the links from it: at most [#CROWD], the sure ones first.
    record Node(
            Handle handle,
            boolean verified,
            @Nullable Long profile,
            @Nullable Long owner,
            List<Target> targets) {}

    /// Where a link leads.
    ///
    /// @param within whether the handle is among the first that the target may own
    /// @param owner who owned the target at last
    record Target(
            Handle handle,
            boolean claimed,
            boolean within,
            @Nullable Long profile,
            @Nullable Long owner) {}

    /// Two profiles that are not the same person.
    record Parted(long one, long other) {
        static Parted of(long a, long b) {
            return new Parted(Math.min(a, b), Math.max(a, b));
        }
    }

    private final Map<Handle, Node> nodes;
    private final Set<Parted> parted;
    private final Map<Handle, @Nullable Long> owners = new HashMap<>();

    /// @param nodes all handles whose owner may have changed; the owners of others hold
    Ownership(Map<Handle, Node> nodes, Set<Parted> parted) {
        this.nodes = nodes;
        this.parted = parted;
    }

    /// The profile that owns each handle; null where it is shared and nothing is kept under it.
    Map<Handle, @Nullable Long> owners() {
        nodes.keySet().forEach(handle -> owner(handle));
        return owners;
    }

    /// What is counted of a handle's links before anybody's verdict and limit.
    static List<Target> counted(Node node) {
        boolean sure = node.targets().stream().anyMatch(target -> !target.claimed());
        if (!sure && (node.verified() || node.handle().kind() == Handle.Kind.EXTERNAL)) return List.of();
        return node.targets().stream()
                .filter(target -> target.claimed() != sure)
                .toList();
    }

    private @Nullable Long owner(Handle handle) {
        Node node = nodes.get(handle);
        if (node == null) throw new IllegalStateException("A handle that was not read: " + handle.kind());
        if (owners.containsKey(handle)) return owners.get(handle);
        Long owner = node.handle().kind() == Handle.Kind.EXTERNAL ? renamed(node) : pointedTo(node);
        owners.put(handle, owner);
        return owner;
    }

    private @Nullable Long pointedTo(Node node) {
        List<Target> counted = counted(node);
        if (counted.size() >= CROWD) return node.profile();
        Set<@Nullable Long> roots = new HashSet<>();
        for (Target target : counted) {
            if (!target.within() || apart(node, target.profile())) continue;
            Long root = ownerOf(target);
            if (root != null && !apart(node, root)) roots.add(root);
        }
        return roots.size() == 1 ? roots.iterator().next() : node.profile();
    }

    private @Nullable Long ownerOf(Target target) {
        return nodes.containsKey(target.handle()) ? owner(target.handle()) : target.owner();
    }

    /// Follows the aliases of customer numbers; where they lead in a circle, the smallest stands for all of it.
    private @Nullable Long renamed(Node node) {
        Set<Handle> path = new LinkedHashSet<>();
        Node now = node;
        while (path.add(now.handle())) {
            Target next = alias(now);
            if (next == null) return now.profile();
            Node further = nodes.get(next.handle());
            if (further == null) return next.owner();
            now = further;
        }
        Handle smallest = now.handle();
        boolean inside = false;
        for (Handle handle : path) {
            inside |= handle.equals(now.handle());
            if (inside && handle.value().compareTo(smallest.value()) < 0) smallest = handle;
        }
        Node root = nodes.get(smallest);
        return root == null ? null : root.profile();
    }

    private @Nullable Target alias(Node node) {
        List<Target> counted = counted(node).stream()
                .filter(target -> target.within() && !apart(node, target.profile()))
                .toList();
        return counted.size() == 1 ? counted.getFirst() : null;
    }

    private boolean apart(Node node, @Nullable Long other) {
        Long own = node.profile();
        return own != null && other != null && own.longValue() != other && parted.contains(Parted.of(own, other));
    }
}
