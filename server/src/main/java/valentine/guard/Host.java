package valentine.guard;

import java.util.Locale;
import java.util.regex.Pattern;

/// A host as a person may write it: a name with dots, an IPv4 address in four plain numbers, an IPv6 address in
/// brackets.
///
/// Whatever is read in two ways by two programs is refused here before anybody reads it: numbers in octal, hexadecimal
/// or one piece, dots at the end, names outside ASCII, zones of IPv6, and what separates parts of an address.
final class Host {
    private static final Pattern LABELS =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:]{2,39}(?:(?<=:)\\d{1,3}(?:\\.\\d{1,3}){3})?]");
    private static final Pattern INSIDE = Pattern.compile(
            "(?:.*\\.)?(?:localhost|local|localdomain|internal|intranet|lan|home|corp|onion|home\\.arpa)");

    private Host() {}

    /// In small letters.
    static String normal(String host) {
        return host.toLowerCase(Locale.ROOT);
    }

    static boolean isWellWritten(String host) {
        return host.length() <= 253 && (isAddress(host) || LABELS.matcher(host).matches());
    }

    static boolean isAddress(String host) {
        return IPV4.matcher(host).matches() || IPV6.matcher(host).matches();
    }

    /// Names that mean this machine or this house wherever they are asked.
    static boolean isInside(String host) {
        return INSIDE.matcher(host).matches();
    }
}
