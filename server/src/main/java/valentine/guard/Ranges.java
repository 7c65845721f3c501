package valentine.guard;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/// Which addresses belong to the public internet; everything else is somebody's inside.
final class Ranges {
    /// IANA's special-purpose registry for IPv4, multicast and reserved, and the inside address of one big host.
    private static final List<Range> INSIDE_4 = List.of(
            range("0.0.0.0", 8),
            range("10.0.0.0", 8),
            range("100.64.0.0", 10),
            range("127.0.0.0", 8),
            range("168.63.129.16", 32),
            range("169.254.0.0", 16),
            range("172.16.0.0", 12),
            range("192.0.0.0", 24),
            range("192.0.2.0", 24),
            range("192.88.99.0", 24),
            range("192.168.0.0", 16),
            range("198.18.0.0", 15),
            range("198.51.100.0", 24),
            range("203.0.113.0", 24),
            range("224.0.0.0", 4),
            range("240.0.0.0", 4));

    /// Of IPv6 only what is given out to the public counts …
    private static final Range PUBLIC_6 = range("2000::", 3);

    /// … less Teredo, ORCHID and benchmarks (2001::/23), documentation and 6to4.
    private static final List<Range> INSIDE_6 =
            List.of(range("2001::", 23), range("2001:db8::", 32), range("2002::", 16), range("3fff::", 20));

    /// Where an IPv6-only network shows the IPv4 internet: as good as the address inside.
    private static final Range NAT64 = range("64:ff9b::", 96);

    private Ranges() {}

    static boolean isPublic(InetAddress address) {
        // Java makes an IPv4 address of an IPv4-mapped one by itself.
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) return INSIDE_4.stream().noneMatch(range -> range.has(bytes));
        if (NAT64.has(bytes)) return isPublic4(Arrays.copyOfRange(bytes, 12, 16));
        return PUBLIC_6.has(bytes) && INSIDE_6.stream().noneMatch(range -> range.has(bytes)) && !isIsatap(bytes);
    }

    /// An IPv4 address in the last half of an IPv6 one (RFC 5214): a tunnel to wherever that points.
    private static boolean isIsatap(byte[] bytes) {
        return (bytes[8] & 0xfd) == 0 && bytes[9] == 0 && bytes[10] == 0x5e && bytes[11] == (byte) 0xfe;
    }

    private static boolean isPublic4(byte[] bytes) {
        return INSIDE_4.stream().noneMatch(range -> range.has(bytes));
    }

    private static Range range(String from, int bits) {
        try {
            return new Range(InetAddress.getByName(from).getAddress(), bits);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(from + " is an address", e);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // Never leaves this class.
    private record Range(byte[] from, int bits) {
        boolean has(byte[] address) {
            if (address.length != from.length) return false;
            for (int bit = 0; bit < bits; bit++) {
                if (((address[bit / 8] ^ from[bit / 8]) >> (7 - bit % 8) & 1) != 0) return false;
            }
            return true;
        }
    }
}
