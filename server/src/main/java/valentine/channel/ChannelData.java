package valentine.channel;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import valentine.customer.Holding;
import valentine.customer.Holdings;
import valentine.customer.PersonalData;

/// What people wrote to us and we to them.
@Configuration
class ChannelData {
    // Indexes arrival_customer, copied_customer and departure_customer.
    private static final String ARRIVALS = """
            SELECT a.at, c.medium AS channel, c.address AS to, a.sender AS from, a.sender_name AS name, a.subject, a.text,
                   a.sort
            FROM channel.arrival a JOIN channel.connection c ON c.id = a.connection
            WHERE a.customer = ANY (:profiles)
            ORDER BY a.at, a.id
            """;
    private static final String DEPARTURES = """
            SELECT d.written_at, c.medium AS channel, c.address AS from, d.to_value AS to, d.subject, d.text, d.intent,
                   d.purpose, d.state, d.changed_at
            FROM channel.departure d JOIN channel.connection c ON c.id = d.connection
            WHERE d.customer = ANY (:profiles)
            ORDER BY d.written_at, d.id
            """;
    private static final String COPIED = """
            SELECT a.at, a.subject
            FROM channel.copied p JOIN channel.arrival a ON a.id = p.arrival
            WHERE p.customer = ANY (:profiles)
            ORDER BY a.at, a.id
            """;
    private static final String FILES = """
            SELECT f.name, f.media_type, f.size
            FROM channel.attachment f
            WHERE f.arrival IN (SELECT id FROM channel.arrival WHERE customer = ANY (:profiles))
               OR f.departure IN (SELECT id FROM channel.departure WHERE customer = ANY (:profiles))
            ORDER BY f.id
            """;
    private static final String FORGET_FILES = """
            DELETE FROM channel.attachment
            WHERE arrival IN (SELECT id FROM channel.arrival WHERE customer = ANY (:profiles))
               OR departure IN (SELECT id FROM channel.departure WHERE customer = ANY (:profiles))
            """;
    /// The names by which threads were found in which nobody else has a part.
    private static final String FORGET_NAMES = """
            DELETE FROM channel.thread_key
            WHERE thread IN (
                SELECT t.thread FROM (
                    SELECT thread FROM channel.arrival WHERE customer = ANY (:profiles)
                    UNION SELECT thread FROM channel.departure WHERE customer = ANY (:profiles)) t
                WHERE NOT EXISTS (
                        SELECT FROM channel.arrival a WHERE a.thread = t.thread AND a.customer <> ALL (:profiles))
                  AND NOT EXISTS (
                        SELECT FROM channel.departure d WHERE d.thread = t.thread AND d.customer <> ALL (:profiles)))
            """;

    private static final String ASKED = """
            SELECT at FROM channel.goodwill WHERE customer = ANY (:profiles) ORDER BY at
            """;

    @Bean
    PersonalData whatWasWritten(JdbcClient jdbc) {
        return new Holdings(
                "What was written",
                jdbc,
                List.of(
                        new Holding("attachments", FILES, FORGET_NAMES, FORGET_FILES),
                        new Holding("asked", ASKED, "DELETE FROM channel.goodwill WHERE customer = ANY (:profiles)"),
                        new Holding("copied-in", COPIED, "DELETE FROM channel.copied WHERE customer = ANY (:profiles)"),
                        new Holding(
                                "letters-out",
                                DEPARTURES,
                                "DELETE FROM channel.departure WHERE customer = ANY (:profiles)"),
                        new Holding(
                                "letters-in",
                                ARRIVALS,
                                "DELETE FROM channel.arrival WHERE customer = ANY (:profiles)")));
    }
}
