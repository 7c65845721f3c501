package valentine.customer;

import java.util.Locale;

/// By which we know somebody.
public record Handle(Kind kind, String value) {
    /// What sort of handle it is; the database keeps it in lower case.
    public enum Kind {
        EMAIL("E-mail", "mail"),
        PHONE("Phone", "phone"),
        EXTERNAL("Customer number", "id"),
        ANONYMOUS("Visitor", "eye");

        private final String label;
        private final String icon;

        Kind(String label, String icon) {
            this.label = label;
            this.icon = icon;
        }

        public String label() {
            return label;
        }

        public String icon() {
            return icon;
        }

        static Kind of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }
}
