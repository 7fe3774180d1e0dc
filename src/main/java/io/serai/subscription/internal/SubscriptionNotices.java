package io.serai.subscription.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.notice.Notice;
import io.serai.notice.NoticeHandler;
import io.serai.notice.NoticeResult;
import io.serai.notice.NoticeScheme;
import io.serai.subscription.Subscriptions;
import java.util.concurrent.CompletableFuture;

/**
 * A provider tells that something has become of a subscription, such as that a period was paid: it
 * is read back at once, so that a notice alone changes nothing.
 */
final class SubscriptionNotices implements NoticeHandler {

  private final Subscriptions subscriptions;

  SubscriptionNotices(Subscriptions subscriptions) {
    this.subscriptions = subscriptions;
  }

  @Override
  public boolean takes(NoticeScheme scheme, String kind) {
    return switch (scheme) {
      case STRIPE -> kind.startsWith("customer.subscription.") || kind.startsWith("invoice.");
      case PAYPAL -> kind.startsWith("BILLING.SUBSCRIPTION.") || kind.startsWith("PAYMENT.SALE.");
      case APP_STORE, GOOGLE_PLAY -> false;
    };
  }

  @Override
  public CompletableFuture<NoticeResult> apply(Notice notice) {
    String reference = reference(notice);
    if (reference.isEmpty()) {
      return CompletableFuture.completedFuture(NoticeResult.kept("no_subscription"));
    }
    return subscriptions
        .readBackNow(notice.provider(), reference)
        .thenApply(
            known ->
                known
                    ? NoticeResult.applied("subscription_read", null, reference)
                    : NoticeResult.kept("no_subscription"));
  }

  /** What the provider calls the subscription; empty where it names none. */
  private static String reference(Notice notice) {
    JsonNode content = notice.content();
    if (notice.scheme() == NoticeScheme.PAYPAL) {
      JsonNode resource = content.path("resource");
      return notice.kind().startsWith("PAYMENT.SALE.")
          ? resource.path("billing_agreement_id").asText("")
          : resource.path("id").asText("");
    }
    JsonNode object = content.at("/data/object");
    if (notice.kind().startsWith("customer.subscription.")) {
      return object.path("id").asText("");
    }
    // Where an invoice names its subscription has changed with Stripe's version of 2025-03-31.
    String inside = object.at("/parent/subscription_details/subscription").asText("");
    return inside.isEmpty() ? object.path("subscription").asText("") : inside;
  }
}
