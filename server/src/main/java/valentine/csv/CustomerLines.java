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
        Refusal flaw = cells.refusal();
        if (flaw != null) return flaw;
        String customer = cells.customer();
        When since = cells.when(Field.SINCE);
        Refusal refusal = cells.refusal();
        if (refusal != null) return refusal;
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
