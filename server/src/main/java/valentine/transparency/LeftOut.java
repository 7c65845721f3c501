package valentine.transparency;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The sensitive fields that somebody sent, told by name while they are read, so that he hears which were not kept.
public final class LeftOut {
    private static final int MOST = 100;
    private static final int LONGEST_NAME = 80;

    private final Map<String, Field> fields = new LinkedHashMap<>();

    /// A sensitive field that came.
    ///
    /// @param isTrait whether it says something of a customer: such a thing is kept where it has a purpose
    public record Field(String name, SensitiveKind kind, boolean isTrait, long times) {
        /// What whoever sent it can do.
        public String mend() {
            String define = "define a purpose for “" + kind.label() + "” at /settings/privacy/fields";
            return isTrait
                    ? "To keep it, " + define + " and send it again."
                    : "Nothing sensitive is kept with what happened. To keep it, " + define
                            + " and send it as a trait of the customer.";
        }
    }

    /// Notes what is sensitive in a part of a message: its traits, its properties.
    public void look(String part, JsonNode said, boolean isTrait) {
        Redaction.names(part, said).forEach((name, kind) -> add(name, kind, isTrait));
    }

    /// Notes one that came by itself: a column of a row.
    public void add(String name, SensitiveKind kind, boolean isTrait) {
        String clean = name.replaceAll("[\\p{Cc}\\p{Cs}]", " ");
        String shown = clean.length() <= LONGEST_NAME ? clean : clean.substring(0, LONGEST_NAME);
        if (fields.size() >= MOST && !fields.containsKey(shown)) return;
        fields.merge(
                shown,
                new Field(shown, kind, isTrait, 1),
                (before, _) -> new Field(shown, kind, isTrait, before.times + 1));
    }

    public boolean isEmpty() {
        return fields.isEmpty();
    }

    /// Those of them that were not kept, while these kinds are.
    public List<Field> without(Set<SensitiveKind> kept) {
        List<Field> gone = new ArrayList<>();
        for (Field field : fields.values()) {
            if (!field.isTrait || !kept.contains(field.kind)) gone.add(field);
        }
        return List.copyOf(gone);
    }
}
