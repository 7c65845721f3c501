package valentine.customer;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;
import valentine.db.Database;

/// Makes fingerprints of handles. Their key never stands in the database, so that a backup tells nobody who was
/// forgotten.
@Component
class Fingerprints {
    private static final String HASH = "HmacSHA256";

    private final Supplier<byte[]> secret;

    Fingerprints(Database database) {
        this.secret = () -> database.folder().secret("suppression.key");
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
