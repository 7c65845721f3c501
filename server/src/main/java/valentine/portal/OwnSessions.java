package valentine.portal;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import valentine.customer.CustomerId;
import valentine.customer.Identity;
import valentine.mail.Mails;
import valentine.team.Token;

/// Who looks at his own page, and until when.
@Service
class OwnSessions {
    static final Duration LIFE = Duration.ofMinutes(30);

    private static final String ADD = """
            INSERT INTO portal.session (token_hash, customer, address, made_by, began_at, expires_at)
            VALUES (:hash, :customer, :address, :by, :now, :expires)
            """;
    private static final String OF = """
            SELECT customer, address, made_by FROM portal.session WHERE token_hash = :hash AND expires_at > :now
            """;
    private static final String END = "DELETE FROM portal.session WHERE token_hash = :hash";
    // Index session_expires.
    private static final String FORGET_OLD = "DELETE FROM portal.session WHERE expires_at < :now";

    private final JdbcClient jdbc;
    private final OwnLinks links;
    private final Identity identity;
    private final Mails mails;
    private final Clock clock;

    OwnSessions(JdbcClient jdbc, OwnLinks links, Identity identity, Mails mails, Clock clock) {
        this.jdbc = jdbc;
        this.links = links;
        this.identity = identity;
        this.mails = mails;
        this.clock = clock;
    }

    /// Somebody on his own page.
    ///
    /// @param address where his link was sent; null where one of us made it
    record Visitor(
            CustomerId customer,
            @Nullable String address,
            @Nullable Long madeBy) {}

    /// Exchanges a link for the token of a session, once.
    @Transactional
    Optional<String> start(String link) {
        return links.use(link, OwnLinks.Purpose.PAGE)
                .filter(opened -> opened.address() == null || links.owns(opened.customer(), opened.address()))
                .map(opened -> {
                    if (opened.address() != null) mails.prove(opened.address());
                    return begin(opened);
                });
    }

    /// Who looks; nobody once he is a part of somebody else: he must ask again then.
    Optional<Visitor> of(String token) {
        return jdbc.sql(OF)
                .param("hash", new Token(token).hash())
                .param("now", now())
                .query((row, _) -> new Visitor(
                        new CustomerId(row.getLong("customer")),
                        row.getString("address"),
                        row.getObject("made_by", Long.class)))
                .optional()
                .filter(visitor -> identity.headOf(visitor.customer()).equals(visitor.customer()));
    }

    void end(String token) {
        jdbc.sql(END).param("hash", new Token(token).hash()).update();
    }

    private String begin(OwnLinks.Opened opened) {
        jdbc.sql(FORGET_OLD).param("now", now()).update();
        Token token = Token.fresh();
        jdbc.sql(ADD)
                .param("hash", token.hash())
                .param("customer", opened.customer().value())
                .param("address", opened.address())
                .param("by", opened.madeBy())
                .param("now", now())
                .param("expires", now().plus(LIFE))
                .update();
        return token.text();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
