package io.serai.doubles;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * {@code google}: {@code POST /token} for a JWT in RS256, {@code purchases.products.get} and {@code
 * purchases.subscriptionsv2.get}. A token says what it is of: {@code sub-<state>-…} is a
 * subscription of {@code premium_monthly} in that state ({@code active}, {@code on_hold} …), {@code
 * coins-purchased-…}, {@code coins-canceled-…} and {@code coins-pending-…} are purchases of
 * whatever is asked, one with {@code -test-} in it is a tester's, without an order id; {@code
 * forged-…} is answered 400, {@code gone-…} 410, others 404. Of others it is told by {@link
 * Purchases}. A decline's code is a status (410), or a subscription's state.
 */
public final class GooglePlayShape implements WireShape {

  private static final Pattern PURCHASE =
      Pattern.compile(
          "/androidpublisher/v3/applications/([^/]+)/purchases/"
              + "(?:products/([^/]+)|subscriptionsv2)/tokens/(.+)");
  private static final Pattern NAME = Pattern.compile("(sub|coins)-([a-z_]+)-.*");
  private static final String KEY_ID = "double";
  private static final int BITS = 2048;
  private static final Duration MONTH = Duration.ofDays(1); // a tester's month (S1.52)

  private final Purchases purchases = new Purchases();
  private final Set<String> tokens = ConcurrentHashMap.newKeySet();
  private final AtomicInteger granted = new AtomicInteger();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile @Nullable KeyPair account;

  /** What it was told of, by token. */
  public Purchases purchases() {
    return purchases;
  }

  /** How many tokens it has given. */
  public int granted() {
    return granted.get();
  }

  /** Takes back all tokens that it gave. */
  public void revokeTokens() {
    tokens.clear();
  }

