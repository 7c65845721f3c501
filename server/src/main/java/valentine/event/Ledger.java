package valentine.event;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import valentine.customer.CustomerId;
import valentine.customer.Handle;
import valentine.customer.Identity;
import valentine.customer.Mention;
import valentine.event.Delivery.Verdict;
import valentine.history.Messages;

/// Stores what was brought, each message once, and counts it.
@Component
class Ledger {
    private static final String AGAIN = """
            INSERT INTO event.duplicate (source, message_id, times)
            SELECT given.source, given.message_id, given.times
            FROM unnest(CAST(:sources AS int[]), CAST(:messages AS text[]), CAST(:times AS bigint[]))
                AS given (source, message_id, times)
            ORDER BY given.source, given.message_id COLLATE "C"
            ON CONFLICT (source, message_id) DO UPDATE SET times = duplicate.times + excluded.times
            """;
    private static final String COUNT = """
            INSERT INTO event.hour (source, hour, writer, received, stored, duplicates, quarantined, last_at)
            VALUES (:source, :hour, :writer, :received, :stored, :duplicates, :quarantined, :last)
            ON CONFLICT (source, hour, writer) DO UPDATE
            SET received = hour.received + excluded.received, stored = hour.stored + excluded.stored,
                duplicates = hour.duplicates + excluded.duplicates,
                quarantined = hour.quarantined + excluded.quarantined,
                last_at = greatest(hour.last_at, excluded.last_at)
            """;

    /// The row of the hour in which replays count; no writer has this number.
    private static final int REPLAYS = 99;

    private final Messages messages;
    private final Identity identity;
    private final Quarantine quarantine;
    private final JdbcClient jdbc;

    Ledger(Messages messages, Identity identity, Quarantine quarantine, JdbcClient jdbc) {
        this.messages = messages;
        this.identity = identity;
        this.quarantine = quarantine;
        this.jdbc = jdbc;
    }

    /// One message of a delivery.
    record Item(Delivery delivery, int place) {
        Message message() {
            return delivery.message(place);
        }

        private @Nullable CustomerId profile() {
            return delivery.profile(place);
        }

        private Messages.Key key() {
            return new Messages.Key(delivery.source().history(), message().id());
        }
    }

    private record Hour(SourceId source, Instant hour) {
        private static Hour of(Delivery delivery) {
            return new Hour(delivery.source().id(), delivery.received().truncatedTo(ChronoUnit.HOURS));
        }
    }

    private static final class Tally {
        private long received;
        private long stored;
        private long duplicates;
        private long quarantined;
        private Instant last = Instant.EPOCH;

        private void count(Delivery delivery, Verdict verdict) {
            received++;
            switch (verdict) {
                case Verdict.Unwanted(var _) -> received--;
                case Verdict.Stored() -> stored++;
                case Verdict.Duplicate() -> duplicates++;
                // The same bytes refused again are kept once.
                case Verdict.Quarantined refused when refused.isNew() -> quarantined++;
                case Verdict.Quarantined _ -> duplicates++;
            }
            if (delivery.received().isAfter(last)) last = delivery.received();
        }
    }

    /// Finds under whom messages will be kept as far as that is remembered; says whether it is of all.
    boolean recognise(Delivery delivery) {
        boolean all = true;
        for (int place = 0; place < delivery.size(); place++) {
            switch (delivery.message(place)) {
                case Message.Understood one -> {
                    Optional<CustomerId> known = identity.known(one.mention());
                    if (known.isPresent()) delivery.keepUnder(place, known.get());
                    else all = false;
                }
                case Message.Refused refused -> all &= refused.named().isEmpty();
                case Message.Unwanted _ -> {
                    // Nothing is kept of it.
                }
            }
        }
        return all;
    }

    /// Settles under whom the messages of these will be kept, unless they are known to have been taken.
    ///
    /// Who is new is settled in a transaction of its own, before that of [#store]: who is whom is decided by one
    /// writer after the other, and none shall wait until another one has written what happened. Said twice, it
    /// changes nothing; so nothing is lost where only this was committed.
    void place(List<Item> items) {
        Map<Messages.Key, Message.Understood> unsure = new LinkedHashMap<>();
        for (Item item : items) {
            if (item.profile() == null && item.message() instanceof Message.Understood one) {
                unsure.putIfAbsent(item.key(), one);
            }
        }
        Map<Messages.Key, Optional<CustomerId>> placed = place(unsure);
        for (Item item : items) {
            Optional<CustomerId> profile = item.profile() == null ? placed.get(item.key()) : null;
            if (profile == null) continue;
            profile.ifPresentOrElse(
                    known -> item.delivery().keepUnder(item.place(), known),
                    () -> item.delivery().drop(item.place()));
        }
        dropRefused(items);
    }

    /// What cannot be taken waits in the quarantine, but not of those whom we were asked to forget.
    private void dropRefused(List<Item> items) {
        Set<Handle> named = new HashSet<>();
        for (Item item : items) {
            if (item.message() instanceof Message.Refused refused) named.addAll(refused.named());
        }
        Set<Handle> suppressed = identity.suppressed(named);
        if (suppressed.isEmpty()) return;
        for (Item item : items) {
            boolean drop = item.message() instanceof Message.Refused refused
                    && refused.named().stream().anyMatch(suppressed::contains);
            if (drop) item.delivery().drop(item.place());
        }
    }

