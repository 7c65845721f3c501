package valentine.channel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import valentine.customer.CustomerId;
import valentine.customer.Handle;
import valentine.customer.Handles;
import valentine.customer.Identity;
import valentine.customer.Mention;
import valentine.customer.Trust;

/// Whose messages are: finds or makes the customers who wrote them.
@Component
class Authors {
    private static final String SOURCE = "a message";

    private final Identity identity;
    private final Handles handles;

    Authors(Identity identity, Handles handles) {
        this.identity = identity;
        this.handles = handles;
    }

    /// The profile of each in the order given; nothing where nobody is named, or somebody whom we were asked to forget.
    List<Optional<CustomerId>> of(List<Arriving> messages) {
        List<Optional<Mention>> bare = messages.stream()
                .map(one -> whose(one).map(who -> mention(who, one.at(), false)))
                .toList();
        List<Optional<CustomerId>> known =
                bare.stream().map(mention -> mention.flatMap(identity::known)).toList();
        Iterator<Optional<CustomerId>> admitted = admitted(messages, known).iterator();
        List<Optional<CustomerId>> customers = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            boolean isOpen = known.get(i).isEmpty() && bare.get(i).isPresent();
            customers.add(isOpen ? admitted.next() : known.get(i));
        }
        return customers;
    }

    /// Those who are not remembered; a name in a message is a weak word: whom we know already keeps his.
    private List<Optional<CustomerId>> admitted(List<Arriving> messages, List<Optional<CustomerId>> known) {
        List<Arriving> open = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            if (known.get(i).isEmpty() && whose(messages.get(i)).isPresent()) open.add(messages.get(i));
        }
        if (open.isEmpty()) return List.of();
        Set<Handle> named = open.stream()
                .flatMap(one -> whose(one).stream())
                .filter(sender -> !sender.name().isEmpty())
                .map(Sender::handle)
                .collect(Collectors.toSet());
        Map<Handle, CustomerId> owners = handles.owners(named);
        Set<Handle> met = new HashSet<>(owners.keySet());
        List<Mention> mentions = new ArrayList<>();
        for (Arriving one : open) {
            Sender sender = whose(one).orElseThrow();
            mentions.add(mention(
                    sender, one.at(), met.add(sender.handle()) && !sender.name().isEmpty()));
        }
        return identity.admit(mentions);
    }

    /// Who wrote it; what we wrote ourselves belongs to who got it.
    private static Optional<Sender> whose(Arriving what) {
        return what.sort() == Arriving.Sort.COPY ? what.others().stream().findFirst() : Optional.of(what.from());
    }

    private static Mention mention(Sender sender, Instant at, boolean isNamed) {
        Trust trust = sender.isSure() ? Trust.FILLED : Trust.CLAIMED;
        Map<String, Object> traits = isNamed ? Map.of("name", sender.name()) : Map.of();
        return new Mention(List.of(sender.handle()), traits, at, trust, SOURCE);
    }
}
