package io.serai.notice.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * {@code Stripe-Signature: t=<seconds>,v1=<hex>[,v1=…]}: HMAC-SHA256 over the time, a dot and the
 * body, by any of the endpoint's secrets. All are compared, each in constant time.
 */
final class StripeProof implements Proof {

  private static final String ALGORITHM = "HmacSHA256";
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
  private static final int MOST_SIGNATURES = 16;

  private final List<SecretKeySpec> keys;
  private final Duration tolerance;
  private final Clock clock;

  StripeProof(List<String> secrets, Duration tolerance, Clock clock) {
    this.keys =
        secrets.stream()
            .map(text -> new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), ALGORITHM))
            .toList();
    this.tolerance = tolerance;
    this.clock = clock;
  }

  /** What the header says. */
  private record Header(String time, List<byte[]> signatures) {}

  @Override
  public CompletableFuture<Told> check(Sent sent) {
    Header header = header(sent.header("stripe-signature"));
    return header != null && isTimely(header.time()) && isSigned(header, sent.body())
        ? CompletableFuture.completedFuture(told(sent.body()))
        : CompletableFuture.failedFuture(Sent.refused());
  }

  private static @Nullable Header header(String text) {
    String time = null;
    List<byte[]> signatures = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      String[] pair = part.strip().split("=", 2);
      String value = pair.length == 2 ? pair[1] : "";
      if (pair[0].equals("t")) {
        if (time != null || !SECONDS.matcher(value).matches()) {
          return null; // of two times one is a lie
        }
        time = value;
      } else if (pair[0].equals("v1") && HEX.matcher(value).matches()) {
        signatures.add(HexFormat.of().parseHex(value));
      }
    }
    return time == null || signatures.size() > MOST_SIGNATURES
        ? null
        : new Header(time, signatures);
  }

  private boolean isTimely(String time) {
    Duration away =
        Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), clock.instant()).abs();
    return away.compareTo(tolerance) <= 0;
  }

  private boolean isSigned(Header header, byte[] body) {
    boolean signed = false;
    for (SecretKeySpec key : keys) {
      byte[] wanted = hmac(key, header.time(), body);
      for (byte[] given : header.signatures()) {
        signed |= MessageDigest.isEqual(wanted, given);
      }
    }
    return signed;
  }

  private static byte[] hmac(SecretKeySpec key, String time, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update((time + ".").getBytes(StandardCharsets.US_ASCII));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  private static Told told(byte[] body) {
    JsonNode event = Told.json(body);
    JsonNode created = event.path("created");
    return Told.of(
        body,
        event.path("id").asText(),
        event.path("type").asText(),
        created.isIntegralNumber() ? Instant.ofEpochSecond(created.asLong()) : null,
        event);
  }
}
