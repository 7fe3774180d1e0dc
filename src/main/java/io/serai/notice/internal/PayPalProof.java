package io.serai.notice.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32;

/**
 * PayPal's: SHA256withRSA over {@code <transmission id>|<time>|<our webhook's id>|<CRC-32 of the
 * body>}, by the certificate that a header names. That header is believed only as far as {@link
 * Keys} goes there.
 */
final class PayPalProof implements Proof {

  private static final String ALGORITHM = "SHA256withRSA";
  private static final int SHORTEST_KEY_BITS = 2048;

  private final String webhookId;
  private final Keys keys;
  private final BooleanSupplier sandbox;
  private final Duration tolerance;
  private final Clock clock;

  /**
   * PayPal's proof.
   *
   * @param sandbox whether it is PayPal's sandbox, or a double
   */
  PayPalProof(
      String webhookId, Keys keys, BooleanSupplier sandbox, Duration tolerance, Clock clock) {
    this.webhookId = webhookId;
    this.keys = keys;
    this.sandbox = sandbox;
    this.tolerance = tolerance;
    this.clock = clock;
  }

  @Override
  public CompletableFuture<Told> check(Sent sent) {
    String time = sent.header("paypal-transmission-time");
    Instant at = Told.instant(time);
    boolean timely =
        at != null && Duration.between(at, clock.instant()).abs().compareTo(tolerance) <= 0;
    if (!timely || !sent.header("paypal-auth-algo").equals(ALGORITHM)) {
      return CompletableFuture.failedFuture(Sent.refused());
    }
    String signed =
        String.join(
            "|", sent.header("paypal-transmission-id"), time, webhookId, checksum(sent.body()));
    return keys.get(sent.header("paypal-cert-url"), sandbox.getAsBoolean())
        .thenApply(
            certificate -> {
              if (!isSigned(certificate, signed, sent.header("paypal-transmission-sig"))) {
                throw Sent.refused();
              }
              return told(sent.body());
            });
  }

  private static String checksum(byte[] body) {
    CRC32 sum = new CRC32();
    sum.update(body);
    return Long.toString(sum.getValue());
  }

  private boolean isSigned(byte[] pem, String text, String signature) {
    try {
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(pem));
      certificate.checkValidity(Date.from(clock.instant()));
      if (!(certificate.getPublicKey() instanceof RSAPublicKey key)
          || key.getModulus().bitLength() < SHORTEST_KEY_BITS) {
        return false;
      }
      Signature check = Signature.getInstance(ALGORITHM);
      check.initVerify(key);
      check.update(text.getBytes(StandardCharsets.UTF_8));
      return check.verify(Base64.getDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  private static Told told(byte[] body) {
    JsonNode event = Told.json(body);
    return Told.of(
        body,
        event.path("id").asText(),
        event.path("event_type").asText(),
        Told.instant(event.path("create_time").asText()),
        event);
  }
}
