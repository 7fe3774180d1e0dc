package io.serai.notice.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.serai.provider.ProviderDirectory;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A push of Google's Pub/Sub: the OIDC token in {@code Authorization} is signed by Google, meant
 * for us and sent by the account that we know; the message is of our app.
 */
final class GooglePlayProof implements Proof {

  private static final Set<String> ISSUERS =
      Set.of("https://accounts.google.com", "accounts.google.com");
  private static final List<String> PARTS =
      List.of(
          "subscriptionNotification",
          "oneTimeProductNotification",
          "voidedPurchaseNotification",
          "testNotification");

  private final Expected expected;
  private final Keys keys;
  private final ProviderDirectory providers;
  private final Duration tolerance;
  private final Clock clock;

  /**
   * What a token must say.
   *
   * @param provider whose app it is about
   * @param audience whom it is meant for
   * @param sender the account that pushes
   * @param keysUrl where the keys of Google's tokens are
   */
  record Expected(String provider, String audience, String sender, String keysUrl) {}

  GooglePlayProof(
      Expected expected, Keys keys, ProviderDirectory providers, Duration tolerance, Clock clock) {
    this.expected = expected;
    this.keys = keys;
    this.providers = providers;
    this.tolerance = tolerance;
    this.clock = clock;
  }

  @Override
  public CompletableFuture<Told> check(Sent sent) {
    SignedJWT token;
    try {
      token = SignedJWT.parse(bearer(sent.header("authorization")));
    } catch (ParseException e) {
      return CompletableFuture.failedFuture(Sent.refused());
    }
    String kid = token.getHeader().getKeyID();
    if (kid == null || !JWSAlgorithm.RS256.equals(token.getHeader().getAlgorithm())) {
      return CompletableFuture.failedFuture(Sent.refused());
    }
    if (!isMeant(token)) {
      return CompletableFuture.failedFuture(Sent.refused()); // before anybody is asked for keys
    }
    Map<String, String> settings = settings();
    boolean sandbox = Sources.isSandbox(settings);
    return keys.get(expected.keysUrl(), sandbox)
        .thenCompose(
            known -> {
              Optional<JWK> key = key(known, kid);
              // A key that is not known may be a new one: the set is looked at once more.
              return key.isPresent()
                  ? CompletableFuture.completedFuture(key)
                  : keys.anew(expected.keysUrl(), sandbox).thenApply(fresh -> key(fresh, kid));
            })
        .thenApply(
            key -> {
              if (key.isEmpty() || !isSigned(token, key.get())) {
                throw Sent.refused();
              }
              return told(sent.body(), settings.getOrDefault("packageName", ""));
            });
  }

  private Map<String, String> settings() {
    return providers.active().get(expected.provider()).definition().settings();
  }

  private static String bearer(String authorization) {
    return authorization.regionMatches(true, 0, "Bearer ", 0, 7)
        ? authorization.substring(7).strip()
        : "";
  }

  private static Optional<JWK> key(byte[] set, String kid) {
    try {
      return Optional.ofNullable(
          JWKSet.parse(new String(set, StandardCharsets.UTF_8)).getKeyByKeyId(kid));
    } catch (ParseException e) {
      throw Sent.unchecked();
    }
  }

  private static boolean isSigned(SignedJWT token, JWK key) {
    try {
      return token.verify(new RSASSAVerifier(key.toRSAKey()));
    } catch (JOSEException | ClassCastException e) {
      return false;
    }
  }

  private boolean isMeant(SignedJWT token) {
    try {
      JWTClaimsSet claims = token.getJWTClaimsSet();
      Date ends = claims.getExpirationTime();
      Date issued = claims.getIssueTime();
      Instant now = clock.instant();
      return ends != null
          && now.isBefore(ends.toInstant())
          && issued != null
          && !issued.toInstant().isAfter(now.plus(tolerance))
          && ISSUERS.contains(String.valueOf(claims.getIssuer()))
          && claims.getAudience().equals(List.of(expected.audience()))
          && expected.sender().equals(claims.getStringClaim("email"))
          && Boolean.TRUE.equals(claims.getBooleanClaim("email_verified"));
    } catch (ParseException e) {
      return false;
    }
  }

  private static Told told(byte[] body, String app) {
    JsonNode message = Told.json(body).path("message");
    byte[] data;
    try {
      data = Base64.getDecoder().decode(message.path("data").asText());
    } catch (IllegalArgumentException e) {
      data = new byte[0];
    }
    JsonNode event = Told.json(data);
    if (event.has("packageName") && !event.path("packageName").asText().equals(app)) {
      throw Sent.refused();
    }
    JsonNode millis = event.path("eventTimeMillis");
    String id = message.path("messageId").asText(message.path("message_id").asText());
    return Told.of(
        body,
        id,
        kind(event),
        millis.asLong() > 0 ? Instant.ofEpochMilli(millis.asLong()) : null,
        event);
  }

  /** Such as {@code subscriptionNotification.2}; Google's words for its numbers change. */
  private static String kind(JsonNode event) {
    for (String part : PARTS) {
      if (event.has(part)) {
        String number = event.path(part).path("notificationType").asText();
        return number.isEmpty() ? part : part + "." + number;
      }
    }
    return "";
  }
}
