package valentine.fondness;

import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// All evidence of how customers feel, to which every module may add.
@Service
public class Evidence {
    private static final String ADD = """
            INSERT INTO fondness.evidence (customer, at, kind, share, words, source, reference, interaction)
            SELECT customer, at, kind, share, words, source, reference, nullif(interaction, 0)
            FROM unnest(
                CAST(:customers AS bigint[]), CAST(:moments AS timestamptz[]), CAST(:kinds AS text[]),
                CAST(:shares AS float8[]), CAST(:words AS text[]), CAST(:sources AS text[]),
                CAST(:references AS text[]), CAST(:interactions AS bigint[]))
                AS given (customer, at, kind, share, words, source, reference, interaction)
            ON CONFLICT (source, reference) DO NOTHING
            """;
    /// Heard by the followers, of whom one tells these customers anew, when the transaction commits.
    private static final String NOTIFY = "SELECT pg_notify('history', '')";

    private final JdbcClient jdbc;

    Evidence(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Adds this in the caller's transaction; false when the source has said it before, and then nothing changes.
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean add(Piece piece) {
        return addAll(List.of(piece)) == 1;
    }

    /// Adds these in the caller's transaction and says how many are new.
    @Transactional(propagation = Propagation.MANDATORY)
    public int addAll(Collection<Piece> pieces) {
        if (pieces.isEmpty()) return 0;
        int added = jdbc.sql(ADD)
                .param("customers", all(pieces, piece -> piece.customer().value(), new Long[0]))
                .param(
                        "moments",
                        all(pieces, piece -> piece.at().atOffset(ZoneOffset.UTC).toString(), new String[0]))
                .param("kinds", all(pieces, piece -> piece.kind().key(), new String[0]))
                .param("shares", all(pieces, Piece::share, new Double[0]))
                .param("words", all(pieces, Piece::words, new String[0]))
                .param("sources", all(pieces, Piece::source, new String[0]))
                .param("references", all(pieces, Piece::reference, new String[0]))
                .param(
                        "interactions",
                        all(pieces, piece -> piece.interaction() == null ? 0L : piece.interaction(), new Long[0]))
                .update();
        if (added > 0) jdbc.sql(NOTIFY).query((_, _) -> true).single();
        return added;
    }

    private static <T> T[] all(Collection<Piece> pieces, Function<Piece, T> part, T[] kind) {
        return pieces.stream().map(part).toList().toArray(kind);
    }
}
