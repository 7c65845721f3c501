package valentine.mail;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import valentine.vault.Vault;

/// All letters, and what became of each.
@Repository
class Outbox {
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
    /// Longer than all that the mail server may take: after it we no longer know.
    private static final Duration LEAVES_WITHIN = Duration.ofMinutes(6);

    private static final String COLUMNS = """
            id, kind, address, receiver, subject, paragraphs, button, link, sealed IS NOT NULL AS is_sealed, why,
            customer, purpose, channel, message_id, written_at, late_at, state, due_at, tries
            """;
    private static final String FIND = "SELECT id FROM mail.letter WHERE key = :key";
    private static final String WRITE = """
            INSERT INTO mail.letter (key, kind, address, receiver, subject, paragraphs, button, link, sealed, why,
                customer, purpose, channel, message_id, written_at, late_at, state, due_at)
            VALUES (:key, :kind, :address, :receiver, :subject, CAST(:paragraphs AS jsonb), :button, :link, :sealed,
                :why, :customer, :purpose, :channel, :message, :now, :late, :state, :now)
            ON CONFLICT (key) DO NOTHING
            RETURNING id
            """;
    private static final String STEP = """
            INSERT INTO mail.step (letter, at, state, reason, member)
            VALUES (:letter, :now, :state, :reason, :member)
            """;
    // Index letter_due; whoever else looks at the same time takes the next one.
    private static final String TAKE = """
            UPDATE mail.letter SET state = 'leaving', due_at = :unsure, tries = tries + 1
            WHERE id = (
                SELECT id FROM mail.letter
                WHERE state = 'waiting' AND due_at <= :now
                ORDER BY due_at, id
                LIMIT 1
                FOR UPDATE SKIP LOCKED)
            RETURNING %s
            """.formatted(COLUMNS);
    // A link that opens something is kept only as long as the letter may still leave.
    private static final String MOVE = """
            UPDATE mail.letter
            SET state = :state, due_at = :due,
                sealed = CASE WHEN :state IN ('waiting', 'leaving', 'doubtful') THEN sealed END
            WHERE id = :id AND state = ANY (CAST(:from AS text[]))
            """;
    // Indexes letter_leaving and letter_due.
    private static final String LOST = """
            SELECT id FROM mail.letter WHERE state = 'leaving' AND due_at < :now
            ORDER BY id LIMIT 1000 FOR UPDATE SKIP LOCKED
            """;
    private static final String TOO_LATE = """
            SELECT id FROM mail.letter
            WHERE state = 'waiting' AND late_at < :now
            ORDER BY id LIMIT 1000 FOR UPDATE SKIP LOCKED
            """;
    private static final String SEALED = "SELECT sealed FROM mail.letter WHERE id = :id";
    private static final String NEWEST =
            "SELECT " + COLUMNS + " FROM mail.letter WHERE id < :below ORDER BY id DESC LIMIT :limit";
    // Index letter_state.
    private static final String NEWEST_OF = "SELECT " + COLUMNS
            + " FROM mail.letter WHERE state = :state AND id < :below ORDER BY id DESC LIMIT :limit";
    private static final String ONE = "SELECT " + COLUMNS + " FROM mail.letter WHERE id = :id";
    private static final String STEPS = """
            SELECT s.at, s.state, s.reason, s.member FROM mail.step s WHERE s.letter = :letter ORDER BY s.id LIMIT 500
            """;
    private static final String LAST_REASON =
            "SELECT reason FROM mail.step WHERE letter = :letter ORDER BY id DESC LIMIT 1";
    // Index letter_written.
    private static final String FORGET = """
            DELETE FROM mail.letter
            WHERE written_at < :old AND state NOT IN ('waiting', 'leaving')
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Vault vault;
    private final Clock clock;

    Outbox(JdbcClient jdbc, JsonMapper json, Vault vault, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.vault = vault;
        this.clock = clock;
    }

    /// A letter as it lies here.
    ///
    /// @param link where its button leads; null where that is a key, which nobody here reads
    record Kept(
            LetterId id,
            String kind,
            Receiver to,
            String subject,
            List<String> paragraphs,
            @Nullable String button,
            @Nullable String link,
            boolean isSealed,
            String why,
            Letter.@Nullable About about,
            String messageId,
            Instant writtenAt,
            @Nullable Instant lateAt,
            State state,
            Instant dueAt,
            int tries) {
        boolean hasKey() {
            return button != null && link == null;
        }

        boolean canBeTried() {
            return state.canBeTried() && (!hasKey() || isSealed);
        }
    }

    record Step(
            Instant at,
            State state,
            String reason,
            @Nullable Long member) {}

    Optional<LetterId> find(String key) {
        return jdbc.sql(FIND)
                .param("key", key)
                .query((row, _) -> new LetterId(row.getLong(1)))
                .optional();
    }

    /// Nothing when somebody was first with this key.
    @Transactional
    Optional<LetterId> write(Letter letter, String messageId, State state, String reason) {
        Letter.Button button = letter.button();
        Letter.About about = letter.about();
        boolean hasKey = button != null && button.isKey();
        Instant late = letter.lateAt();
        Optional<LetterId> id = jdbc.sql(WRITE)
                .param("key", letter.key())
                .param("kind", letter.kind())
                .param("address", letter.to().address())
                .param("receiver", letter.to().name())
                .param("subject", letter.subject())
                .param("paragraphs", json.writeValueAsString(letter.paragraphs()))
                .param("button", button == null ? null : button.label())
                .param("link", button == null || hasKey ? null : button.link())
                .param(
                        "sealed",
                        button != null && hasKey && state == State.WAITING
                                ? vault.seal(button.link().getBytes(StandardCharsets.UTF_8), context(messageId))
                                : null)
                .param("why", letter.why())
                .param("customer", about == null ? null : about.customer())
                .param("purpose", about == null ? null : about.purpose())
                .param("channel", about == null ? null : about.channel())
                .param("message", messageId)
                .param("now", now())
                .param("late", late == null ? null : late.atOffset(ZoneOffset.UTC))
                .param("state", state.word())
                .query((row, _) -> new LetterId(row.getLong(1)))
                .optional();
        id.ifPresent(written -> step(written, state, reason, null));
        return id;
    }

    /// The next letter that is due, marked as leaving before it does.
    @Transactional
    Optional<Kept> take() {
        Optional<Kept> taken = jdbc.sql(TAKE)
                .param("now", now())
                .param("unsure", clock.instant().plus(LEAVES_WITHIN).atOffset(ZoneOffset.UTC))
                .query((row, _) -> kept(row))
                .optional();
        taken.ifPresent(letter -> step(letter.id(), State.LEAVING, "", null));
        return taken;
    }

    /// Changes where a letter stands, from one of these; false where it stands elsewhere by now.
    @Transactional
    boolean move(LetterId id, List<State> from, State to, Instant due, String reason, @Nullable Long member) {
        boolean moved = jdbc.sql(MOVE)
                        .param("id", id.value())
                        .param("state", to.word())
                        .param("due", due.atOffset(ZoneOffset.UTC))
                        .param("from", from.stream().map(State::word).toArray(String[]::new))
                        .update()
                == 1;
        if (moved) step(id, to, reason, member);
        return moved;
    }

    /// Says of letters that left and were not heard of again that we do not know, and of others that it is too late.
    @Transactional
    void settle() {
        for (LetterId lost : ids(LOST)) {
            move(
                    lost,
                    List.of(State.LEAVING),
                    State.DOUBTFUL,
                    clock.instant(),
                    "Valentine stopped while this letter was leaving: it may have gone or not.",
                    null);
        }
        for (LetterId late : ids(TOO_LATE)) {
            move(
                    late,
                    List.of(State.WAITING),
                    State.LATE,
                    clock.instant(),
                    "It was of no use any more before it could leave.",
                    null);
        }
    }

    /// Where the button of a letter leads; only for the letter itself.
    @Nullable
    String link(Kept letter) {
        if (!letter.hasKey()) return letter.link();
        byte[] sealed = jdbc.sql(SEALED)
                .param("id", letter.id().value())
                .query((row, _) -> Optional.ofNullable(row.getBytes(1)))
                .single()
                .orElseThrow(() -> new IllegalStateException("The link of letter " + letter.id() + " is gone"));
        return new String(vault.open(sealed, context(letter.messageId())), StandardCharsets.UTF_8);
    }

    List<Kept> newest(@Nullable State state, long below, int limit) {
        var query = jdbc.sql(state == null ? NEWEST : NEWEST_OF)
                .param("below", below)
                .param("limit", limit);
        return (state == null ? query : query.param("state", state.word()))
                .query((row, _) -> kept(row))
                .list();
    }

    Optional<Kept> one(LetterId id) {
        return jdbc.sql(ONE)
                .param("id", id.value())
                .query((row, _) -> kept(row))
                .optional();
    }

    List<Step> steps(LetterId id) {
        return jdbc.sql(STEPS)
                .param("letter", id.value())
                .query((row, _) -> new Step(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        State.of(row.getString("state")),
                        row.getString("reason"),
                        row.getObject("member", Long.class)))
                .list();
    }

    String lastReason(LetterId id) {
        return jdbc.sql(LAST_REASON)
                .param("letter", id.value())
                .query((row, _) -> row.getString(1))
                .optional()
                .orElse("");
    }

    int forget(Duration age) {
        return jdbc.sql(FORGET)
                .param("old", clock.instant().minus(age).atOffset(ZoneOffset.UTC))
                .update();
    }

    private List<LetterId> ids(String sql) {
        return jdbc.sql(sql)
                .param("now", now())
                .query((row, _) -> new LetterId(row.getLong(1)))
                .list();
    }

    private void step(LetterId id, State state, String reason, @Nullable Long member) {
        jdbc.sql(STEP)
                .param("letter", id.value())
                .param("now", now())
                .param("state", state.word())
                .param("reason", reason)
                .param("member", member)
                .update();
    }

    private Kept kept(ResultSet row) throws SQLException {
        Long customer = row.getObject("customer", Long.class);
        OffsetDateTime late = row.getObject("late_at", OffsetDateTime.class);
        return new Kept(
                new LetterId(row.getLong("id")),
                row.getString("kind"),
                new Receiver(row.getString("address"), row.getString("receiver"), false),
                row.getString("subject"),
                json.readValue(row.getString("paragraphs"), TEXTS),
                row.getString("button"),
                row.getString("link"),
                row.getBoolean("is_sealed"),
                row.getString("why"),
                customer == null
                        ? null
                        : new Letter.About(customer, row.getString("purpose"), row.getString("channel")),
                row.getString("message_id"),
                row.getObject("written_at", OffsetDateTime.class).toInstant(),
                late == null ? null : late.toInstant(),
                State.of(row.getString("state")),
                row.getObject("due_at", OffsetDateTime.class).toInstant(),
                row.getInt("tries"));
    }

    private static byte[] context(String messageId) {
        return ("link of letter " + messageId).getBytes(StandardCharsets.UTF_8);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
