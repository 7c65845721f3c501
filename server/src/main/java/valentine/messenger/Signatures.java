package valentine.messenger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Whether who calls us is who he says, by what he signed with the secret that only both of us know.
final class Signatures {
    private Signatures() {}

    /// Twilio: HMAC-SHA1 over the address that was called and every field of the form in the order of their names.
    static boolean isTwilio(String token, String url, Map<String, List<String>> form, String signature) {
        StringBuilder signed = new StringBuilder(url);
        new TreeMap<>(form)
                .forEach((name, values) -> values.stream()
                        .sorted()
                        .distinct()
                        .forEach(value -> signed.append(name).append(value)));
        byte[] right = mac("HmacSHA1", token, signed.toString().getBytes(StandardCharsets.UTF_8));
        return same(Base64.getEncoder().encodeToString(right), signature);
    }

    /// Meta: `sha256=` and the HMAC-SHA256 of the body as it came.
    static boolean isMeta(String appSecret, byte[] body, String signature) {
        return same("sha256=" + HexFormat.of().formatHex(mac("HmacSHA256", appSecret, body)), signature);
    }

    /// What we sign ourselves, to know it again: HMAC-SHA256.
    static String ours(String key, String text) {
        return HexFormat.of().formatHex(mac("HmacSHA256", key, text.getBytes(StandardCharsets.UTF_8)));
    }

    static boolean same(String right, String came) {
        return MessageDigest.isEqual(right.getBytes(StandardCharsets.UTF_8), came.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] mac(String algorithm, String key, byte[] text) {
        // An empty key is no key: whoever knows that could sign.
        if (key.isEmpty()) throw new IllegalArgumentException("There is no secret to sign with");
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + algorithm, e);
        }
    }
}
