package valentine.email;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// How many mails that no person wrote go to one address: two machines that answer each other end soon.
@Component
class Storm {
    static final int HOURLY = 5;
    static final int DAILY = 20;

    // One row for each address and hour or day: who comes at the same time waits for it.
    private static final String SPEND = """
            INSERT INTO email.spent (scope, began_at, mails)
            VALUES (:scope, :began, 1)
            ON CONFLICT (scope, began_at) DO UPDATE SET mails = email.spent.mails + 1
            WHERE email.spent.mails < :most
            """;
    // Few rows: those of two days.
    private static final String FORGET = "DELETE FROM email.spent WHERE began_at < :old";

    private final JdbcClient jdbc;
    private final Clock clock;

    Storm(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// Takes one mail to this address; false where too many went there already.
    boolean allows(String address) {
        String scope = HexFormat.of().formatHex(Marks.hash(address.toLowerCase(Locale.ROOT)), 0, 16);
        jdbc.sql(FORGET)
                .param("old", clock.instant().minus(Duration.ofDays(2)).atOffset(ZoneOffset.UTC))
                .update();
        return spend(scope + " hour", Duration.ofHours(1), HOURLY) && spend(scope + " day", Duration.ofDays(1), DAILY);
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
