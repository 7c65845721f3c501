package valentine.customer;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/// Finds somebody in texts that are kept as they came, such as refused messages and rows.
public final class Named {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Set<Handle> handles;
    private final Pattern words;

    public Named(Collection<Handle> handles) {
        this(handles, List.of());
    }

    /// @param names what somebody is called besides; a namesake is found by it too
    public Named(Collection<Handle> handles, Collection<String> names) {
        this.handles = new HashSet<>(handles);
        List<String> values = Stream.concat(handles.stream().map(Handle::value), names.stream())
                .map(Pattern::quote)
                .toList();
        this.words = Pattern.compile(
                "(?<![\\p{L}\\p{N}@._+-])(?:" + String.join("|", values) + ")(?![\\p{L}\\p{N}@_+-])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /// Whether there is anybody to be found at all.
    public boolean isNobody() {
        return handles.isEmpty();
    }

    /// Whether one of the handles stands in a text, as a word of its own.
    public boolean in(String text) {
        return !isNobody() && words.matcher(text.toLowerCase(Locale.ROOT)).find();
    }

    /// Whether one of the values of a JSON text is one of the handles, however it is written; of what is no JSON,
    /// whether
    /// one stands in it.
    public boolean inJson(String text) {
        if (isNobody()) return false;
        try (JsonParser parser = JSON.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isScalarValue() && is(parser.getString())) return true;
            }
            return in(text);
        } catch (JacksonException _) {
            return in(text);
        }
    }

    private boolean is(String value) {
        return Stream.of(Handle.id(value), Handle.email(value), Handle.phone(value), Handle.anonymous(value))
                .flatMap(Optional::stream)
                .anyMatch(handles::contains);
    }
}
