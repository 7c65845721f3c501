package valentine.customer;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Finds or makes the customers whom many rows of a file name, a few statements for all of them.
@Service
public class Directory {
    private static final String SOURCE = "files";

    private final Identity identity;
    private final Portraits portraits;
    private final Discretion discretion;
    private final Clock clock;

    Directory(Identity identity, Portraits portraits, Discretion discretion, Clock clock) {
        this.discretion = discretion;
        this.identity = identity;
        this.portraits = portraits;
        this.clock = clock;
    }

    /// The profile under which a customer's rows are kept, whether he was new, and whether we learned something.
    public record Known(CustomerId customer, boolean isNew, boolean isChanged) {}

    /// The customers of these handles, each named once; what we know already stays, what we lack is filled in. Who is
    /// left out must not be stored: we were asked to forget him.
    @Transactional
    public Map<Handle, Known> resolve(Collection<Person> people) {
        return learn(people, Trust.FILLED);
    }

    /// The customers of these handles, each named once; what is said now goes before what we knew. Who is left out must
    /// not be stored: we were asked to forget him.
    @Transactional
    public Map<Handle, Known> improve(Collection<Person> people) {
        return learn(people, Trust.SAID);
    }

    private Map<Handle, Known> learn(Collection<Person> people, Trust trust) {
        Map<Handle, Person> said = new LinkedHashMap<>();
        for (Person person : people) said.merge(person.handle(), person, Person::and);
        if (said.isEmpty()) return Map.of();
        identity.lock();
        Instant now = clock.instant();
        List<Person> all = new ArrayList<>(said.values());
        List<Optional<Mention>> admitted = identity.admitted(
                all.stream().map(person -> mention(person, trust, now)).toList());
        Iterator<Optional<Mention>> each = admitted.iterator();
        all.removeIf(_ -> each.next().isEmpty());
        List<Mention> mentions = admitted.stream().flatMap(Optional::stream).toList();
        Identity.Placed placed = identity.place(mentions);
        List<Discretion.Sifted> sifted = mentions.stream()
                .map(mention -> discretion.sift(mention.traits()))
                .toList();
        List<Portraits.Statement> news = news(all, mentions, sifted, placed);
        portraits.update(news, placed.touched());
        identity.keep(mentions, sifted, placed);
        Set<Long> told = news.stream().map(Portraits.Statement::profile).collect(Collectors.toSet());
        Map<Handle, Known> known = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            Mention mention = mentions.get(i);
            long profile = placed.profiles().get(i);
            boolean changed =
                    told.contains(profile) || mention.handles().stream().anyMatch(placed.changed()::contains);
            known.put(
                    all.get(i).handle(),
                    new Known(new CustomerId(profile), placed.created().contains(profile), changed));
        }
        return known;
    }

    /// The row's own handle first: it is what the file calls somebody.
    private static Mention mention(Person person, Trust trust, Instant now) {
        List<Handle> handles = Stream.of(
                        Stream.of(person.handle()),
                        Handle.email(person.email()).stream(),
                        Handle.phone(person.phone()).stream())
                .flatMap(one -> one)
                .toList();
        return new Mention(handles, traits(person), now, trust, SOURCE);
    }

    private static Map<String, Object> traits(Person person) {
        Map<String, Object> traits = new TreeMap<>(person.traits());
        if (!person.name().isEmpty()) traits.put("name", person.name());
        if (!person.company().isEmpty()) traits.put("company", person.company());
        return traits;
    }

    /// Only what we do not know yet: a file that is brought again says nothing new.
    private List<Portraits.Statement> news(
            List<Person> people, List<Mention> mentions, List<Discretion.Sifted> sifted, Identity.Placed placed) {
        List<SortedMap<String, @Nullable Object>> told =
                sifted.stream().map(said -> Traits.clean(said.open())).toList();
        List<Long> telling = new ArrayList<>();
        for (int i = 0; i < told.size(); i++) {
            if (!told.get(i).isEmpty()) telling.add(placed.profiles().get(i));
        }
        if (telling.isEmpty()) return List.of();
        Map<Long, Fold> folds = portraits.folds(telling);
        List<Portraits.Statement> news = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            long profile = placed.profiles().get(i);
            Fold known = folds.getOrDefault(profile, new Fold());
            boolean fills = mentions.get(i).trust() == Trust.FILLED;
            SortedMap<String, @Nullable Object> traits = told.get(i);
            traits.entrySet()
                    .removeIf(trait -> fills
                            ? known.speaksOf(trait.getKey())
                            : isKnown(trait.getKey(), trait.getValue(), known.value(trait.getKey())));
            if (!traits.isEmpty()) news.add(portraits.statement(profile, mentions.get(i), traits));
        }
        return news;
    }

    private static boolean isKnown(String name, @Nullable Object said, @Nullable Object known) {
        String text = String.valueOf(said);
        String before = String.valueOf(known);
        if (!name.equals("company")) return text.equals(before);
        return Companies.key(text).equals(Companies.key(before));
    }
}
