package io.serai.receipt.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.notice.Notice;
import io.serai.notice.NoticeHandler;
import io.serai.notice.NoticeResult;
import io.serai.notice.NoticeScheme;
import io.serai.payment.SendBy;
import io.serai.provider.Provider;
import io.serai.provider.ProviderDirectory;
import io.serai.receipt.PurchaseNews;
import io.serai.receipt.ToldPurchases;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Stores tell that something happened to a purchase. Both kinds of notices are read as "look": they
 * may come late and out of order, so the store is asked how the purchase stands now.
 */
final class ReceiptNotices implements NoticeHandler {

  private static final Duration SEND_WITHIN = Duration.ofSeconds(5);

  /** Of what Google has a name in the request for. */
  private static final int SUBSCRIPTION = 1;

  private final ToldPurchases purchases;
  private final ProviderDirectory providers;
  private final Clock clock;

  ReceiptNotices(ToldPurchases purchases, ProviderDirectory providers, Clock clock) {
    this.purchases = purchases;
    this.providers = providers;
    this.clock = clock;
  }

  @Override
  public boolean takes(NoticeScheme scheme, String kind) {
    return switch (scheme) {
      case APP_STORE -> !kind.equals("TEST");
      case GOOGLE_PLAY -> !kind.startsWith("testNotification");
      case STRIPE, PAYPAL -> false;
    };
  }

  @Override
  public CompletableFuture<NoticeResult> apply(Notice notice) {
    PurchaseNews news =
        notice.scheme() == NoticeScheme.APP_STORE
            ? apple(notice.content().at("/data/transaction"))
            : google(notice.content());
    if (news == null) {
      return CompletableFuture.completedFuture(NoticeResult.kept("no_purchase"));
    }
    Provider store = providers.active().get(notice.provider());
    return purchases
        .look(news, store, SendBy.within(SEND_WITHIN, clock))
        .thenApply(
            looked ->
                switch (looked) {
                  case NONE -> NoticeResult.kept("no_receipt");
                  case HOLDS -> done("holds", news);
                  case ENDED -> done("ended", news);
                  case UNKNOWN -> NoticeResult.later("store_silent");
                });
  }

  private static NoticeResult done(String code, PurchaseNews news) {
    return NoticeResult.applied(code, news.transaction(), null);
  }

  private static @Nullable PurchaseNews apple(JsonNode transaction) {
    String id = transaction.path("transactionId").asText();
    String product = transaction.path("productId").asText();
    return id.isEmpty() || product.isEmpty()
        ? null
        : new PurchaseNews(
            null,
            transaction.path("originalTransactionId").asText(id),
            id,
            Map.of("transaction_id", id, "product", product));
  }

  private static @Nullable PurchaseNews google(JsonNode event) {
    JsonNode subscription = event.path("subscriptionNotification");
    JsonNode once = event.path("oneTimeProductNotification");
    JsonNode voided = event.path("voidedPurchaseNotification");
    if (subscription.isObject()) {
      return ofToken(subscription, true);
    }
    return once.isObject()
        ? ofToken(once, false)
        : ofToken(voided, voided.path("productType").asInt() == SUBSCRIPTION);
  }

  private static @Nullable PurchaseNews ofToken(JsonNode part, boolean subscription) {
    String token = part.path("purchaseToken").asText();
    return token.isEmpty()
        ? null
        : new PurchaseNews(
            token,
            null,
            null,
            Map.of("token", token, "kind", subscription ? "subscription" : "product"));
  }
}
