package valentine.pace;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;
import valentine.conversation.Conversation;
import valentine.conversation.ConversationId;
import valentine.conversation.Conversations;
import valentine.conversation.MessageId;
import valentine.conversation.Reply;
import valentine.conversation.Sent;
import valentine.conversation.Status;
import valentine.promise.Answer;
import valentine.promise.Care;
import valentine.promise.Deadline;
import valentine.promise.Draft;
import valentine.promise.PromiseId;
import valentine.promise.Promises;
import valentine.promise.Whom;
import valentine.reading.PromiseKind;
import valentine.team.Firms;
import valentine.team.Member;

/// By when a customer hears from us again, also where there is no news: told to him, kept in the ledger of promises,
/// and kept by whatever we say to him next.
@Service
public class NextWords {
    static final int LONGEST_WORDS = 2_000;

    private static final DateTimeFormatter SAID = DateTimeFormatter.ofPattern("EEEE d MMMM, HH:mm", Locale.ENGLISH);
    private static final String ADD = """
            INSERT INTO pace.next_word (promise, conversation, due, told_in, made_at, made_by)
            VALUES (:promise, :conversation, :due, :told, :at, :by)
            ON CONFLICT DO NOTHING
            """;
    // Indexes next_word_conversation and message_conversation. What told of it is not yet the word itself.
    private static final String SAID_SINCE = """
            SELECT w.promise, min(m.at) AS at
            FROM pace.next_word w
            LEFT JOIN conversation.conversation c ON c.id = w.conversation
            JOIN conversation.message m ON m.conversation IN (w.conversation, c.merged_into)
            WHERE (w.conversation = ANY (:heads) OR c.merged_into = ANY (:heads)) AND w.kept_at IS NULL
                AND m.kind = 'out' AND m.failed IS NULL AND m.member IS NOT NULL
                AND m.at > w.made_at AND m.at <= :now AND m.id > coalesce(w.told_in, 0)
            GROUP BY w.promise
            """;
    private static final String KEPT = "UPDATE pace.next_word SET kept_at = :at WHERE promise = :promise";

    private final Conversations conversations;
    private final Promises promises;
    private final Firms firms;
    private final JdbcClient jdbc;
    private final Clock clock;

    NextWords(Conversations conversations, Promises promises, Firms firms, JdbcClient jdbc, Clock clock) {
        this.conversations = conversations;
        this.promises = promises;
        this.firms = firms;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// What came of promising a next word.
    sealed interface Promised {
        /// It stands in the ledger, and the customer is told where there was something to tell.
        record Done(PromiseId promise, boolean isTold) implements Promised {}

        /// Nothing was promised and nothing sent, and why.
        record Refused(String why) implements Promised {}
    }

    /// What the customer is told unless the writer says it better.
    static String words(Instant due, ZoneId zone) {
        return "You will hear from us again by " + SAID.format(due.atZone(zone)) + ", also if there is no news yet.";
    }

    /// Promises that the customer hears from us by then, and tells him so with these words; without words nobody is
    /// told.
    @Transactional
    Promised promise(ConversationId id, Instant due, String words, Member by) {
        Instant now = clock.instant();
        if (!due.isAfter(now)) return new Promised.Refused("Choose a moment that is still to come.");
        Optional<Conversation> found = conversations.find(id);
        if (found.isEmpty()) return new Promised.Refused("There is no such conversation any more.");
        Conversation conversation = found.get();
        ZoneId zone = firms.ours().zone();
        Answer made = promises.make(
                new Draft(
                                Whom.customer(conversation.customer()),
                                PromiseKind.ANSWER,
                                "The next word about: " + subject(conversation),
                                new Deadline(due, zone))
                        .caredForBy(new Care(
                                conversation.assignee() == null ? by.id() : conversation.assignee(),
                                "",
                                conversation.medium())),
                valentine.promise.By.member(by.id()));
        if (made instanceof Answer.Refused(var why)) return new Promised.Refused(why);
        if (!(made instanceof Answer.Done(var promise))) return new Promised.Refused("This was promised already.");
        @Nullable MessageId told = null;
        if (!words.isBlank()) {
            Sent sent = conversations.reply(
                    conversation.id(),
                    new Reply(
                            "next word " + UUID.randomUUID(),
                            "",
                            List.of(),
                            words,
                            List.of(),
                            null,
                            null,
                            conversation.status() == Status.SNOOZED ? Status.OPEN : conversation.status()),
                    valentine.conversation.By.member(by.id()));
            switch (sent) {
                case Sent.Leaving leaving -> told = leaving.message();
                case Sent.Held held -> told = held.message();
                case Sent.Refused(var why) -> {
                    return undone(why);
                }
                case Sent.Overtaken _, Sent.Nowhere _ -> {
                    return undone("This conversation changed meanwhile. Look at it again.");
                }
            }
        }
        jdbc.sql(ADD)
                .param("promise", promise.value())
                .param("conversation", conversation.id().value())
                .param("due", utc(due))
                .param("told", told == null ? null : told.value(), java.sql.Types.BIGINT)
                .param("at", utc(now))
                .param("by", by.id().value())
                .update();
        return new Promised.Done(promise, told != null);
    }

    /// Takes the promise back with all else of this transaction.
    private static Promised undone(String why) {
        TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
        return new Promised.Refused(why);
    }

    /// Keeps what was owed in these conversations where we have said something since.
    void answered(Long[] heads) {
        record Said(PromiseId promise, Instant at) {}
        List<Said> said = jdbc.sql(SAID_SINCE)
                .param("heads", heads)
                .param("now", utc(clock.instant().plus(Conversations.UNDO)))
                .query((row, _) -> new Said(
                        new PromiseId(row.getLong("promise")),
                        Objects.requireNonNull(row.getObject("at", OffsetDateTime.class))
                                .toInstant()))
                .list();
        for (Said each : said) {
            promises.keep(each.promise(), each.at(), valentine.promise.By.RULE);
            jdbc.sql(KEPT)
                    .param("promise", each.promise().value())
                    .param("at", utc(each.at()))
                    .update();
        }
    }

    private static String subject(Conversation conversation) {
        String subject = conversation.subject().isBlank() ? "your question" : conversation.subject();
        String line = subject.replaceAll("\\p{Cntrl}+", " ");
        return line.length() > 200 ? line.substring(0, 200) : line;
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
