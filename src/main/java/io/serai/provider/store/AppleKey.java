package io.serai.provider.store;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * Says to the App Store Server API who we are: leaves a token, signed with ES256, in the header
 * {@code Authorization}. Refuses to start with a key of the one environment and an address of the
 * other. Thread-safe.
 */
public final class AppleKey extends ServiceSupport implements Processor {

  private static final Set<String> API = Set.of("api.storekit.itunes.apple.com");
  private static final Set<String> RECEIPTS = Set.of("buy.itunes.apple.com");
  private static final String AUDIENCE = "appstoreconnect-v1";
  private static final Duration LIFE = Duration.ofMinutes(10);

  private final Clock clock = Clock.systemUTC();
  private String environment = "";
  private String url = "";
  private String receiptsUrl = "";
  private String otherReceiptsUrl = "";
  private String keyFile = "";
  private String keyId = "";
  private String issuerId = "";
  private String bundleId = "";
  private @Nullable JWSSigner signer;

  /** What the key is for: production or sandbox. */
  public void setEnvironment(String word) {
    environment = word;
  }

  /** Where the App Store Server API is. */
  public void setUrl(String address) {
    url = address;
  }

  /** Where {@code verifyReceipt} is. */
  public void setReceiptsUrl(String address) {
    receiptsUrl = address;
  }

  /** Where {@code verifyReceipt} of the other environment is. */
  public void setOtherReceiptsUrl(String address) {
    otherReceiptsUrl = address;
  }

  /** The file with the private key; empty for one of the hub's own, which only a double takes. */
  public void setKeyFile(String file) {
    keyFile = file;
  }

  /** The key's id. */
  public void setKeyId(String id) {
    keyId = id;
  }

  /** The issuer's id. */
  public void setIssuerId(String id) {
    issuerId = id;
  }

  /** Our app. */
  public void setBundleId(String id) {
    bundleId = id;
  }

  @Override
  protected void doStart() throws GeneralSecurityException, JOSEException {
    StoreEnvironment is = StoreEnvironment.of(environment);
    is.check("url", url, API);
    is.check("receiptsUrl", receiptsUrl, RECEIPTS);
    // The other one is the sandbox's at most: no test is ever asked of the live store.
    StoreEnvironment.SANDBOX.check("otherReceiptsUrl", otherReceiptsUrl, RECEIPTS);
    if (keyFile.isEmpty() && is == StoreEnvironment.PRODUCTION) {
      throw StoreEnvironment.wrong(
          "keyFile", "is missing; write the path of the key (.p8) that App Store Connect gave");
    }
    PrivateKey key =
        keyFile.isEmpty()
            ? ownKey()
            : Pem.privateKey("keyFile", "EC", Pem.text("keyFile", keyFile));
    signer =
        key instanceof ECPrivateKey ec ? new ECDSASigner(ec) : new ECDSASigner(key, Curve.P_256);
  }

  private static PrivateKey ownKey() throws GeneralSecurityException {
    KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
    keys.initialize(new ECGenParameterSpec("secp256r1"));
    return keys.generateKeyPair().getPrivate();
  }

  @Override
  public void process(Exchange exchange) throws JOSEException {
    if (signer == null) {
      throw new IllegalStateException("there is no key to sign with");
    }
    Instant now = clock.instant();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(keyId).type(JOSEObjectType.JWT).build(),
            new JWTClaimsSet.Builder()
                .issuer(issuerId)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFE)))
                .audience(AUDIENCE)
                .claim("bid", bundleId)
                .build());
    token.sign(signer);
    exchange.getMessage().setHeader("Authorization", "Bearer " + token.serialize());
  }
}
