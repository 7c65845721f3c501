package valentine.vault;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.XChaCha20Poly1305Key;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import valentine.db.Database;

/// Seals secrets under the master key; what is sealed for one context opens in no other.
///
/// `byte[] sealed = vault.seal(secret, "mail password".getBytes(UTF_8))`: keep it as `bytea`.
@Component
public class Vault {
    private static final String DERIVATION = "HmacSHA256";

    private final @Nullable Aead aead;
    private final @Nullable SecretKeySpec root;
    private final @Nullable CannotSeal why;

    @Autowired
    Vault(Database database) {
        this(database, System.getenv());
    }

    Vault(Database database, Map<String, String> environment) {
        @Nullable Aead found = null;
        @Nullable SecretKeySpec key = null;
        @Nullable CannotSeal missing = null;
        try {
            byte[] master = MasterKey.find(database.folder().path(), database.embedded(), environment);
            found = aead(master);
            key = new SecretKeySpec(master, DERIVATION);
        } catch (CannotSeal e) {
            missing = e;
        }
        this.aead = found;
        this.root = key;
        this.why = missing;
    }

    /// Whether there is a master key; without one, sealing and opening throw [CannotSeal].
    public boolean isReady() {
        return aead != null;
    }

    /// Seals a secret; its context says what it is and whose (`mail password`), and is needed again to open it.
    public byte[] seal(byte[] plain, byte[] context) {
        try {
            return ready().encrypt(plain, context);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Sealing failed", e);
        }
    }

    public byte[] open(byte[] sealed, byte[] context) {
        try {
            return ready().decrypt(sealed, context);
        } catch (GeneralSecurityException e) {
            throw new CannotSeal("This was sealed under another master key. Bring back the one of that time.", e);
        }
    }

    /// A key of its own for a purpose, the same for ever: it tells nothing of the master key or of any other.
    public byte[] derive(String purpose) {
        SecretKeySpec key = root;
        if (key == null)
            throw new CannotSeal(why == null ? "There is no master key." : String.valueOf(why.getMessage()));
        try {
            Mac mac = Mac.getInstance(DERIVATION);
            mac.init(key);
            return mac.doFinal(("valentine key for " + purpose).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + DERIVATION, e);
        }
    }

    private Aead ready() {
        if (aead == null) {
            // Where and when it is asked for, not where the process started.
            throw new CannotSeal(why == null ? "There is no master key." : String.valueOf(why.getMessage()));
        }
        return aead;
    }

    /// A cipher of a raw key of 32 bytes.
    @AccessesPartialKey
    static Aead aead(byte[] key) {
        try {
            return KeysetHandle.newBuilder()
                    .addEntry(KeysetHandle.importKey(XChaCha20Poly1305Key.create(
                                    SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get())))
                            .withRandomId()
                            .makePrimary())
                    .build()
                    .getPrimitive(AeadConfig2026.get(), Aead.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The cipher is missing", e);
        }
    }
}
