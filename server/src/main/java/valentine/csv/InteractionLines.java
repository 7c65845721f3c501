package valentine.csv;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Reads rows of a file of interactions.
public final class InteractionLines {
    private final Cells.Plan plan;

    /// @throws IllegalStateException where the mapping misses a required field
    public InteractionLines(Mapping mapping) {
        this.plan = new Cells.Plan(mapping);
    }

    public InteractionRow read(Row row) {
        Cells cells = new Cells(plan, row);
        Refusal flaw = cells.refusal();
        if (flaw != null) return flaw;
        boolean byOrder =
                cells.text(Field.CUSTOMER).isEmpty() && !cells.id(Field.ORDER).isEmpty();
        String customer = byOrder ? "" : cells.customer();
        When at = cells.requiredWhen();
        String direction = KindWords.direction(cells.text(Field.DIRECTION));
        InteractionKind kind = kind(cells, direction);
        BigDecimal score = cells.number(Field.SCORE);
        BigDecimal amount = cells.number(Field.AMOUNT);
        String currency = cells.currency();
        Refusal refusal = cells.refusal();
        if (refusal != null) return refusal;
        if (at == null || kind == null) throw new IllegalStateException("Nothing refused in record " + row.record());
        return new InteractionLine(
                row.record(),
                row.line(),
                customer,
                at,
                kind,
                cells.text(Field.CHANNEL),
                direction,
                cells.text(Field.SUBJECT),
                cells.text(Field.TEXT),
                score,
                amount,
                currency,
                cells.id(Field.MESSAGE_ID),
                cells.id(Field.ORDER),
                cells.rest());
    }

    private @Nullable InteractionKind kind(Cells cells, String direction) {
        if (!plan.has(Field.KIND)) return plan.constantKind();
        String word = cells.text(Field.KIND);
        InteractionKind kind = KindWords.kind(word, direction);
        if (kind == null) {
            cells.refuse(
                    Field.KIND,
                    (word.isEmpty()
                                    ? "The row does not say what happened."
                                    : "'" + Refusal.shortened(word) + "' is no kind of interaction.")
                            + " Use one of " + InteractionKind.words() + ".");
        }
        return kind;
    }
}
