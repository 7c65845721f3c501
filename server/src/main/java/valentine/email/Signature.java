package valentine.email;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import org.apache.james.jdkim.DKIMSigner;
import org.apache.james.jdkim.exceptions.FailException;

/// Signs mails for a domain (DKIM, RFC 6376), so that who gets them knows that nobody forged or changed them.
///
/// @param key the private key, as it is sealed: PKCS #8 in Base64
record Signature(String domain, String key) {
    static final String SELECTOR = "valentine";

    private static final String TEMPLATE = "v=1; a=rsa-sha256; c=relaxed/relaxed; d=%s; s=" + SELECTOR
            + "; h=from:reply-to:subject:date:to:cc:message-id:in-reply-to:references:mime-version:content-type"
            + ":auto-submitted:list-unsubscribe:list-unsubscribe-post; bh=; b=;";

    /// A new key; what is written into the domain follows from it.
    static String newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair pair = generator.generateKeyPair();
            return Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has RSA", e);
        }
    }

    /// The header line of this mail, without a line end.
    String sign(byte[] mail) {
        try {
            return new DKIMSigner(TEMPLATE.formatted(domain), privateKey()).sign(new ByteArrayInputStream(mail));
        } catch (IOException | FailException | GeneralSecurityException e) {
            throw new IllegalStateException("A mail could not be signed", e);
        }
    }

    /// The name under which the domain tells the public key.
    String recordName() {
        return SELECTOR + "._domainkey." + domain;
    }

    /// What stands there.
    String record() {
        try {
            RSAPrivateCrtKey secret = (RSAPrivateCrtKey) privateKey();
            byte[] open = KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(secret.getModulus(), secret.getPublicExponent()))
                    .getEncoded();
            return "v=DKIM1; k=rsa; p=" + Base64.getEncoder().encodeToString(open);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has RSA", e);
        }
    }

    private PrivateKey privateKey() throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(key)));
    }

    /// Not the key.
    @Override
    public String toString() {
        return "Signature for " + domain;
    }
}
