package valentine.customer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Who is whom: finds or makes the customers of whom messages speak.
///
/// What is kept under a handle stays there for ever; whose it is follows from all links and verdicts, see [Ownership].
@Service
public class Identity {
    private static final int REMEMBERED = 100_000;
    private static final String NAMED_TOGETHER = "named together";

    private static final String HEAD = "SELECT head FROM customer.customer WHERE id = :profile";
    // Index customer_head.
    private static final String PROFILES =
            "SELECT id FROM customer.customer WHERE head = :head ORDER BY id LIMIT 10000";

    private final HandleTable table;
    private final SuppressionTable suppression;
    private final Heads heads;
    private final Portraits portraits;
    private final Discretion discretion;
    private final JdbcClient jdbc;

    /// Profiles never change and links only grow, so what is remembered stays true in every process.
    private final Cache<Handle, Kept> kept =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    private final Cache<Link.Ends, Link> linked =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /// Profiles that were forgotten since we started: a message on its way may still speak of them.
    private final Set<Long> forgotten = ConcurrentHashMap.newKeySet();

    Identity(
            HandleTable table,
            SuppressionTable suppression,
            Heads heads,
            Portraits portraits,
            Discretion discretion,
            JdbcClient jdbc) {
        this.discretion = discretion;
        this.table = table;
        this.suppression = suppression;
        this.heads = heads;
        this.portraits = portraits;
        this.jdbc = jdbc;
    }

    /// The profile under which each message is kept, in the order given; makes and joins whom it must. Nothing where it
    /// is about somebody whom we were asked to forget: that must not be stored. It belongs to the caller's
    /// transaction, and costs nothing where it tells nothing new.
    @Transactional
    public List<Optional<CustomerId>> admit(List<Mention> mentions) {
        List<Optional<Mention>> admitted = admitted(mentions);
        Iterator<CustomerId> profiles =
                resolved(admitted.stream().flatMap(Optional::stream).toList()).iterator();
        return admitted.stream()
                .map(mention -> mention.map(_ -> profiles.next()))
                .toList();
    }

    /// The same of those of whom we know that they may be stored.
    @Transactional
    public List<CustomerId> resolve(List<Mention> mentions) {
        return admit(mentions).stream()
                .map(profile -> profile.orElseThrow(() -> new IllegalStateException("Nobody may bring this one in")))
                .toList();
    }

    /// Which of these handles nobody may bring in.
    public Set<Handle> suppressed(Collection<Handle> handles) {
        return suppression.among(handles);
    }

    private List<CustomerId> resolved(List<Mention> mentions) {
        List<Discretion.Sifted> sifted = mentions.stream()
                .map(mention -> discretion.sift(mention.traits()))
                .toList();
        List<SortedMap<String, @Nullable Object>> traits =
                sifted.stream().map(said -> Traits.clean(said.open())).toList();
        if (traits.stream().anyMatch(said -> !said.isEmpty())) table.lock();
        Placed placed = place(mentions);
        List<Portraits.Statement> statements = new ArrayList<>();
        for (int i = 0; i < mentions.size(); i++) {
            if (!traits.get(i).isEmpty()) {
                statements.add(portraits.statement(placed.profiles().get(i), mentions.get(i), traits.get(i)));
            }
        }
        portraits.update(statements, placed.touched());
        keep(mentions, sifted, placed);
        return placed.profiles().stream().map(CustomerId::new).toList();
    }

    /// Leaves what must not lie open to the one who keeps it.
    void keep(List<Mention> mentions, List<Discretion.Sifted> sifted, Placed placed) {
        List<Discretion.Kept> kept = new ArrayList<>();
        for (int i = 0; i < mentions.size(); i++) {
            List<Discretion.Taken> taken = sifted.get(i).taken();
            if (taken.isEmpty()) continue;
            Mention mention = mentions.get(i);
            CustomerId profile = new CustomerId(placed.profiles().get(i));
            kept.add(new Discretion.Kept(profile, mention.at(), mention.trust(), mention.source(), taken));
        }
        if (!kept.isEmpty()) discretion.keep(kept);
    }

