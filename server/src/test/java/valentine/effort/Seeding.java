package valentine.effort;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Writes conversations as the inbox leaves them behind, with every moment told.
final class Seeding {
    private final JdbcClient jdbc;

    Seeding(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long customer(String name) {
        return jdbc.sql("INSERT INTO customer.customer (name) VALUES (:name) RETURNING id")
                .param("name", name)
                .query(Long.class)
                .single();
    }

    /// An open conversation that a customer begins by a first message.
    Story begun(long customer, Instant at, String medium, String... labels) {
        long id = jdbc.sql("""
                        INSERT INTO conversation.conversation
                            (customer, subject, status, labels, medium, last_at, created_at, asked_at, waiting_since)
                        VALUES (:customer, 'About ' || :at, 'open', :labels, :medium, :at, :at, :at, :at)
                        RETURNING id
                        """)
                .param("customer", customer)
                .param("labels", labels)
                .param("medium", medium)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
        return new Story(id, customer, at).message(Duration.ZERO, "in", medium);
    }

    /// What goes on in one conversation; moments are told from its beginning.
    final class Story {
        final long id;
        private final long customer;
        private final Instant began;

        private Story(long id, long customer, Instant began) {
            this.id = id;
            this.customer = customer;
            this.began = began;
        }

        Story asks(Duration after) {
            return asks(after, "email");
        }

        Story asks(Duration after, String medium) {
            return message(after, "in", medium)
                    .set("last_at = :at, waiting_since = coalesce(waiting_since, :at)", after);
        }

        Story answered(Duration after) {
            return message(after, "out", "email")
                    .set("last_at = :at, waiting_since = NULL, first_reply_at = coalesce(first_reply_at, :at)", after);
        }

        Story resolved(Duration after) {
            return happened(after, "member 1", "open", "resolved")
                    .set("status = 'resolved', resolved_at = :at, waiting_since = NULL", after);
        }

        /// The customer writes again after it was resolved.
        Story comesBack(Duration after) {
            return asks(after)
                    .happened(after, "customer", "resolved", "open")
                    .set("status = 'open', resolved_at = NULL, reopened = reopened + 1", after);
        }

        Story put(String change) {
            return set(change, Duration.ZERO);
        }

        private Story message(Duration after, String kind, String medium) {
            jdbc.sql("""
                            INSERT INTO conversation.message (conversation, customer, at, kind, medium, author, words)
                            VALUES (:id, :customer, :at, :kind, :medium, CASE :kind WHEN 'out' THEN 'We' ELSE '' END, '')
                            """)
                    .param("id", id)
                    .param("customer", customer)
                    .param("at", at(after))
                    .param("kind", kind)
                    .param("medium", medium)
                    .update();
            return this;
        }

        Story happened(Duration after, String by, String was, String became) {
            jdbc.sql("""
                            INSERT INTO conversation.happening (conversation, at, by, what, was, became)
                            VALUES (:id, :at, :by, 'status', :was, :became)
                            """)
                    .param("id", id)
                    .param("at", at(after))
                    .param("by", by)
                    .param("was", was)
                    .param("became", became)
                    .update();
            return this;
        }

        private Story set(String change, Duration after) {
            jdbc.sql("UPDATE conversation.conversation SET " + change + " WHERE id = :id")
                    .param("id", id)
                    .param("at", at(after))
                    .update();
            return this;
        }

        private java.time.OffsetDateTime at(@Nullable Duration after) {
            return began.plus(java.util.Objects.requireNonNull(after)).atOffset(ZoneOffset.UTC);
        }
    }
}
