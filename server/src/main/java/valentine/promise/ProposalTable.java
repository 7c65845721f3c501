package valentine.promise;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import valentine.customer.CustomerId;
import valentine.reading.PromiseKind;
import valentine.reading.ReadPromise;
import valentine.team.MemberId;
import valentine.web.Money;

/// Proposals and what was decided about them; every writing method belongs into the caller's transaction.
@Repository
class ProposalTable {
    private static final String COLUMNS = """
            SELECT p.id, coalesce(w.head, p.customer) AS customer, coalesce(c.name, '') AS name, p.interaction, p.said_at,
                p.channel, p.quote, p.phrase_from, p.phrase_to, p.kind, p.due, p.zone, p.review, p.amount, p.currency
            """;
    private static final String WHOSE = """
            LEFT JOIN customer.profile w ON w.profile = p.customer
            LEFT JOIN customer.card c ON c.customer = w.head
            """;
    // Index proposed_due.
    private static final String WAITING = COLUMNS + """
            FROM promise.proposed o JOIN promise.proposal p ON p.id = o.proposal
            """ + WHOSE + """
            WHERE o.due > :now
            ORDER BY o.due, o.proposal
            LIMIT :limit
            """;
    // Primary key.
    private static final String ONE = COLUMNS + "FROM promise.proposal p " + WHOSE + "WHERE p.id = :id";
    // Index proposed_due, no further than a hundred.
    private static final String COUNT = """
            SELECT count(*) FROM (SELECT FROM promise.proposed WHERE due > :now LIMIT 100) AS few
            """;
    private static final String ADD = """
            WITH added AS (
                INSERT INTO promise.proposal (customer, interaction, said_at, channel, quote, phrase_from, phrase_to, kind,
                    due, zone, review, amount, currency)
                VALUES (:customer, :interaction, :said, :channel, :quote, :from, :to, :kind, :due, :zone, :review,
                    :amount, :currency)
                ON CONFLICT DO NOTHING
                RETURNING id, due
            )
            INSERT INTO promise.proposed (proposal, due) SELECT id, due FROM added
            """;
    private static final String TAKE = "DELETE FROM promise.proposed WHERE proposal = :id";
    private static final String BACK = """
            INSERT INTO promise.proposed (proposal, due) SELECT id, due FROM promise.proposal WHERE id = :id
            ON CONFLICT DO NOTHING
            """;
    private static final String DECIDE = """
            INSERT INTO promise.verdict (proposal, answer, promise, member, at)
            VALUES (:id, :answer, :promise, :member, :at)
            """;
    // Index verdict_proposal.
    private static final String LAST = """
            SELECT answer, promise, member, at FROM promise.verdict WHERE proposal = :id ORDER BY id DESC LIMIT 1
            """;

    private final JdbcClient jdbc;

    ProposalTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// What was last decided about a proposal.
    record Verdict(String answer, @Nullable PromiseId promise, MemberId member, Instant at) {}

    /// Where words were said.
    record Source(CustomerId customer, long interaction, Instant at, String channel) {}

    List<Proposal> waiting(Instant now, int limit) {
        return jdbc.sql(WAITING)
                .param("now", PromiseTable.utc(now))
                .param("limit", limit)
                .query((row, _) -> proposal(row))
                .list();
    }

    int count(Instant now) {
        return jdbc.sql(COUNT)
                .param("now", PromiseTable.utc(now))
                .query((row, _) -> row.getInt(1))
                .single();
    }

    Optional<Proposal> find(long id) {
        return jdbc.sql(ONE).param("id", id).query((row, _) -> proposal(row)).optional();
    }

    /// Adds a phrase once; `quote` are the words around it, which begin at `offset` of the whole text.
    void add(Source source, ReadPromise read, String quote, int offset, ZoneId zone) {
        Money money = read.money().orElse(null);
        jdbc.sql(ADD)
                .param("customer", source.customer().value())
                .param("interaction", source.interaction())
                .param("said", PromiseTable.utc(source.at()))
                .param("channel", source.channel())
                .param("quote", quote)
                .param("from", read.start() - offset)
                .param("to", read.end() - offset)
                .param("kind", read.kind().key())
                .param("due", PromiseTable.utc(read.due()))
                .param("zone", zone.getId())
                .param("review", PromiseTable.utc(read.review()))
                .param("amount", money == null ? null : money.amount())
                .param("currency", money == null ? null : money.currency())
                .update();
    }

    /// Takes a proposal from the list; false when somebody was faster.
    boolean take(long id) {
        return jdbc.sql(TAKE).param("id", id).update() == 1;
    }

    void putBack(long id) {
        jdbc.sql(BACK).param("id", id).update();
    }

    void decided(long id, String answer, @Nullable PromiseId promise, MemberId member, Instant at) {
        jdbc.sql(DECIDE)
                .param("id", id)
                .param("answer", answer)
                .param("promise", promise == null ? null : promise.value())
                .param("member", member.value())
                .param("at", PromiseTable.utc(at))
                .update();
    }

    Optional<Verdict> last(long id) {
        return jdbc.sql(LAST)
                .param("id", id)
                .query((row, _) -> {
                    Long promise = row.getObject("promise", Long.class);
                    return new Verdict(
                            row.getString("answer"),
                            promise == null ? null : new PromiseId(promise),
                            new MemberId(row.getLong("member")),
                            moment(row, "at"));
                })
                .optional();
    }

    private static Proposal proposal(ResultSet row) throws SQLException {
        String currency = row.getString("currency");
        return new Proposal(
                row.getLong("id"),
                new CustomerId(row.getLong("customer")),
                row.getString("name"),
                row.getLong("interaction"),
                moment(row, "said_at"),
                row.getString("channel"),
                row.getString("quote"),
                row.getInt("phrase_from"),
                row.getInt("phrase_to"),
                PromiseKind.of(row.getString("kind")).orElseThrow(),
                moment(row, "due"),
                ZoneId.of(row.getString("zone")),
                moment(row, "review"),
                currency == null ? Optional.empty() : Optional.of(new Money(row.getBigDecimal("amount"), currency)));
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
