package valentine.customer;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import valentine.team.MemberId;

/// Decisions that two customers are one, or are not; each can be taken back exactly.
@Service
public class Merges {
    /// Makes two customers one.
    ///
    /// @param member who decides; nobody for a rule
    /// @param choices traits (`name` and `company` too) whose value is chosen by hand
    @Transactional
    public Verdict same(
            CustomerId kept,
            CustomerId gone,
            Evidence evidence,
            @Nullable MemberId member,
            Map<String, Object> choices) {
        throw new UnsupportedOperationException();
    }

    /// Keeps two customers apart, and parts them if they were one.
    @Transactional
    public Verdict different(CustomerId one, CustomerId other, Evidence evidence, @Nullable MemberId member) {
        throw new UnsupportedOperationException();
    }

    /// Takes a decision back: everything is as if it had never been made.
    @Transactional
    public Verdict undo(Verdict.Id id, @Nullable MemberId member) {
        throw new UnsupportedOperationException();
    }
}
