package io.serai.doubles;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs what providers tell, as each of them does; its keys are its own. */
public final class NoticeSigner {

  private static final String RSA_WITH_SHA256 = "1.2.840.113549.1.1.11";
  private static final JsonMapper JSON = new JsonMapper();

  private final KeyPair keys = keys();

  /** A pair that nobody else has. */
  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has RSA", e);
    }
  }

  /** The value of {@code Stripe-Signature}. */
  public static String stripe(String secret, Instant at, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      String text = at.getEpochSecond() + "." + body;
      byte[] signature = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return "t=" + at.getEpochSecond() + ",v1=" + HexFormat.of().formatHex(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC", e);
    }
  }

  /** The headers that PayPal signs with, by lower-case name. */
  public Map<String, String> payPal(
      String webhookId, String certificate, String transmission, Instant at, String body) {
    try {
      CRC32 sum = new CRC32();
      sum.update(body.getBytes(StandardCharsets.UTF_8));
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(keys.getPrivate());
      String text = transmission + "|" + at + "|" + webhookId + "|" + sum.getValue();
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      Map<String, String> headers = new LinkedHashMap<>();
      headers.put("paypal-auth-algo", "SHA256withRSA");
      headers.put("paypal-cert-url", certificate);
      headers.put("paypal-transmission-id", transmission);
      headers.put("paypal-transmission-time", at.toString());
      headers.put("paypal-transmission-sig", Base64.getEncoder().encodeToString(signature.sign()));
      return headers;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has RSA", e);
    }
  }

  /** Its certificate in PEM, valid from one instant to another. */
  public String certificate(Instant begin, Instant end) {
    try {
      byte[] algorithm = Der.sequence(Der.oid(RSA_WITH_SHA256), Der.of(0x05));
      byte[] name = Der.name("messageverificationcerts.double.invalid");
      byte[] body =
          Der.sequence(
              Der.of(0xa0, Der.integer(2)),
              Der.integer(7),
              algorithm,
              name,
              Der.sequence(Der.time(begin), Der.time(end)),
              name,
              keys.getPublic().getEncoded());
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(body);
      byte[] der = Der.sequence(body, algorithm, Der.bits(signature.sign()));
      return "-----BEGIN CERTIFICATE-----\n"
          + Base64.getMimeEncoder().encodeToString(der)
          + "\n-----END CERTIFICATE-----\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has RSA", e);
    }
  }

  /** Its public key as a set, under a name. */
  public String keySet(String kid) {
    return new JWKSet(new RSAKey.Builder((RSAPublicKey) keys.getPublic()).keyID(kid).build())
        .toString();
  }

  /** The token that Google's Pub/Sub pushes with. */
  public String google(String kid, String audience, String sender, Instant issued) {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(kid).build(),
            new JWTClaimsSet.Builder()
                .issuer("https://accounts.google.com")
                .audience(audience)
                .claim("email", sender)
                .claim("email_verified", true)
                .issueTime(Date.from(issued))
                .expirationTime(Date.from(issued.plusSeconds(3600)))
                .build());
    try {
      token.sign(new RSASSASigner(keys.getPrivate()));
    } catch (JOSEException e) {
      throw new IllegalStateException("an RSA key signs", e);
    }
    return token.serialize();
  }

  /** A message of Pub/Sub with a developer notification in it. */
  public static String push(String messageId, Map<String, Object> notification) {
    String data =
        Base64.getEncoder().encodeToString(json(notification).getBytes(StandardCharsets.UTF_8));
    return json(
        Map.of(
            "message",
            Map.of("data", data, "messageId", messageId),
            "subscription",
            "projects/double/subscriptions/rtdn"));
  }

  /** An App Store Server Notification v2 about a transaction. */
  public static String appStore(
      SigningChain chain, String id, String type, Map<String, Object> transaction) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("bundleId", transaction.get("bundleId"));
    data.put("environment", transaction.get("environment"));
    data.put("signedTransactionInfo", chain.sign(transaction));
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("notificationType", type);
    payload.put("notificationUUID", id);
    payload.put("version", "2.0");
    payload.put("signedDate", Instant.now().toEpochMilli());
    payload.put("data", data);
    return json(Map.of("signedPayload", chain.sign(payload)));
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map is JSON", e);
    }
  }
}
