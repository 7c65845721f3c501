package valentine.guard;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An address of the web, taken apart once: nobody reads it a second time and sees another host.
record Url(String scheme, String host, int port, URI uri) {
    private static final Pattern SHAPE = Pattern.compile(
            "(?i)(https?)://([a-z0-9.-]{1,253}|\\[[0-9a-f:.]{2,45}])(?::([1-9]\\d{0,4}))?((?:/[!-~&&[^\\\\#\"<>^`{|}]]*)?(?:\\?[!-~&&[^\\\\#\"<>^`{|}]]*)?)");
    private static final int LONGEST = 2_000;

    /// Nothing where it is not written as we take it.
    static @Nullable Url read(String text) {
        Matcher shape = SHAPE.matcher(text);
        if (text.length() > LONGEST || !shape.matches()) return null;
        String scheme = Host.normal(shape.group(1));
        int port = shape.group(3) == null ? (scheme.equals("https") ? 443 : 80) : Integer.parseInt(shape.group(3));
        String host = Host.normal(shape.group(2));
        String path = shape.group(4);
        // "//" at its beginning is taken for another host by some.
        if (path.startsWith("//")) return null;
        try {
            String whole = scheme + "://" + host + ":" + port + (path.startsWith("/") ? path : "/" + path);
            return new Url(scheme, host, port, new URI(whole));
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /// Without the brackets of IPv6.
    String bareHost() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