    /// The profile of a mention that tells nothing new, where that is known without asking the database.
    public Optional<CustomerId> known(Mention mention) {
        Map<Handle, Long> sure = new HashMap<>();
        return mention.traits().isEmpty() && isKnown(mention, sure)
                ? Optional.of(new CustomerId(Objects.requireNonNull(sure.get(mention.anchor()))))
                : Optional.empty();
    }

    /// Whose profile this is.
    public CustomerId headOf(CustomerId profile) {
        return jdbc.sql(HEAD)
                .param("profile", profile.value())
                .query((row, _) -> new CustomerId(row.getLong("head")))
                .optional()
                .orElse(profile);
    }

    /// All profiles of a customer, the first ten thousand.
    public List<CustomerId> profiles(CustomerId head) {
        return jdbc.sql(PROFILES)
                .param("head", head.value())
                .query((row, _) -> new CustomerId(row.getLong("id")))
                .list();
    }

    /// Each mention as it may be taken in; nobody changes that until the end of the transaction.
    List<Optional<Mention>> admitted(List<Mention> mentions) {
        Set<Handle> asked = new HashSet<>();
        for (Mention mention : mentions) {
            if (isKnown(mention, new HashMap<>())) continue;
            asked.addAll(mention.handles());
            asked.addAll(mention.former());
        }
        Set<Handle> suppressed = Set.of();
        if (!asked.isEmpty()) {
            table.lock();
            suppressed = suppression.among(asked);
        }
        Set<Handle> out = suppressed;
        return mentions.stream().map(mention -> mention.without(out)).toList();
    }

    /// What is remembered of these profiles is not trusted from now on.
    void forget(Collection<CustomerId> profiles) {
        profiles.forEach(profile -> forgotten.add(profile.value()));
        kept.asMap().values().removeIf(one -> forgotten.contains(one.profile()));
        // Which of the links were theirs is not known here; the others are read again.
        linked.invalidateAll();
    }

    /// The profile of a handle that we know; made if nothing was kept under it yet.
    CustomerId profileOf(Handle handle) {
        Mention bare = new Mention(List.of(handle), Map.of(), Instant.EPOCH, Trust.CLAIMED, "");
        Placed placed = place(List.of(bare));
        portraits.update(List.of(), placed.touched());
        return new CustomerId(placed.profiles().getFirst());
    }

    private record Kept(long profile, boolean verified) {}

    /// Where mentions are kept.
    ///
    /// @param profiles one for each mention
    /// @param created profiles of whom nobody knew anything before
    /// @param changed handles that are new or newly linked
    /// @param touched profiles whose customer is another, or owns other handles
    record Placed(List<Long> profiles, Set<Long> created, Set<Handle> changed, Set<Long> touched) {}

    /// Until the end of the transaction nobody else changes who is whom or what is said of anybody.
    void lock() {
        table.lock();
    }

    /// Finds or makes the profiles of mentions; what they say besides is left to the caller.
    Placed place(List<Mention> mentions) {
        Map<Handle, Long> sure = new HashMap<>();
        List<Mention> unsure =
                mentions.stream().filter(mention -> !isKnown(mention, sure)).toList();
        News news = new News(unsure);
        if (!unsure.isEmpty()) {
            // Who is not remembered is new, mostly; and nobody else shall change it between reading and keeping.
            table.lock();
            news.read();
            if (news.tellsMore()) news.keep();
            remember(news);
        }
        List<Long> profiles = mentions.stream()
                .map(Mention::anchor)
                .map(anchor -> sure.computeIfAbsent(anchor, news::profile))
                .toList();
        return new Placed(profiles, news.created, news.changed, news.touched);
    }

