package valentine.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import valentine.event.Sending.Answered;

/// The database goes away and comes back.
class AwayTest {
    @AutoClose
    static final Sending sending = new Sending();

    @Test
    void nothing_is_promised_while_the_database_is_away_and_all_goes_on_when_it_is_back() {
        String id = UUID.randomUUID().toString();
        assertThat(track(id + "1").accepted()).isEqualTo(1);
        allow(false);
        try {
            Instant began = Instant.now();

            Answered away = track(id + "2");

            assertThat(away.status()).isEqualTo(503);
            assertThat(away.response().headers().firstValue("Retry-After")).isPresent();
            assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(5));
        } finally {
            allow(true);
        }
        assertThat(untilTaken(id + "2").accepted()).isEqualTo(1);
        assertThat(track(id + "1").duplicates()).isEqualTo(1);
    }

    @Test
    void people_get_a_page_and_programs_a_document_that_say_when_to_come_again() {
        allow(false);
        try {
            Answered program = ask("/api/customers", "Authorization", "Bearer vs_of_nobody");
            assertThat(program.status()).isEqualTo(503);
            assertThat(program.response().headers().firstValue("Retry-After")).isPresent();
            assertThat(program.json().path("title").asString()).isEqualTo("The database does not answer");

            Answered person = ask("/customers", "Cookie", "valentine=of_nobody");
            assertThat(person.status()).isEqualTo(503);
            assertThat(person.response().headers().firstValue("Retry-After")).isPresent();
            assertThat(person.response().body()).contains("<html", "The database does not answer");
        } finally {
            allow(true);
        }
        assertThat(untilTaken(UUID.randomUUID().toString()).accepted()).isEqualTo(1);
    }

    private static Answered ask(String path, String header, String value) {
        return sending.send(HttpRequest.newBuilder(URI.create(sending.url(path)))
                .header("Accept", "text/html")
                .header(header, value));
    }

    private static Answered track(String id) {
        return sending.send("/v1/track", "{\"event\": \"E\", \"userId\": \"u\", \"messageId\": \"" + id + "\"}");
    }

    /// As a sender does that hears 503.
    private static Answered untilTaken(String id) {
        Answered answered = track(id);
        for (int tries = 0; tries < 30 && answered.status() == 503; tries++) answered = track(id);
        return answered;
    }

    private static void allow(boolean connections) {
        String url = "jdbc:" + sending.database().url().replace("postgres@", "");
        String name = url.substring(url.lastIndexOf('/') + 1);
        JdbcClient jdbc =
                JdbcClient.create(new DriverManagerDataSource(url.replace("/" + name, "/postgres"), "postgres", ""));
        jdbc.sql("ALTER DATABASE " + name + " ALLOW_CONNECTIONS " + connections).update();
        if (!connections) {
            jdbc.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'")
                    .query((_, _) -> true)
                    .list();
        }
    }
}
