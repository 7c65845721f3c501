package valentine.portal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import valentine.audit.Actor;
import valentine.audit.Audit;
import valentine.customer.CustomerId;
import valentine.customer.Handle;
import valentine.customer.Handles;
import valentine.customer.Identity;
import valentine.mail.Site;
import valentine.team.Token;
import valentine.transparency.PurposeKey;

/// Links that open something for a customer: each for one purpose, once, for a while.
@Service
public class OwnLinks {
    static final Duration MAILED = Duration.ofMinutes(20);
    private static final Duration BY_HAND = Duration.ofHours(24);
    /// Who finds an old letter must still be able to say no.
    private static final Duration IN_OLD_LETTERS = Duration.ofDays(730);

    private static final String ADD = """
            INSERT INTO portal.link (token_hash, purpose, customer, address, object, made_by, made_at, expires_at)
            VALUES (:hash, :purpose, :customer, :address, :object, :by, :now, :expires)
            """;
    private static final String FIND = """
            SELECT customer, address, object, made_by FROM portal.link
            WHERE token_hash = :hash AND purpose = :purpose AND used_at IS NULL AND expires_at > :now
            """;
    private static final String USE = """
            UPDATE portal.link SET used_at = :now
            WHERE token_hash = :hash AND purpose = :purpose AND used_at IS NULL AND expires_at > :now
            RETURNING customer, address, object, made_by
            """;
    // Index link_expires.
    private static final String FORGET_OLD = "DELETE FROM portal.link WHERE expires_at < :now";

    private final JdbcClient jdbc;
    private final Site site;
    private final Identity identity;
    private final Handles handles;
    private final Audit audit;
    private final Clock clock;

    OwnLinks(JdbcClient jdbc, Site site, Identity identity, Handles handles, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.site = site;
        this.identity = identity;
        this.handles = handles;
        this.audit = audit;
        this.clock = clock;
    }

    /// What a link opens.
    enum Purpose {
        /// The own page.
        PAGE,
        /// A new address, of which it is the proof.
        ADDRESS,
        /// Saying that we may not do something any more; it needs no page and stays good.
        WITHDRAWAL;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// Whom a link is for.
    ///
    /// @param address where it was sent; null where one of us made it
    /// @param object what it is about: the purpose to withdraw from
    /// @param madeBy the member who made it, if one did
    record Opened(
            CustomerId customer,
            @Nullable String address,
            @Nullable String object,
            @Nullable Long madeBy) {}

    /// A link to a customer's own page, made by one of us or the console where there is no mail; this is written down.
    @Transactional
    public String make(CustomerId customer, Actor by) {
        String text = add(Purpose.PAGE, new Opened(customer, null, null, number(by)), BY_HAND);
        audit.record(by, "own page link made", "customer " + customer.value(), Map.of());
        return site.url("/me/" + text);
    }

    /// A link for the foot of a letter, by which its receiver says without any further proof that we may not use his
    /// data
    /// for this purpose any more.
    @Transactional
    public String withdrawal(CustomerId customer, PurposeKey purpose) {
        String text = add(Purpose.WITHDRAWAL, new Opened(customer, null, purpose.value(), null), IN_OLD_LETTERS);
        return site.url("/me/withdrawal/" + text);
    }

    /// The token of a link that goes to an address.
    @Transactional
    String mailed(Purpose purpose, CustomerId customer, String address) {
        return add(purpose, new Opened(customer, address, null, null), MAILED);
    }

    /// What an unused link opens; it stays good.
    Optional<Opened> find(String token, Purpose purpose) {
        return holding(query(FIND, token, purpose));
    }

    /// Uses a link up.
    @Transactional
    Optional<Opened> use(String token, Purpose purpose) {
        return holding(query(USE, token, purpose));
    }

    private Optional<Opened> query(String sql, String token, Purpose purpose) {
        return jdbc.sql(sql)
                .param("hash", new Token(token).hash())
                .param("purpose", purpose.word())
                .param("now", now())
                .query((row, _) -> opened(row))
                .optional();
    }

    /// A link ends when its customer became a part of another one, or its address belongs to somebody else by now.
    private Optional<Opened> holding(Optional<Opened> found) {
        return found.filter(opened -> identity.headOf(opened.customer()).equals(opened.customer()));
    }

    /// Whether the owner of this address is still this customer.
    boolean owns(CustomerId customer, String address) {
        return Handle.email(address)
                .flatMap(handles::sureOwner)
                .filter(customer::equals)
                .isPresent();
    }

    private String add(Purpose purpose, Opened what, Duration life) {
        jdbc.sql(FORGET_OLD).param("now", now()).update();
        Token token = Token.fresh();
        jdbc.sql(ADD)
                .param("hash", token.hash())
                .param("purpose", purpose.word())
                .param("customer", what.customer().value())
                .param("address", what.address())
                .param("object", what.object())
                .param("by", what.madeBy())
                .param("now", now())
                .param("expires", now().plus(life))
                .update();
        return token.text();
    }

    /// The console has no number: it stands as 0.
    private static Long number(Actor by) {
        return by.said().startsWith("member ") ? Long.parseLong(by.said().substring(7)) : 0L;
    }

    private static Opened opened(ResultSet row) throws SQLException {
        return new Opened(
                new CustomerId(row.getLong("customer")),
                row.getString("address"),
                row.getString("object"),
                row.getObject("made_by", Long.class));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