    private boolean isKnown(Mention mention, Map<Handle, Long> profiles) {
        Kept anchor = kept.getIfPresent(mention.anchor());
        if (anchor == null || forgotten.contains(anchor.profile())) return false;
        if (mention.trust().isVerified() && !anchor.verified()) return false;
        for (Link link : mention.links()) {
            Link known = linked.getIfPresent(link.ends());
            if (known == null || !known.covers(link)) return false;
        }
        profiles.put(mention.anchor(), anchor.profile());
        return true;
    }

    /// Only what is committed is true for others.
    private void remember(News news) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) return;
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                news.rows.values().forEach(row -> {
                    if (row.profile() == null || forgotten.contains(row.profile())) return;
                    kept.put(row.handle(), new Kept(row.profile(), row.verified()));
                });
                linked.putAll(news.links);
            }
        });
    }

    /// Finds anew who owns these handles and all that depend on them; returns the profiles concerned.
    Set<Long> settle(Set<Handle> handles, Set<Handle> pointedToByNone, String why) {
        Map<Handle, Ownership.Node> nodes = table.nodes(table.withDependents(handles, pointedToByNone));
        Set<Ownership.Parted> parted = table.parted(nodes.values().stream()
                .map(Ownership.Node::profile)
                .filter(Objects::nonNull)
                .toList());
        Map<Handle, @Nullable Long> changed = new HashMap<>(new Ownership(nodes, parted).owners());
        Set<Long> touched = new HashSet<>();
        Set<Long> moving = new HashSet<>();
        changed.entrySet().removeIf(entry -> {
            Ownership.Node node = Objects.requireNonNull(nodes.get(entry.getKey()));
            if (Objects.equals(node.owner(), entry.getValue())) return true;
            if (node.owner() != null) touched.add(node.owner());
            if (entry.getValue() != null) touched.add(entry.getValue());
            if (node.profile() != null) moving.add(node.profile());
            return false;
        });
        table.own(changed);
        table.alarm(alarms(nodes.values()));
        touched.addAll(heads.follow(moving, why));
        return touched;
    }

    private static Map<Handle, String> alarms(Collection<Ownership.Node> nodes) {
        Map<Handle, String> alarms = new HashMap<>();
        for (Ownership.Node node : nodes) {
            if (Ownership.counted(node).size() >= Ownership.CROWD) alarms.put(node.handle(), "crowd");
            node.targets().stream()
                    .filter(target -> !target.within())
                    .forEach(target -> alarms.putIfAbsent(target.handle(), "limit"));
        }
        return alarms;
    }

    /// What mentions tell that is not kept yet.
    private final class News {
        private final Map<Handle, Boolean> named = new LinkedHashMap<>();
        private final Set<Handle> anchors = new HashSet<>();
        private final Map<Link.Ends, Link> said = new LinkedHashMap<>();
        private Map<Handle, HandleTable.Row> rows = Map.of();
        private Map<Link.Ends, Link> links = Map.of();
        private final Set<Long> created = new HashSet<>();
        private final Set<Handle> changed = new HashSet<>();
        private final Set<Long> touched = new HashSet<>();

        private News(List<Mention> mentions) {
            for (Mention mention : mentions) {
                boolean verified = mention.trust().isVerified();
                anchors.add(mention.anchor());
                named.merge(mention.anchor(), verified, Boolean::logicalOr);
                for (Link link : mention.links()) {
                    named.merge(link.from(), verified, Boolean::logicalOr);
                    said.merge(link.ends(), link, Link::and);
                }
            }
        }

        private void read() {
            rows = table.find(named.keySet());
            links = table.links(said.keySet());
        }

        private boolean tellsMore() {
            return !unknown().isEmpty()
                    || !unanchored().isEmpty()
                    || !unverified().isEmpty()
                    || !unlinked().isEmpty();
        }

        private Long profile(Handle anchor) {
            HandleTable.Row row = rows.get(anchor);
            if (row == null || row.profile() == null) throw new IllegalStateException("Nothing is kept there");
            return row.profile();
        }

        private void keep() {
            List<HandleTable.Row> unanchored = unanchored();
            List<Handle> unknown = unknown();
            List<Handle> unverified = unverified();
            List<Link> unlinked = unlinked();
            Map<Handle, Boolean> knownBefore = new HashMap<>();
            rows.forEach((handle, row) -> knownBefore.put(handle, row.owner() != null));
            anchor(unanchored, unknown);
            table.verify(unverified);
            unverified.forEach(handle -> rows.computeIfPresent(
                    handle, (_, row) -> new HandleTable.Row(handle, row.profile(), row.owner(), true)));
            table.link(unlinked);
            Map<Link.Ends, Link> all = new HashMap<>(links);
            unlinked.forEach(link -> all.merge(link.ends(), link, Link::and));
            links = all;
            changed.addAll(unknown);
            unlinked.forEach(link -> changed.add(link.from()));
            settleAll(unverified, unlinked, knownBefore);
            // Who was known by another handle before is nobody new.
            unlinked.stream()
                    .filter(link -> knownBefore.getOrDefault(link.from(), false))
                    .forEach(link -> created.remove(profile(link.to())));
        }

        private void anchor(List<HandleTable.Row> unanchored, List<Handle> unknown) {
            int count = unanchored.size()
                    + (int) unknown.stream().filter(anchors::contains).count();
            var ids = (count == 0 ? List.<Long>of() : table.newIds(count)).iterator();
            List<HandleTable.Row> anchored = unanchored.stream()
                    .map(row -> new HandleTable.Row(row.handle(), ids.next(), row.owner(), row.verified()))
                    .toList();
            List<HandleTable.Row> added = unknown.stream()
                    .map(handle -> new HandleTable.Row(
                            handle,
                            anchors.contains(handle) ? ids.next() : null,
                            null,
                            named.getOrDefault(handle, false)))
                    .toList();
            table.anchor(anchored, added);
            Map<Handle, HandleTable.Row> all = new HashMap<>(rows);
            anchored.forEach(row -> all.put(row.handle(), row));
            added.forEach(row -> all.put(row.handle(), row));
            rows = all;
            anchored.forEach(row -> touched.add(Objects.requireNonNull(row.profile())));
            for (HandleTable.Row row : added) {
                if (row.profile() == null) continue;
                created.add(row.profile());
                touched.add(row.profile());
            }
        }

        private void settleAll(List<Handle> unverified, List<Link> unlinked, Map<Handle, Boolean> knownBefore) {
            Set<Handle> unsettled = new HashSet<>(unverified);
            unlinked.forEach(link -> unsettled.add(link.from()));
            unsettled.addAll(table.pushedOut(unlinked.stream()
                    .filter(link -> knownBefore.containsKey(link.to()))
                    .toList()));
            if (unsettled.isEmpty()) return;
            Set<Handle> leaves = new HashSet<>();
            rows.values().stream().filter(row -> row.profile() == null).forEach(row -> leaves.add(row.handle()));
            touched.addAll(settle(unsettled, leaves, NAMED_TOGETHER));
        }

        private List<Handle> unknown() {
            return named.keySet().stream()
                    .filter(handle -> !rows.containsKey(handle))
                    .sorted(Handle.STRONGEST_FIRST)
                    .toList();
        }

        private List<HandleTable.Row> unanchored() {
            return rows.values().stream()
                    .filter(row -> row.profile() == null && anchors.contains(row.handle()))
                    .sorted((a, b) -> Handle.STRONGEST_FIRST.compare(a.handle(), b.handle()))
                    .toList();
        }

        private List<Handle> unverified() {
            return rows.values().stream()
                    .filter(row -> !row.verified() && named.getOrDefault(row.handle(), false))
                    .map(HandleTable.Row::handle)
                    .toList();
        }

        private List<Link> unlinked() {
            return said.values().stream()
                    .filter(link -> {
                        Link known = links.get(link.ends());
                        return known == null || !known.covers(link);
                    })
                    .toList();
        }
    }
}
