package valentine.mail;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// How many letters go to addresses whose owner never opened one: so that nobody can use us to flood somebody.
@Component
class Budget {
    static final int ADDRESS_HOURLY = 3;
    static final int ADDRESS_DAILY = 6;
    static final int FIRM_HOURLY = 200;
    static final int FIRM_DAILY = 1_000;
    /// Who works here hears more from us, at an address that he gave himself.
    static final int MEMBER_HOURLY = 30;
    static final int MEMBER_DAILY = 120;

    private static final String IS_PROVEN = "SELECT EXISTS (SELECT FROM mail.proven WHERE address = :address)";
    private static final String PROVE =
            "INSERT INTO mail.proven (address, at) VALUES (:address, :now) ON CONFLICT DO NOTHING";
    // One row for each scope and hour or day: who comes at the same time waits for it, so that nobody slips through.
    private static final String SPEND = """
            INSERT INTO mail.spent (scope, began_at, letters)
            VALUES (:scope, :began, 1)
            ON CONFLICT (scope, began_at) DO UPDATE SET letters = mail.spent.letters + 1
            WHERE mail.spent.letters < :most
            """;
    private static final String FORGET = "DELETE FROM mail.spent WHERE began_at < :old";

    private final JdbcClient jdbc;
    private final Clock clock;

    Budget(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// Takes one letter to this receiver; says what is used up, if something is.
    Optional<String> spend(Receiver to) {
        if (isProven(to.address())) return Optional.empty();
        boolean ours = to.isOurs();
        if (!spend(to.address() + " by hour", Duration.ofHours(1), ours ? MEMBER_HOURLY : ADDRESS_HOURLY)
                || !spend(to.address() + " by day", Duration.ofDays(1), ours ? MEMBER_DAILY : ADDRESS_DAILY)) {
            return Optional.of(
                    "This address got enough letters for now, and nobody there opened one of our links yet.");
        }
        String firm = ours ? "all members" : "everybody";
        if (!spend(firm + " by hour", Duration.ofHours(1), FIRM_HOURLY)
                || !spend(firm + " by day", Duration.ofDays(1), FIRM_DAILY)) {
            return Optional.of("Enough letters went to addresses that nobody proved yet; more may go later.");
        }
        return Optional.empty();
    }

    /// Somebody opened what only the owner of this address got.
    void prove(String address) {
        jdbc.sql(PROVE)
                .param("address", address)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    void forget() {
        jdbc.sql(FORGET)
                .param("old", clock.instant().minus(Duration.ofDays(2)).atOffset(ZoneOffset.UTC))
                .update();
    }

    private boolean isProven(String address) {
        return jdbc.sql(IS_PROVEN)
                .param("address", address)
                .query(Boolean.class)
                .single();
    }

    private boolean spend(String scope, Duration window, int most) {
        long seconds = clock.instant().getEpochSecond();
        Instant began = Instant.ofEpochSecond(seconds - seconds % window.toSeconds());
        return jdbc.sql(SPEND)
                        .param("scope", scope)
                        .param("began", began.atOffset(ZoneOffset.UTC))
                        .param("most", most)
                        .update()
                == 1;
    }
}