  /** Writes the file of a service account whose signature is checked. */
  public Path writeServiceAccount(Path file, URI at) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      KeyPair keys = generator.generateKeyPair();
      account = keys;
      Map<String, String> json = new LinkedHashMap<>();
      json.put("type", "service_account");
      json.put("client_email", "serai@double.invalid");
      json.put("private_key_id", KEY_ID);
      json.put("private_key", pem(keys.getPrivate().getEncoded()));
      json.put("token_uri", at + "/token");
      Files.createDirectories(file.toAbsolutePath().getParent());
      return Files.write(file, new JsonMapper().writeValueAsBytes(json));
    } catch (GeneralSecurityException | IOException e) {
      throw new UncheckedIOException(new IOException("the account cannot be written", e));
    }
  }

  private static String pem(byte[] der) {
    String kind = "PRIVATE KEY";
    return "-----BEGIN "
        + kind
        + "-----\n"
        + Base64.getMimeEncoder().encodeToString(der)
        + "\n-----END "
        + kind
        + "-----\n";
  }

  @Override
  public Call read(HttpCall http) throws BadRequest {
    if (http.is(HttpMethod.POST, "/token")) {
      checkAssertion(http);
      return Call.inquiry("token");
    }
    Matcher purchase = PURCHASE.matcher(http.path());
    if (!http.method().equals(HttpMethod.GET) || !purchase.matches()) {
      throw BadRequest.noSuchPath(http);
    }
    String bearer = http.headers().get(HttpHeaderNames.AUTHORIZATION, "");
    if (!tokens.contains(bearer.replaceFirst("^Bearer ", ""))) {
      throw new BadRequest(401, "UNAUTHENTICATED", "Authorization", "is no token of ours");
    }
    return new Call(
        Operation.VERIFY, "asked-" + asked.incrementAndGet(), null, null, 0, "", purchase.group(3));
  }

  private void checkAssertion(HttpCall http) throws BadRequest {
    var form =
        new QueryStringDecoder(new String(http.body(), StandardCharsets.UTF_8), false).parameters();
    String grant = String.join("", form.getOrDefault("grant_type", List.of()));
    String assertion = String.join("", form.getOrDefault("assertion", List.of()));
    try {
      SignedJWT jwt = SignedJWT.parse(assertion);
      KeyPair mine = account;
      boolean known =
          mine == null
              || (KEY_ID.equals(jwt.getHeader().getKeyID())
                  && jwt.verify(new RSASSAVerifier((RSAPublicKey) mine.getPublic())));
      if (!grant.equals("urn:ietf:params:oauth:grant-type:jwt-bearer")
          || !JWSAlgorithm.RS256.equals(jwt.getHeader().getAlgorithm())
          || !jwt.getJWTClaimsSet().getAudience().get(0).endsWith("/token")
          || !jwt.getJWTClaimsSet().getStringClaim("scope").endsWith("/auth/androidpublisher")
          || jwt.getJWTClaimsSet().getExpirationTime().toInstant().isBefore(Instant.now())
          || !known) {
        throw new BadRequest("assertion", "is not signed by an account of ours");
      }
    } catch (ParseException | JOSEException | RuntimeException e) {
      throw new BadRequest("assertion", "is no JWT");
    }
  }

  @Override
  public Reply.Json write(HttpCall http, Call call, Verdict verdict) {
    if (call.operation() == Operation.INQUIRY) {
      String token = "ya29.double-" + granted.incrementAndGet();
      tokens.add(token);
      return new Reply.Json(
          200, Map.of("access_token", token, "expires_in", 3599, "token_type", "Bearer"));
    }
    Matcher asked = PURCHASE.matcher(http.path());
    if (!asked.matches()) {
      throw new IllegalStateException("it was read before");
    }
    String product = asked.group(2);
    String token = asked.group(3);
    if (verdict instanceof Verdict.Declined declined) {
      String code = declined.code();
      return code.matches("[0-9]{3}")
          ? error(Integer.parseInt(code))
          : subscription(token, code, false);
    }
    Reply.Json told = purchases.get(token);
    return told == null ? known(product, token) : told;
  }

  private static Reply.Json known(@Nullable String product, String token) {
    Matcher name = NAME.matcher(token);
    boolean test = token.contains("-test-");
    if (name.matches() && name.group(1).equals(product == null ? "sub" : "coins")) {
      return product == null
          ? subscription(token, name.group(2), test)
          : product(token, name.group(2), test);
    }
    return error(token.startsWith("forged-") ? 400 : token.startsWith("gone-") ? 410 : 404);
  }

  private static Reply.Json product(String token, String state, boolean test) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("kind", "androidpublisher#productPurchase");
    body.put("purchaseTimeMillis", String.valueOf(Instant.now().toEpochMilli()));
    body.put("purchaseState", List.of("purchased", "canceled", "pending").indexOf(state));
    body.put("consumptionState", 0);
    body.put("acknowledgementState", 0);
    if (test) {
      body.put("purchaseType", 0);
    } else {
      body.put("orderId", order(token));
    }
    return new Reply.Json(200, body);
  }

  private static Reply.Json subscription(String token, String state, boolean test) {
    Instant now = Instant.now();
    Instant end = state.equals("expired") ? now.minus(MONTH) : now.plus(MONTH);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("kind", "androidpublisher#subscriptionPurchaseV2");
    body.put("startTime", now.toString());
    body.put("subscriptionState", "SUBSCRIPTION_STATE_" + state.toUpperCase(Locale.ROOT));
    body.put("acknowledgementState", "ACKNOWLEDGEMENT_STATE_ACKNOWLEDGED");
    if (test) {
      body.put("testPurchase", Map.of());
    } else {
      body.put("latestOrderId", order(token));
    }
    body.put(
        "lineItems", List.of(Map.of("productId", "premium_monthly", "expiryTime", end.toString())));
    return new Reply.Json(200, body);
  }

  /** An order id as Google writes them, of the token. */
  public static String order(String token) {
    CRC32 sum = new CRC32();
    sum.update(token.getBytes(StandardCharsets.UTF_8));
    String digits = String.format(Locale.ROOT, "%017d", sum.getValue());
    return "GPA."
        + String.join(
            "-",
            digits.substring(0, 4),
            digits.substring(4, 8),
            digits.substring(8, 12),
            digits.substring(12));
  }

  private static Reply.Json error(int status) {
    String reason =
        Objects.requireNonNullElse(
            Map.of(400, "invalid", 404, "purchaseTokenNotFound", 410, "purchaseTokenNoLongerValid")
                .get(status),
            "failed");
    return new Reply.Json(
        status,
        Map.of(
            "error",
            Map.of(
                "code",
                status,
                "message",
                "Error " + status + ".",
                "errors",
                List.of(Map.of("reason", reason, "domain", "androidpublisher")))));
  }

  @Override
  public Reply.Json write(Call call, Verdict verdict) {
    throw new IllegalStateException("a store needs the request");
  }

  @Override
  public Reply.Json unavailable() {
    return error(503);
  }

  @Override
  public Reply.Json invalid(BadRequest bad) {
    return new Reply.Json(
        bad.status(),
        Map.of("error", Map.of("code", bad.status(), "message", String.valueOf(bad.getMessage()))));
  }
}
