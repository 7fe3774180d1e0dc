package io.serai.provider.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.function.Supplier;

/**
 * A service account of Google: who asks for a token, and where.
 *
 * @param email the account
 * @param keyId its key's id
 * @param key gives its private key
 * @param tokenUri where tokens are given
 */
record ServiceAccount(String email, String keyId, Supplier<PrivateKey> key, String tokenUri) {

  private static final String SCOPE = "https://www.googleapis.com/auth/androidpublisher";
  private static final Duration LIFE = Duration.ofMinutes(10);
  private static final int BITS = 2048;

  /** The account of a file as Google gave it. */
  static ServiceAccount read(String file) {
    String setting = "serviceAccountFile";
    JsonNode json;
    try {
      json = new JsonMapper().readTree(Pem.text(setting, file));
    } catch (JsonProcessingException e) {
      throw StoreEnvironment.wrong(setting, "'" + file + "' is no JSON; take it as Google gave it");
    }
    for (String field : new String[] {"client_email", "private_key", "token_uri"}) {
      if (!json.path(field).isTextual()) {
        throw StoreEnvironment.wrong(
            setting, "'" + file + "' has no " + field + "; take it as Google gave it");
      }
    }
    PrivateKey key = Pem.privateKey(setting, "RSA", json.get("private_key").asText());
    return new ServiceAccount(
        json.get("client_email").asText(),
        json.path("private_key_id").asText(),
        () -> key,
        json.get("token_uri").asText());
  }

  /** One of the hub's own, which only a double takes. */
  static ServiceAccount own(String url) {
    return new ServiceAccount("serai@sandbox.invalid", "sandbox", () -> Own.KEY, url + "/token");
  }

  /** Made when it first signs: it takes as long as a tenth of a hub's start. */
  private static final class Own {
    static final PrivateKey KEY = make();

    private static PrivateKey make() {
      try {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(BITS);
        return keys.generateKeyPair().getPrivate();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java platform has RSA", e);
      }
    }
  }

  /** By what it asks for a token. */
  String assertion(Instant now) {
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).type(JOSEObjectType.JWT).build(),
            new JWTClaimsSet.Builder()
                .issuer(email)
                .audience(tokenUri)
                .claim("scope", SCOPE)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFE)))
                .build());
    try {
      jwt.sign(new RSASSASigner(key.get()));
    } catch (JOSEException e) {
      throw new IllegalStateException("the service account's key cannot sign", e);
    }
    return jwt.serialize();
  }

  @Override
  public String toString() {
    return "ServiceAccount[" + email + "]";
  }
}
