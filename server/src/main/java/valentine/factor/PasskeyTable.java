package valentine.factor;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.webauthn.api.AuthenticatorTransport;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutableCredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCose;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialType;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;

/// The passkeys of one site, as Spring Security wants to read and write them; users are named by their member number.
final class PasskeyTable implements UserCredentialRepository, PublicKeyCredentialUserEntityRepository {
    private static final String COLUMNS = """
            p.credential, u.handle, p.label, p.public_key, p.signature_count, p.verified, p.backup_eligible,
            p.backed_up, p.transports, p.attestation, p.client_data, p.made_at, p.used_at
            FROM factor.passkey p JOIN factor.passkey_user u ON u.member = p.member
            """;
    private static final String BY_CREDENTIAL =
            "SELECT " + COLUMNS + "WHERE p.credential = :credential AND p.site = :site";
    private static final String BY_HANDLE = "SELECT " + COLUMNS + "WHERE u.handle = :handle AND p.site = :site";
    private static final String SAVE = """
            INSERT INTO factor.passkey (member, credential, site, label, public_key, signature_count, verified,
                backup_eligible, backed_up, transports, attestation, client_data, made_at, used_at)
            SELECT member, :credential, :site, :label, :key, :count, :verified,
                :eligible, :backed, :transports, :attestation, :data, :now, :now
            FROM factor.passkey_user
            WHERE handle = :handle
            ON CONFLICT (credential) DO UPDATE SET
                signature_count = EXCLUDED.signature_count, verified = EXCLUDED.verified,
                backed_up = EXCLUDED.backed_up, used_at = EXCLUDED.used_at
            """;
    private static final String DELETE = "DELETE FROM factor.passkey WHERE credential = :credential AND site = :site";
    private static final String USER = "SELECT member, handle FROM factor.passkey_user WHERE member = :member";
    private static final String USER_BY_HANDLE =
            "SELECT member, handle FROM factor.passkey_user WHERE handle = :handle";
    private static final String SAVE_USER = """
            INSERT INTO factor.passkey_user (member, handle) VALUES (:member, :handle)
            ON CONFLICT (member) DO NOTHING
            """;
    private static final String DELETE_USER = "DELETE FROM factor.passkey_user WHERE handle = :handle";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final String site;

    PasskeyTable(JdbcClient jdbc, Clock clock, String site) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.site = site;
    }

    @Override
    public void save(CredentialRecord passkey) {
        jdbc.sql(SAVE)
                .param("handle", passkey.getUserEntityUserId().getBytes())
                .param("credential", passkey.getCredentialId().getBytes())
                .param("site", site)
                .param("label", passkey.getLabel())
                .param("key", passkey.getPublicKey().getBytes())
                .param("count", passkey.getSignatureCount())
                .param("verified", passkey.isUvInitialized())
                .param("eligible", passkey.isBackupEligible())
                .param("backed", passkey.isBackupState())
                .param(
                        "transports",
                        passkey.getTransports().stream()
                                .map(AuthenticatorTransport::getValue)
                                .sorted()
                                .collect(Collectors.joining(" ")))
                .param("attestation", bytes(passkey.getAttestationObject()))
                .param("data", bytes(passkey.getAttestationClientDataJSON()))
                .param("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .update();
    }

    @Override
    public @Nullable CredentialRecord findByCredentialId(Bytes credential) {
        return jdbc.sql(BY_CREDENTIAL)
                .param("credential", credential.getBytes())
                .param("site", site)
                .query((row, _) -> passkey(row))
                .optional()
                .orElse(null);
    }

    @Override
    public List<CredentialRecord> findByUserId(Bytes handle) {
        return jdbc.sql(BY_HANDLE)
                .param("handle", handle.getBytes())
                .param("site", site)
                .query((row, _) -> passkey(row))
                .list();
    }

    @Override
    public void delete(Bytes id) {
        // Both interfaces name this method: a credential and a user never share their random id.
        jdbc.sql(DELETE).param("credential", id.getBytes()).param("site", site).update();
        jdbc.sql(DELETE_USER).param("handle", id.getBytes()).update();
    }

    @Override
    public @Nullable PublicKeyCredentialUserEntity findById(Bytes handle) {
        return jdbc.sql(USER_BY_HANDLE)
                .param("handle", handle.getBytes())
                .query((row, _) -> user(row))
                .optional()
                .orElse(null);
    }

    @Override
    public @Nullable PublicKeyCredentialUserEntity findByUsername(String member) {
        return jdbc.sql(USER)
                .param("member", Long.parseLong(member))
                .query((row, _) -> user(row))
                .optional()
                .orElse(null);
    }

    @Override
    public void save(PublicKeyCredentialUserEntity user) {
        jdbc.sql(SAVE_USER)
                .param("member", Long.parseLong(user.getName()))
                .param("handle", user.getId().getBytes())
                .update();
    }

    private static PublicKeyCredentialUserEntity user(ResultSet row) throws SQLException {
        String member = Long.toString(row.getLong("member"));
        return ImmutablePublicKeyCredentialUserEntity.builder()
                .id(new Bytes(row.getBytes("handle")))
                .name(member)
                .displayName(member)
                .build();
    }

    private static CredentialRecord passkey(ResultSet row) throws SQLException {
        return ImmutableCredentialRecord.builder()
                .credentialType(PublicKeyCredentialType.PUBLIC_KEY)
                .credentialId(new Bytes(row.getBytes("credential")))
                .userEntityUserId(new Bytes(row.getBytes("handle")))
                .publicKey(new ImmutablePublicKeyCose(row.getBytes("public_key")))
                .signatureCount(row.getLong("signature_count"))
                .uvInitialized(row.getBoolean("verified"))
                .backupEligible(row.getBoolean("backup_eligible"))
                .backupState(row.getBoolean("backed_up"))
                .transports(Arrays.stream(row.getString("transports").split(" "))
                        .filter(word -> !word.isEmpty())
                        .map(AuthenticatorTransport::valueOf)
                        .collect(Collectors.toUnmodifiableSet()))
                .attestationObject(new Bytes(row.getBytes("attestation")))
                .attestationClientDataJSON(new Bytes(row.getBytes("client_data")))
                .label(row.getString("label"))
                .created(instant(row, "made_at"))
                .lastUsed(instant(row, "used_at"))
                .build();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static byte @Nullable [] bytes(@Nullable Bytes bytes) {
        return bytes == null ? null : bytes.getBytes();
    }
}
