package valentine.customer;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Sees what is said of people before it is kept: takes out what must not lie open, and keeps that in its own way.
public interface Discretion {
    /// Parts what may be kept open from what may not.
    Sifted sift(Map<String, ?> traits);

    /// The same, where only this kind is looked for.
    Sifted sift(Map<String, ?> traits, String kind);

    /// Keeps what was taken out, in the caller's transaction.
    void keep(List<Kept> all);

    /// What was said, in two parts.
    record Sifted(Map<String, ?> open, List<Taken> taken) {
        public Sifted {
            taken = List.copyOf(taken);
        }
    }

    /// Something that must not lie open; null takes away what was known.
    record Taken(String name, String kind, @Nullable String value) {
        @Override
        public String toString() {
            return kind;
        }
    }

    /// What was taken out of one statement.
    record Kept(CustomerId profile, Instant at, Trust trust, String source, List<Taken> taken) {
        public Kept {
            taken = List.copyOf(taken);
        }
    }
}
