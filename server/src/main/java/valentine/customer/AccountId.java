package valentine.customer;

/// The number of an account, a company with its contacts.
public record AccountId(long value) {}
