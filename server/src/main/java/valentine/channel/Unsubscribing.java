package valentine.channel;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.util.HtmlUtils;
import valentine.customer.CustomerId;
import valentine.mail.Site;
import valentine.transparency.Channel;
import valentine.transparency.ConsentWord;
import valentine.transparency.Consents;
import valentine.transparency.PurposeKey;
import valentine.transparency.Statement;

/// The link in an e-mail that wants something, by which its receiver ends its purpose with one click (RFC 8058).
@Service
class Unsubscribing {
    static final String WORDING = "You will get no more of these messages.";

    private static final int BYTES = 32;

    private static final String MAKE = """
            INSERT INTO channel.unsubscribe (hash, departure, made_at) VALUES (:hash, :departure, :now)
            """;
    private static final String USE = """
            UPDATE channel.unsubscribe u SET used_at = :now
            FROM channel.departure d JOIN channel.connection c ON c.id = d.connection
            WHERE u.hash = :hash AND u.used_at IS NULL AND d.id = u.departure
            RETURNING d.id, d.customer, d.purpose, c.medium
            """;

    private final JdbcClient jdbc;
    private final Consents consents;
    private final Site site;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Unsubscribing(JdbcClient jdbc, Consents consents, Site site, Clock clock) {
        this.jdbc = jdbc;
        this.consents = consents;
        this.site = site;
        this.clock = clock;
    }

    /// Writes the link below the message and into the lines by which mail programs offer it.
    Parcel offer(Parcel parcel) {
        Departed departed = parcel.departed();
        boolean offered = departed.intent().wantsSomething()
                && departed.purpose() != null
                && parcel.connection().medium() == Medium.EMAIL;
        if (!offered) return parcel;
        String link = site.url("/unsubscribe/" + token(departed.id()));
        return new Parcel(
                departed.saying(below(departed.text(), link), belowHtml(departed.html(), link)),
                parcel.connection(),
                parcel.attachments(),
                parcel.references(),
                Map.of("List-Unsubscribe", "<" + link + ">", "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
    }

    /// Ends the purpose of whoever got this link, on the channel by which it came; of a link that we do not know, or
    /// that was used, nothing.
    @Transactional
    void use(String token) {
        record Used(long departure, CustomerId customer, PurposeKey purpose, Medium medium) {}
        Optional<Used> used = jdbc.sql(USE)
                .param("hash", Threads.hash(token))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, _) -> new Used(
                        row.getLong("id"),
                        new CustomerId(row.getLong("customer")),
                        new PurposeKey(row.getString("purpose")),
                        Medium.of(row.getString("medium")).orElseThrow()))
                .optional();
        used.ifPresent(one -> {
            Channel channel = one.medium().consent().orElse(Channel.ANY);
            consents.say(new Statement(
                    one.customer(),
                    one.purpose(),
                    channel,
                    ConsentWord.WITHDRAWN,
                    clock.instant(),
                    Statement.Origin.CUSTOMER,
                    "link in a message",
                    WORDING,
                    "message " + one.departure()));
        });
    }

    private String token(DepartureId departure) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        jdbc.sql(MAKE)
                .param("hash", Threads.hash(token))
                .param("departure", departure.value())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return token;
    }

    private static String below(String text, String link) {
        return text + "\n\n-- \nNo more of these messages: " + link + "\n";
    }

    private static @Nullable String belowHtml(@Nullable String html, String link) {
        if (html == null) return null;
        String href = HtmlUtils.htmlEscape(link, StandardCharsets.UTF_8.name());
        return html + "<p><a href=\"" + href + "\">No more of these messages</a></p>";
    }
}
