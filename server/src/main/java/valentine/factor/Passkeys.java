package valentine.factor;

import com.webauthn4j.util.exception.WebAuthnException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.webauthn.api.AuthenticatorAssertionResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorAttestationResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorSelectionCriteria;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.ResidentKeyRequirement;
import org.springframework.security.web.webauthn.api.UserVerificationRequirement;
import org.springframework.security.web.webauthn.jackson.WebauthnJacksonModule;
import org.springframework.security.web.webauthn.management.ImmutablePublicKeyCredentialCreationOptionsRequest;
import org.springframework.security.web.webauthn.management.ImmutablePublicKeyCredentialRequestOptionsRequest;
import org.springframework.security.web.webauthn.management.ImmutableRelyingPartyRegistrationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyAuthenticationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyPublicKey;
import org.springframework.security.web.webauthn.management.Webauthn4JRelyingPartyOperations;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import valentine.audit.Actor;
import valentine.audit.Audit;

/// Keys that a phone, a computer or a stick keeps for a member and uses after a look at him: they sign in alone.
@Service
public class Passkeys {
    public static final int LONGEST_LABEL = 60;
    private static final int MOST = 20;
    private static final Logger LOG = LoggerFactory.getLogger(Passkeys.class);
    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new WebauthnJacksonModule()).build();

    private static final String ALL = """
            SELECT id, label, site, made_at, used_at
            FROM factor.passkey
            WHERE member = :member
            ORDER BY id
            """;
    private static final String REMOVE = "DELETE FROM factor.passkey WHERE id = :id AND member = :member";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Challenges challenges;
    private final Audit audit;

    Passkeys(JdbcClient jdbc, Clock clock, Challenges challenges, Audit audit) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.challenges = challenges;
        this.audit = audit;
    }

    /// What may be shown of a passkey.
    public record Passkey(long id, String label, String site, Instant madeAt, Instant usedAt) {}

    /// What the browser is asked, and the token under which its answer may come.
    public record Asked(String token, String options) {}

    /// Whose passkey is to be made, as his device will show him.
    public record Owner(long member, String email, String name) {}

    public List<Passkey> all(long member) {
        return jdbc.sql(ALL)
                .param("member", member)
                .query((row, _) -> new Passkey(
                        row.getLong("id"),
                        row.getString("label"),
                        row.getString("site"),
                        row.getObject("made_at", OffsetDateTime.class).toInstant(),
                        row.getObject("used_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /// Asks a member's browser for a new passkey; nothing when he has too many.
    @Transactional
    public Optional<Asked> askForNew(Owner owner, Site site) {
        if (all(owner.member()).size() >= MOST) {
            return Optional.empty();
        }
        Bytes challenge = Bytes.random();
        PublicKeyCredentialCreationOptions options = creation(owner, site, challenge);
        return Optional.of(new Asked(
                challenges.keep("registration", owner.member(), challenge), JSON.writeValueAsString(options)));
    }

    /// Keeps the passkey that the browser made; false when the answer does not fit what was asked.
    @Transactional
    public boolean add(Owner owner, Site site, String token, String label, String answer) {
        Optional<Bytes> challenge = challenges.take("registration", owner.member(), token);
        if (challenge.isEmpty()) {
            return false;
        }
        try {
            PublicKeyCredential<AuthenticatorAttestationResponse> made =
                    JSON.readValue(answer, new TypeReference<>() {});
            party(site)
                    .registerCredential(new ImmutableRelyingPartyRegistrationRequest(
                            creation(owner, site, challenge.get()), new RelyingPartyPublicKey(made, label)));
        } catch (JacksonException | WebAuthnException | IllegalArgumentException e) {
            LOG.info("A new passkey was refused: {}", e.getClass().getSimpleName());
            return false;
        }
        audit.record(
                Actor.member(owner.member()), "passkey added", "member " + owner.member(), Map.of("site", site.host()));
        return true;
    }

    /// Asks whoever stands at the door to sign with a passkey.
    @Transactional
    public Asked ask(Site site) {
        Bytes challenge = Bytes.random();
        String options = JSON.writeValueAsString(request(site, challenge));
        return new Asked(challenges.keep("sign-in", null, challenge), options);
    }

    /// The member whose passkey signed what was asked.
    @Transactional
    public Optional<Long> signIn(Site site, String token, String answer) {
        Optional<Bytes> challenge = challenges.take("sign-in", null, token);
        if (challenge.isEmpty()) {
            return Optional.empty();
        }
        try {
            PublicKeyCredential<AuthenticatorAssertionResponse> signed =
                    JSON.readValue(answer, new TypeReference<>() {});
            PublicKeyCredentialUserEntity user = party(site)
                    .authenticate(new RelyingPartyAuthenticationRequest(request(site, challenge.get()), signed));
            return Optional.of(Long.valueOf(user.getName()));
        } catch (JacksonException | WebAuthnException | IllegalArgumentException e) {
            LOG.info("A passkey was refused: {}", e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    /// Forgets one of the member's own passkeys; false when it is not his.
    @Transactional
    public boolean remove(long member, long id) {
        boolean removed =
                jdbc.sql(REMOVE).param("id", id).param("member", member).update() == 1;
        if (removed) {
            audit.record(Actor.member(member), "passkey removed", "member " + member, Map.of());
        }
        return removed;
    }

    private PublicKeyCredentialCreationOptions creation(Owner owner, Site site, Bytes challenge) {
        Webauthn4JRelyingPartyOperations party = party(site);
        String number = Long.toString(owner.member());
        var authentication =
                UsernamePasswordAuthenticationToken.authenticated(number, "", AuthorityUtils.NO_AUTHORITIES);
        Bytes handle = party.createPublicKeyCredentialCreationOptions(
                        new ImmutablePublicKeyCredentialCreationOptionsRequest(authentication))
                .getUser()
                .getId();
        party.setCustomizeCreationOptions(options -> options.challenge(challenge)
                .user(ImmutablePublicKeyCredentialUserEntity.builder()
                        .id(handle)
                        .name(owner.email())
                        .displayName(owner.name())
                        .build())
                .authenticatorSelection(AuthenticatorSelectionCriteria.builder()
                        .residentKey(ResidentKeyRequirement.REQUIRED)
                        .userVerification(UserVerificationRequirement.REQUIRED)
                        .build()));
        return party.createPublicKeyCredentialCreationOptions(
                new ImmutablePublicKeyCredentialCreationOptionsRequest(authentication));
    }

    private PublicKeyCredentialRequestOptions request(Site site, Bytes challenge) {
        Webauthn4JRelyingPartyOperations party = party(site);
        // A passkey signs in alone, so the device must have looked at its owner.
        party.setCustomizeRequestOptions(
                options -> options.challenge(challenge).userVerification(UserVerificationRequirement.REQUIRED));
        return party.createCredentialRequestOptions(new ImmutablePublicKeyCredentialRequestOptionsRequest(
                new AnonymousAuthenticationToken("door", "nobody", AuthorityUtils.createAuthorityList("ANONYMOUS"))));
    }

    private Webauthn4JRelyingPartyOperations party(Site site) {
        PasskeyTable table = new PasskeyTable(jdbc, clock, site.host());
        return new Webauthn4JRelyingPartyOperations(
                table,
                table,
                PublicKeyCredentialRpEntity.builder()
                        .id(site.host())
                        .name("Valentine")
                        .build(),
                site.origins());
    }
}
