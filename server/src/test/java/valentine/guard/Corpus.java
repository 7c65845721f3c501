package valentine.guard;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Ways to write an address of the inside, as they are tried on servers that call what people type.
final class Corpus {
    private static final List<String> INSIDE_4 = List.of(
            "127.0.0.1",
            "127.0.0.2",
            "127.1.2.3",
            "127.255.255.254",
            "127.127.127.127",
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "10.255.255.255",
            "100.64.0.1",
            "100.100.100.200",
            "100.127.255.254",
            "169.254.169.254",
            "169.254.170.2",
            "169.254.0.1",
            "172.16.0.1",
            "172.17.0.1",
            "172.31.255.254",
            "192.0.0.1",
            "192.0.0.192",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.0.1",
            "192.168.1.1",
            "192.168.255.255",
            "198.18.0.1",
            "198.19.255.254",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "239.255.255.250",
            "240.0.0.1",
            "255.255.255.255",
            "168.63.129.16");
    private static final List<String> INSIDE_6 = List.of(
            "::",
            "::1",
            "0:0:0:0:0:0:0:1",
            "0000:0000:0000:0000:0000:0000:0000:0001",
            "::0001",
            "0::1",
            "::2",
            "fe80::1",
            "fe80::a9fe:a9fe",
            "febf::1",
            "fec0::1",
            "fc00::1",
            "fd00:ec2::254",
            "fd20:ce::254",
            "fdff::1",
            "ff02::1",
            "ff05::2",
            "ff0e::1",
            "100::1",
            "100:0:0:1::1",
            "2001::1",
            "2001:0:7f00:1::",
            "2001:10::1",
            "2001:20::1",
            "2001:2::1",
            "2001:db8::1",
            "3fff::1",
            "64:ff9b:1::7f00:1",
            "5f00::1",
            "4000::1",
            "::5efe:7f00:1",
            "2a00:1450::5efe:7f00:1",
            "2a00:1450::200:5efe:a00:1");
    private static final List<String> NAMES = List.of(
            "localhost",
            "LOCALHOST",
            "localhost.",
            "localhost.localdomain",
            "ip6-localhost",
            "ip6-loopback",
            "a.localhost",
            "foo.bar.localhost",
            "printer.local",
            "metadata.google.internal",
            "metadata",
            "instance-data",
            "router.lan",
            "host.docker.internal",
            "kubernetes.default.svc.cluster.local",
            "intranet",
            "vault.corp",
            "nas.home",
            "box.home.arpa",
            "hidden.onion",
            "lοcalhost",
            "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
            "localhost%00.example.com",
            "localhost%2eexample.com",
            "loopback.attacker.example",
            "private.attacker.example",
            "mixed.attacker.example",
            "mapped.attacker.example",
            "six.attacker.example",
            "metadata.attacker.example",
            "rebinding.attacker.example");
    /// Where `%s` is the port of the canary.
    private static final List<String> WHOLE = List.of(
            "http://example.com@127.0.0.1:%s/",
            "http://user:pass@127.0.0.1:%s/",
            "http://127.0.0.1:%s@127.0.0.1:%s/",
            "http://example.com\\@127.0.0.1:%s/",
            "http://127.0.0.1:%s\\@example.com/",
            "http:\\\\127.0.0.1:%s\\",
            "http:/127.0.0.1:%s/",
            "http:127.0.0.1:%s/",
            "http:///127.0.0.1:%s/",
            "//127.0.0.1:%s/",
            "127.0.0.1:%s",
            "localhost:%s",
            "http://127.0.0.1:%s#@example.com/",
            "http://127.0.0.1:%s?@example.com/",
            "http://example.com#@127.0.0.1:%s/",
            "http://[::1]:%s/",
            "http://[::1%%25lo]:%s/",
            "http://[::1%%lo]:%s/",
            "http://[fe80::1%%25eth0]:%s/",
            "http://::1:%s/",
            "http://[::ffff:127.0.0.1]:%s/",
            "http://[::1:%s/",
            "http://::1]:%s/",
            "http://[[::1]]:%s/",
            "http://[127.0.0.1]:%s/",
            "http://[localhost]:%s/",
            "http://[v1.127.0.0.1]:%s/",
            "http://127.0.0.1 :%s/",
            "http:// 127.0.0.1:%s/",
            " http://127.0.0.1:%s/",
            "http://127.0.0.1\t:%s/",
            "http://127.0.0.1\n:%s/",
            "http://127.0.0.1:%s/\r\nHost: example.com",
            "http://127.0.0.1\u0000:%s/",
            "http://127.0.0.1%%00:%s/",
            "http://127.0.0.1%%09:%s/",
            "http://127%%2e0%%2e0%%2e1:%s/",
            "http://%%31%%32%%37.0.0.1:%s/",
            "http://127。0。0。1:%s/",
            "http://127.0.0.1:%s",
            "http://127．0．0．1:%s/",
            "http://①②⑦.⓪.⓪.①:%s/",
            "http://１２７.0.0.1:%s/",
            "http://١٢٧.٠.٠.١:%s/",
            "http://127.0.0.1:0%s/",
            "http://127.0.0.1:+%s/",
            "http://127.0.0.1:%s0/",
            "http://127.0.0.1:99999/",
            "http://127.0.0.1:-1/",
            "http://127.0.0.1:0/",
            "http://127.0.0.1:/",
            "HTTP://127.0.0.1:%s/",
            "hTtP://127.0.0.1:%s/",
            "https://127.0.0.1:%s/",
            "ftp://127.0.0.1:%s/",
            "gopher://127.0.0.1:%s/_GET%%20/",
            "file:///etc/passwd",
            "dict://127.0.0.1:%s/",
            "ldap://127.0.0.1:%s/",
            "tftp://127.0.0.1:%s/",
            "jar:http://127.0.0.1:%s/!/",
            "netdoc:///etc/passwd",
            "data:text/plain,hello",
            "javascript:alert(1)",
            "ws://127.0.0.1:%s/",
            "http+unix://%%2Frun%%2Fdocker.sock/",
            "unix:/run/docker.sock",
            "http://",
            "http:///",
            "http://:%s/",
            "",
            "http://.:%s/",
            "http://..:%s/",
            "http://127.0.0.1.:%s/",
            "http://127.0.0.1..:%s/",
            "http://.127.0.0.1:%s/",
            "http://-127.0.0.1:%s/",
            "http://127.0.0.1-:%s/",
            "http://127.0.0.1,example.com:%s/",
            "http://127.0.0.1;example.com:%s/",
            "http://127.0.0.1&example.com:%s/",
            "http://127.0.0.1'example.com:%s/",
            "http://$(127.0.0.1):%s/",
            "http://{127.0.0.1}:%s/",
            "http://<127.0.0.1>:%s/",
            "http://127.0.0.1|example.com:%s/",
            "http://\"127.0.0.1\":%s/");

