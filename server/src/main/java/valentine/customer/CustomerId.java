package valentine.customer;

/// The number of a customer.
public record CustomerId(long value) {}
