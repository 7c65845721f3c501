package valentine.customer;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;
import valentine.db.Database;
import valentine.vault.Vault;

/// Makes fingerprints of handles. Their key never stands in the database, so that a backup tells nobody who was
/// forgotten.
@Component
class Fingerprints {
    private static final String HASH = "HmacSHA256";

    private static final String FILE = "suppression.key";

    private final Supplier<byte[]> secret;

    /// From the master key, where there is one; else a file beside the database, which then stays the one.
    Fingerprints(Vault vault, Database database) {
        this.secret = () -> vault.isReady() && !database.folder().has(FILE)
                ? vault.derive("suppression")
                : database.folder().secret(FILE);
    }

    /// Takes fingerprints, one after the other; not for several threads.
    Maker maker() {
        try {
            Mac mac = Mac.getInstance(HASH);
            mac.init(new SecretKeySpec(secret.get(), HASH));
            return new Maker(mac);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every Java has " + HASH, e);
        }
    }

    static final class Maker {
        private final Mac mac;

        private Maker(Mac mac) {
            this.mac = mac;
        }

        /// The value of a handle holds no line break.
        Fingerprint of(Handle handle) {
            String text = handle.kind().word() + "\n" + handle.value();
            return Fingerprint.of(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
