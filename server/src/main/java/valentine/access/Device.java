package valentine.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/// A browser and its machine in words that its owner knows: `Firefox on Linux`.
final class Device {
    // The first that fits counts: Edge also calls itself Chrome, and Chrome calls itself Safari.
    private static final Map<String, String> BROWSERS = ordered(
            "Edg",
            "Edge",
            "OPR/",
            "Opera",
            "SamsungBrowser",
            "Samsung Internet",
            "Firefox/",
            "Firefox",
            "FxiOS",
            "Firefox",
            "CriOS",
            "Chrome",
            "Chrome/",
            "Chrome",
            "Safari/",
            "Safari");
    private static final Map<String, String> MACHINES = ordered(
            "iPhone",
            "an iPhone",
            "iPad",
            "an iPad",
            "Android",
            "Android",
            "Windows",
            "Windows",
            "Mac OS X",
            "a Mac",
            "CrOS",
            "a Chromebook",
            "Linux",
            "Linux");

    private Device() {}

    static String of(HttpServletRequest request) {
        String agent = String.valueOf(request.getHeader("User-Agent"));
        return first(BROWSERS, agent, "A browser") + " on " + first(MACHINES, agent, "an unknown machine");
    }

    private static String first(Map<String, String> words, String agent, String otherwise) {
        return words.entrySet().stream()
                .filter(word -> agent.contains(word.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(otherwise);
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
