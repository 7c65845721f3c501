package valentine.channel;

import java.util.Locale;

/// Why we write to a customer.
public enum Intent {
    /// He wrote to us.
    ANSWER,
    /// It is part of what he bought or asked for.
    SERVICE,
    /// We want to know something from him.
    ASK,
    /// We want him to buy something.
    SALE;

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Intent of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    /// Whether it uses up the customer's goodwill, needs his consent and waits for a good hour.
    public boolean wantsSomething() {
        return this == ASK || this == SALE;
    }
}
