package valentine.customer;

import java.util.List;
import java.util.Map;

/// Why two customers are thought to be one, or not: in words that a person can check, and whatever figures it rests on.
public record Evidence(List<String> words, Map<String, Object> figures) {
    public Evidence {
        words = List.copyOf(words);
        figures = Map.copyOf(figures);
    }

    public static Evidence of(String... words) {
        return new Evidence(List.of(words), Map.of());
    }
}
