package valentine.csv;

/// Reads rows of a file of customers.
public final class CustomerLines {
    private final Cells.Plan plan;

    /// @throws IllegalStateException where the mapping misses a required field
    public CustomerLines(Mapping mapping) {
        this.plan = new Cells.Plan(mapping);
    }

    public CustomerRow read(Row row) {
        Cells cells = new Cells(plan, row);
        if (cells.refusal() instanceof Refusal flaw) return flaw;
        String customer = cells.customer();
        When since = cells.when(Field.SINCE);
        if (cells.refusal() instanceof Refusal refusal) return refusal;
        return new CustomerLine(
                row.record(),
                row.line(),
                customer,
                cells.text(Field.NAME),
                cells.text(Field.EMAIL),
                cells.id(Field.PHONE),
                cells.text(Field.COMPANY),
                cells.text(Field.COUNTRY),
                cells.text(Field.CITY),
                since,
                cells.rest());
    }
}
