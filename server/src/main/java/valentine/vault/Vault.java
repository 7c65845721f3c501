package valentine.vault;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.XChaCha20Poly1305Key;
import com.google.crypto.tink.util.SecretBytes;
import java.security.GeneralSecurityException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import valentine.db.Database;

/// Seals secrets under the master key; what is sealed for one context opens in no other.
///
/// `byte[] sealed = vault.seal(secret, "mail password".getBytes(UTF_8))`: keep it as `bytea`.
@Component
public class Vault {
    private final @Nullable Aead aead;
    private final @Nullable CannotSeal why;

    @Autowired
    Vault(Database database) {
        this(database, System.getenv());
    }

    Vault(Database database, Map<String, String> environment) {
        @Nullable Aead found = null;
        @Nullable CannotSeal missing = null;
        try {
            found = aead(MasterKey.find(database.folder().path(), database.embedded(), environment));
        } catch (CannotSeal e) {
            missing = e;
        }
        this.aead = found;
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
