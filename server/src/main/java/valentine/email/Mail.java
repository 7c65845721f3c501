package valentine.email;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import valentine.channel.Arriving;
import valentine.channel.ConnectionId;
import valentine.channel.NewAttachment;
import valentine.channel.Sender;

/// A mail that was read.
///
/// @param name its Message-ID; where it has none, one made of its content, the same whenever it is read
/// @param likeness tells it from another mail that bears the same name
/// @param answerTo where its writer wants answers; nothing where it came by a list
/// @param isSure whether nothing says that somebody else wrote it
/// @param bounce if it reports that another one did not get there
record Mail(
        String name,
        String likeness,
        Person from,
        Optional<Person> answerTo,
        List<Person> others,
        List<String> references,
        String subject,
        String text,
        @Nullable String html,
        int quotedFrom,
        Instant at,
        boolean isSure,
        boolean isByMachine,
        List<NewAttachment> attachments,
        Optional<Bounce> bounce) {

    /// As the channel takes it.
    ///
    /// @param called by which name it is kept
    /// @param ours all addresses at which we are reached
    /// @param isSent whether it lay where our own mails are kept
    Arriving arriving(ConnectionId connection, String called, Set<String> ours, boolean isSent) {
        boolean fromUs = ours.contains(from.address());
        Map<String, Person> others = new LinkedHashMap<>();
        // A form on our own site writes from our address, and says in Reply-To for whom.
        Person writer = answerTo.filter(to -> !to.address().isEmpty() && !ours.contains(to.address()))
                .filter(_ -> !isSent && !isByMachine)
                .map(to -> to.name().isEmpty() && !fromUs ? new Person(to.address(), from.name()) : to)
                .orElse(from);
        if (!writer.address().equals(from.address())) others.put(from.address(), from);
        this.others.forEach(other -> others.putIfAbsent(other.address(), other));
        others.keySet().removeIf(address -> ours.contains(address) || address.equals(writer.address()));
        List<String> named = new ArrayList<>(references);
        if (!called.equals(name)) named.add(name);
        return new Arriving(
                connection,
                called,
                writer.sender(isSure && !ours.contains(writer.address())),
                senders(others),
                null,
                named,
                subject,
                text,
                html,
                quotedFrom,
                at,
                sort(isSent, ours.contains(writer.address())),
                attachments);
    }

    private static List<Sender> senders(Map<String, Person> people) {
        return people.values().stream()
                .filter(person -> !person.address().isEmpty())
                .map(person -> person.sender(false))
                .toList();
    }

    private Arriving.Sort sort(boolean isSent, boolean byUs) {
        if (isSent) return Arriving.Sort.COPY;
        return isByMachine || byUs ? Arriving.Sort.AUTOMATIC : Arriving.Sort.MESSAGE;
    }
}
