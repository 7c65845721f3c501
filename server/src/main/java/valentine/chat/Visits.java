package valentine.chat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.channel.Arrival;
import valentine.channel.Arrivals;
import valentine.channel.Arriving;
import valentine.channel.Connections;
import valentine.channel.NewAttachment;
import valentine.channel.Receipts;
import valentine.channel.Sender;
import valentine.channel.ThreadId;
import valentine.customer.CustomerId;
import valentine.customer.Handle;
import valentine.customer.Identity;
import valentine.customer.Mention;
import valentine.customer.Trust;

/// What visitors do.
@Service
class Visits {
    /// The connection's secret with which a site proves who its user is.
    static final String SECRET = "identity";

    private static final String HMAC = "HmacSHA256";
    private static final String SOURCE = "the chat";

    private final VisitorTable visitors;
    private final Lines lines;
    private final Arrivals arrivals;
    private final Receipts receipts;
    private final Connections connections;
    private final Identity identity;
    private final Murmurs murmurs;
    private final Bell bell;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Turnstile speaking = new Turnstile();

    Visits(
            VisitorTable visitors,
            Lines lines,
            Arrivals arrivals,
            Receipts receipts,
            Connections connections,
            Identity identity,
            Murmurs murmurs,
            Bell bell,
            TransactionTemplate transaction,
            Clock clock) {
        this.visitors = visitors;
        this.lines = lines;
        this.arrivals = arrivals;
        this.receipts = receipts;
        this.connections = connections;
        this.identity = identity;
        this.murmurs = murmurs;
        this.bell = bell;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// What was said, or that he who said it is nobody any more.
    sealed interface Said {
        record Taken(long line) implements Said {}

        record Gone() implements Said {}
    }

    /// Lets somebody in whom nobody knows, and gives him a token.
    @Transactional
    String begin(Widget widget) {
        return visitors.pass(visitors.add(widget.id(), null));
    }

    /// Lets in whom the site calls so, if it proves that: on every device he finds the same talk. Nothing where the
    /// proof is wrong, or he was forgotten.
    @Transactional
    Optional<String> begin(Widget widget, String user, String signature) {
        Optional<Handle> known = Handle.id(user).filter(_ -> isProven(widget, user, signature));
        if (known.isEmpty() || !identity.suppressed(Set.of(known.get())).isEmpty()) return Optional.empty();
        UUID id = visitors.add(widget.id(), known.get().value());
        Mention mention =
                new Mention(List.of(known.get(), Visitor.handle(id)), Map.of(), clock.instant(), Trust.SAID, SOURCE);
        return identity.admit(List.of(mention)).getFirst().map(customer -> {
            visitors.owned(id, customer);
            return visitors.pass(id);
        });
    }

    Optional<Visitor> of(String token, Widget widget) {
        return visitors.by(token, widget.id());
    }

    /// Takes a message in, once for ever.
    ///
    /// @param client what the widget calls it
    /// @param file that he sends instead of words
    Said say(Visitor who, String client, String text, @Nullable NewAttachment file) {
        return speaking.pass(() -> {
            if (who.customer() == null) transaction.executeWithoutResult(_ -> meet(who));
            return Objects.requireNonNull(transaction.execute(_ -> keep(who, client, text, file)));
        });
    }

    /// Makes him a customer by himself first: until that is committed everybody waits who makes one, and to keep a
    /// message takes longer.
    private void meet(Visitor who) {
        if (visitors.lock(who.id()).isEmpty()) return;
        Mention bare = new Mention(List.of(who.handle()), Map.of(), clock.instant(), Trust.CLAIMED, SOURCE);
        identity.admit(List.of(bare)).getFirst().ifPresent(customer -> visitors.owned(who.id(), customer));
    }

    private Said keep(Visitor who, String client, String text, @Nullable NewAttachment file) {
        Optional<Visitor> locked = visitors.lock(who.id());
        if (locked.isEmpty()) return new Said.Gone();
        Visitor visitor = locked.get();
        Optional<Long> known = lines.known(visitor.id(), client);
        if (known.isPresent()) return new Said.Taken(known.get());
        Optional<Arrival> arrival = arrivals.take(arriving(visitor, client, text, file));
        if (arrival.isEmpty()) return new Said.Gone();
        CustomerId customer = arrival.get().customer();
        visitors.said(visitor.id(), customer, arrival.get().thread());
        if (visitor.thread() == null) claim(visitor.handle(), visitor.name(), visitor.email());
        long line = lines.in(visitor.id(), arrival.get().id(), client);
        murmurs.quiet(arrival.get().thread());
        bell.ring(new Sign.Lines(visitor.id()));
        return new Said.Taken(line);
    }

    /// Where he says that he can be answered: a claim, by which he is joined to nobody.
    @Transactional
    void contact(Visitor visitor, String name, Handle email) {
        // Who asked to be forgotten is not written down again.
        if (!identity.suppressed(Set.of(email)).isEmpty()) return;
        visitors.contact(visitor.id(), name, email.value());
        if (visitor.thread() != null) claim(visitor.handle(), name, email.value());
    }

    /// Our messages up to a line reached his widget, or he saw them.
    @Transactional
    void mark(Visitor visitor, long delivered, long read) {
        Instant now = clock.instant();
        if (delivered > 0) {
            lines.delivered(visitor.id(), delivered).forEach(id -> receipts.delivered(visitor.connection(), id, now));
        }
        if (read > 0) {
            lines.read(visitor.id(), read).forEach(id -> receipts.read(visitor.connection(), id, now));
        }
    }

    void typing(Visitor visitor) {
        ThreadId thread = visitor.thread();
        if (thread != null) bell.ring(new Sign.Typing(thread.value()));
    }

    /// What a site must send along with a user's number.
    static String signature(String secret, String user) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
            return HexFormat.of().formatHex(mac.doFinal(user.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + HMAC, e);
        }
    }

    private boolean isProven(Widget widget, String user, String signature) {
        Optional<String> secret = connections.secret(widget.id(), SECRET);
        return secret.isPresent()
                && MessageDigest.isEqual(
                        signature(secret.get(), user).getBytes(StandardCharsets.US_ASCII),
                        signature.toLowerCase(java.util.Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    }

    private Arriving arriving(Visitor visitor, String client, String text, @Nullable NewAttachment file) {
        // Lists and the history show words: those of a file are its name.
        String words = file == null ? text : file.name();
        return new Arriving(
                visitor.connection(),
                visitor.id() + " " + client,
                new Sender(visitor.handle(), visitor.name(), visitor.isProven()),
                List.of(),
                visitor.id().toString(),
                List.of(),
                "",
                words,
                null,
                words.length(),
                clock.instant(),
                Arriving.Sort.MESSAGE,
                file == null ? List.of() : List.of(file));
    }

    private void claim(Handle handle, String name, @Nullable String email) {
        Map<String, Object> traits = new TreeMap<>();
        if (!name.isEmpty()) traits.put("name", name);
        if (email != null) traits.put("email", email);
        if (traits.isEmpty()) return;
        identity.admit(List.of(new Mention(List.of(handle), traits, clock.instant(), Trust.CLAIMED, SOURCE)));
    }
}
