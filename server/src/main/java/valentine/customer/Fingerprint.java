package valentine.customer;

import java.util.HexFormat;

/// A handle under a secret key: who holds the key can tell whether a handle is the same, and nobody can read it.
///
/// @param hex 64 digits
public record Fingerprint(String hex) {
    public Fingerprint {
        if (!hex.matches("[0-9a-f]{64}")) throw new IllegalArgumentException("A fingerprint has 64 digits");
    }

    static Fingerprint of(byte[] hash) {
        return new Fingerprint(HexFormat.of().formatHex(hash));
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }
}
