package valentine.messenger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A template that Meta approved: its name, its language and its text with `{{1}}` where something is filled in.
record Approved(String name, String language, String text) {
    private static final Pattern LINE =
            Pattern.compile("\\s*([a-z0-9_]{1,512})\\s*\\|\\s*([a-z]{2,3}(?:_[A-Z]{2})?)\\s*\\|\\s*(\\S.*?)\\s*");
    private static final Pattern GAP = Pattern.compile("\\{\\{(\\d{1,2})}}");

    /// One a line; a line that is none is passed over.
    static List<Approved> all(String lines) {
        return lines.lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .map(line -> new Approved(line.group(1), line.group(2), line.group(3)))
                .toList();
    }

    /// The first line that is none.
    static Optional<String> wrong(String lines) {
        return lines.lines()
                .filter(line -> !line.isBlank() && !LINE.matcher(line).matches())
                .findFirst();
    }

    /// As Meta takes it, where this text is the template with something in its gaps.
    Optional<Map<String, Object>> filled(String said) {
        List<Integer> gaps = new ArrayList<>();
        StringBuilder pattern = new StringBuilder();
        Matcher gap = GAP.matcher(text);
        int from = 0;
        while (gap.find()) {
            pattern.append(Pattern.quote(text.substring(from, gap.start()))).append("(.{1,1000}?)");
            gaps.add(Integer.valueOf(gap.group(1)));
            from = gap.end();
        }
        pattern.append(Pattern.quote(text.substring(from)));
        Matcher match = Pattern.compile(pattern.toString()).matcher(said.strip());
        if (gaps.size() > 10 || !match.matches()) return Optional.empty();
        Map<Integer, String> values = new TreeMap<>();
        for (int i = 0; i < gaps.size(); i++) values.put(gaps.get(i), match.group(i + 1));
        Map<String, Object> template = new LinkedHashMap<>();
        template.put("name", name);
        template.put("language", Map.of("code", language));
        if (!values.isEmpty()) {
            List<Map<String, String>> parameters = values.values().stream()
                    .map(value -> Map.of("type", "text", "text", value))
                    .toList();
            template.put("components", List.of(Map.of("type", "body", "parameters", parameters)));
        }
        return Optional.of(template);
    }
}
