package io.serai.notice.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.provider.AppleSignature;
import io.serai.provider.ProviderDirectory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * App Store Server Notifications v2: the payload and the transaction in it are JWS, each checked
 * without asking anybody, and must be of our app and our environment. Roots, app and environment
 * are the provider's settings, as for receipts.
 */
final class AppStoreProof implements Proof {

  private final String provider;
  private final ProviderDirectory providers;
  private volatile @Nullable Trust trust;

  AppStoreProof(String provider, ProviderDirectory providers) {
    this.provider = provider;
    this.providers = providers;
  }

  /** Whom it trusts, and the files that this was read from. */
  private record Trust(String files, AppleSignature apple) {}

  @Override
  public CompletableFuture<Told> check(Sent sent) {
    try {
      return CompletableFuture.completedFuture(told(sent));
    } catch (AppleSignature.Forged e) {
      return CompletableFuture.failedFuture(Sent.refused());
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private Told told(Sent sent) throws AppleSignature.Forged {
    Map<String, String> settings = providers.active().get(provider).definition().settings();
    AppleSignature apple = trusted(settings.getOrDefault("rootFiles", ""));
    if (apple.isBlind()) {
      throw Sent.unchecked(); // ours to mend; Apple comes again
    }
    JsonNode event = claims(apple, Told.json(sent.body()).path("signedPayload"));
    JsonNode data = event.path("data");
    // A summary of many renewals, and what concerns no one purchase, has its words elsewhere.
    JsonNode about =
        data.isObject()
            ? data
            : event.path("summary").isObject()
                ? event.path("summary")
                : event.path("externalPurchaseToken");
    check(about, settings);
    if (data instanceof ObjectNode object) {
      open(apple, object, "signedTransactionInfo", "transaction");
      open(apple, object, "signedRenewalInfo", "renewal");
      checkTransaction(object.path("transaction"), settings);
    }
    String subtype = event.path("subtype").asText();
    return Told.of(
        sent.body(),
        event.path("notificationUUID").asText(),
        event.path("notificationType").asText() + (subtype.isEmpty() ? "" : "." + subtype),
        Instant.ofEpochMilli(event.path("signedDate").asLong()),
        event);
  }

  private AppleSignature trusted(String files) {
    Trust known = trust;
    if (known == null || !known.files().equals(files)) {
      known = new Trust(files, AppleSignature.trusting("rootFiles", files));
      trust = known;
    }
    return known.apple();
  }

  private static JsonNode claims(AppleSignature apple, JsonNode signed)
      throws AppleSignature.Forged {
    return Told.json(apple.claims(signed.asText()).getBytes(StandardCharsets.UTF_8));
  }

  private static void open(AppleSignature apple, ObjectNode data, String signed, String opened)
      throws AppleSignature.Forged {
    JsonNode given = data.remove(signed);
    data.remove(opened); // nothing unsigned stands under that name
    if (given != null) {
      data.set(opened, claims(apple, given));
    }
  }

  private static void check(JsonNode about, Map<String, String> settings) {
    if (!about.path("bundleId").asText().equals(settings.get("bundleId"))
        || !isOurs(about.path("environment").asText(), settings)) {
      throw Sent.refused();
    }
  }

  private static void checkTransaction(JsonNode transaction, Map<String, String> settings) {
    if (!transaction.isMissingNode()) {
      check(transaction, settings);
    }
  }

  private static boolean isOurs(String environment, Map<String, String> settings) {
    // What concerns no purchase, such as a token of an external one, has none.
    return environment.isEmpty()
        || environment.toLowerCase(Locale.ROOT).equals(settings.get("environment"))
        || "accept".equals(settings.get("otherEnvironment"));
  }
}