    private Corpus() {}

    static List<String> urls(int port) {
        Set<String> urls = new LinkedHashSet<>();
        for (String address : INSIDE_4) {
            for (String host : spellings(address)) {
                urls.add("http://" + host + ":" + port + "/");
            }
        }
        for (String address : INSIDE_6) {
            urls.add("http://[" + address + "]:" + port + "/");
            urls.add("http://[" + address.toUpperCase(Locale.ROOT) + "]:" + port + "/x?y=z");
            urls.add("http://[" + address + "%25lo]:" + port + "/");
        }
        NAMES.forEach(name -> urls.add("http://" + name + ":" + port + "/"));
        WHOLE.forEach(url -> urls.add(url.formatted(port, port)));
        return new ArrayList<>(urls);
    }

    private static List<String> spellings(String address) {
        String[] parts = address.split("\\.");
        int a = Integer.parseInt(parts[0]);
        int b = Integer.parseInt(parts[1]);
        int c = Integer.parseInt(parts[2]);
        int d = Integer.parseInt(parts[3]);
        long whole = ((long) a << 24) + (b << 16) + (c << 8) + d;
        String hexes = "%02x%02x:%02x%02x".formatted(a, b, c, d);
        return List.of(
                address,
                address + ".",
                Long.toString(whole),
                "0x" + Long.toHexString(whole),
                "0" + Long.toOctalString(whole),
                "0%o.0%o.0%o.0%o".formatted(a, b, c, d),
                "0x%x.0x%x.0x%x.0x%x".formatted(a, b, c, d),
                "0X%X.%d.%d.%d".formatted(a, b, c, d),
                "%03d.%03d.%03d.%03d".formatted(a, b, c, d),
                "0000%o.%d.%d.%d".formatted(a, b, c, d),
                a + "." + (whole & 0xffffff),
                a + "." + b + "." + (whole & 0xffff),
                (a + 256) + "." + b + "." + c + "." + d,
                Long.toString(whole + (1L << 32)),
                "[::ffff:" + address + "]",
                "[::ffff:" + hexes + "]",
                "[0:0:0:0:0:ffff:" + address + "]",
                "[::" + address + "]",
                "[::" + hexes + "]",
                "[::ffff:0:" + address + "]",
                "[64:ff9b::" + address + "]",
                "[64:ff9b::" + hexes + "]",
                "[64:ff9b:1::" + address + "]",
                "[2002:" + hexes + "::1]",
                "[2001:0:" + hexes + "::1]",
                address + ".nip.example@" + address);
    }
}