    /// The verdicts, in the order given; they hold once the transaction is committed.
    List<Verdict> store(List<Item> items, int writer) {
        Set<Messages.Key> taken = take(items);
        Map<Messages.Key, Long> again = new HashMap<>();
        Map<Hour, Tally> tallies = new HashMap<>();
        List<Verdict> verdicts = new ArrayList<>(items.size());
        Delivery last = null;
        Tally tally = new Tally();
        for (Item item : items) {
            Verdict verdict = switch (item.message()) {
                // Of those that say the same number the first is the one that was taken.
                case Message.Understood _ -> taken.remove(item.key()) ? new Verdict.Stored() : new Verdict.Duplicate();
                case Message.Refused refused ->
                    new Verdict.Quarantined(
                            refused.id(), refused.reason().sentence(), quarantine.keep(item.delivery(), refused));
                case Message.Unwanted(var id) -> new Verdict.Unwanted(id);
            };
            if (verdict instanceof Verdict.Duplicate) again.merge(item.key(), 1L, Long::sum);
            if (item.delivery() != last) {
                last = item.delivery();
                tally = tallies.computeIfAbsent(Hour.of(last), _ -> new Tally());
            }
            tally.count(last, verdict);
            verdicts.add(verdict);
        }
        again(again);
        count(tallies, writer);
        return verdicts;
    }

    /// What was refused before is understood now: stores it, unless its message came by itself meanwhile, and counts
    /// anew what became of it. False when it was stored before; nothing where it must not be.
    Optional<Boolean> replay(Source source, Message.Understood understood, Instant received) {
        Messages.Key key = new Messages.Key(source.history(), understood.id());
        Optional<CustomerId> profile = place(Map.of(key, understood)).get(key);
        if (profile != null && profile.isEmpty()) return Optional.empty();
        boolean stored = profile != null
                && !messages.take(List.of(new Messages.Message(key, profile.orElseThrow(), understood.told())))
                        .isEmpty();
        if (!stored) again(Map.of(key, 1L));
        Tally tally = new Tally();
        tally.quarantined = -1;
        if (stored) tally.stored = 1;
        else tally.duplicates = 1;
        count(Map.of(new Hour(source.id(), received.truncatedTo(ChronoUnit.HOURS)), tally), REPLAYS);
        messages.tell();
        return Optional.of(stored);
    }

    /// Whom messages are kept under; nothing where they must not be kept. Those known before are left out.
    private Map<Messages.Key, Optional<CustomerId>> place(Map<Messages.Key, Message.Understood> given) {
        if (given.isEmpty()) return Map.of();
        Set<Messages.Key> known = messages.known(given.keySet());
        List<Messages.Key> fresh =
                given.keySet().stream().filter(key -> !known.contains(key)).toList();
        if (fresh.isEmpty()) return Map.of();
        List<Mention> mentions = new ArrayList<>(fresh.size());
        given.forEach((key, one) -> {
            if (!known.contains(key)) mentions.add(one.mention());
        });
        List<Optional<CustomerId>> profiles = identity.admit(mentions);
        Map<Messages.Key, Optional<CustomerId>> placed = new HashMap<>();
        for (int i = 0; i < fresh.size(); i++) placed.put(fresh.get(i), profiles.get(i));
        return placed;
    }

    private Set<Messages.Key> take(List<Item> items) {
        List<Messages.Message> told = new ArrayList<>(items.size());
        Set<Messages.Key> given = HashSet.newHashSet(items.size());
        for (Item item : items) {
            CustomerId profile = item.profile();
            if (profile == null || !(item.message() instanceof Message.Understood one)) continue;
            Messages.Key key = item.key();
            if (given.add(key)) told.add(new Messages.Message(key, profile, one.told()));
        }
        return messages.take(told);
    }

    private void again(Map<Messages.Key, Long> again) {
        if (again.isEmpty()) return;
        List<Map.Entry<Messages.Key, Long>> all = List.copyOf(again.entrySet());
        jdbc.sql(AGAIN)
                .param("sources", all.stream().map(one -> one.getKey().source()).toArray(Integer[]::new))
                .param(
                        "messages",
                        all.stream().map(one -> one.getKey().messageId()).toArray(String[]::new))
                .param("times", all.stream().map(Map.Entry::getValue).toArray(Long[]::new))
                .update();
    }

    private void count(Map<Hour, Tally> tallies, int writer) {
        Map<Hour, Tally> inOrder = new TreeMap<>(
                java.util.Comparator.comparingInt((Hour hour) -> hour.source().value())
                        .thenComparing(Hour::hour));
        inOrder.putAll(tallies);
        inOrder.forEach((hour, tally) -> jdbc.sql(COUNT)
                .param("source", hour.source().value())
                .param("hour", hour.hour().atOffset(ZoneOffset.UTC))
                .param("writer", writer)
                .param("received", tally.received)
                .param("stored", tally.stored)
                .param("duplicates", tally.duplicates)
                .param("quarantined", tally.quarantined)
                .param("last", tally.last.atOffset(ZoneOffset.UTC))
                .update());
    }
}
