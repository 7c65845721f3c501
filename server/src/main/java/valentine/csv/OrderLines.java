package valentine.csv;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Reads rows of a file of orders.
public final class OrderLines {
    private final Cells.Plan plan;

    /// @throws IllegalStateException where the mapping misses a required field
    public OrderLines(Mapping mapping) {
        this.plan = new Cells.Plan(mapping);
    }

    public OrderRow read(Row row) {
        Cells cells = new Cells(plan, row);
        Refusal flaw = cells.refusal();
        if (flaw != null) return flaw;
        String customer = cells.customer();
        When at = cells.requiredWhen();
        BigDecimal quantity = cells.number(Field.QUANTITY);
        BigDecimal unitPrice = cells.number(Field.UNIT_PRICE);
        BigDecimal amount = cells.number(Field.AMOUNT);
        String currency = cells.currency();
        Refusal refusal = cells.refusal();
        if (refusal != null) return refusal;
        if (at == null) throw new IllegalStateException("No date and no refusal in record " + row.record());
        return new OrderLine(
                row.record(),
                row.line(),
                customer,
                at,
                cells.id(Field.ORDER),
                cells.id(Field.PRODUCT),
                cells.text(Field.DESCRIPTION),
                quantity,
                unitPrice,
                amount == null ? product(quantity, unitPrice) : amount,
                currency,
                cells.text(Field.COUNTRY),
                cells.text(Field.EMAIL),
                cells.text(Field.NAME));
    }

    /// A price in a file without quantities is the price of what was bought.
    private @Nullable BigDecimal product(@Nullable BigDecimal quantity, @Nullable BigDecimal unitPrice) {
        if (unitPrice == null) return null;
        if (quantity == null) return plan.has(Field.QUANTITY) ? null : unitPrice;
        return quantity.multiply(unitPrice);
    }
}
