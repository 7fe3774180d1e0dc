package io.serai.order.internal;

import io.serai.notice.Notice;
import io.serai.notice.NoticeHandler;
import io.serai.notice.NoticeResult;
import io.serai.notice.NoticeScheme;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * PayPal tells that a payer has approved, or what became of a capture: the order is seen to at once
 * and asks PayPal itself, so that a notice alone moves nothing.
 */
final class OrderNotices implements NoticeHandler {

  private static final String APPROVED = "CHECKOUT.ORDER.APPROVED";

  private static final Set<String> KINDS =
      Set.of(
          APPROVED,
          "PAYMENT.CAPTURE.COMPLETED",
          "PAYMENT.CAPTURE.DENIED",
          "PAYMENT.CAPTURE.DECLINED");

  private final OrderStore store;
  private final Clock clock;
  private final Executor worker;

  OrderNotices(OrderStore store, Clock clock, Executor worker) {
    this.store = store;
    this.clock = clock;
    this.worker = worker;
  }

  @Override
  public boolean takes(NoticeScheme scheme, String kind) {
    return scheme == NoticeScheme.PAYPAL && KINDS.contains(kind);
  }

  @Override
  public CompletableFuture<NoticeResult> apply(Notice notice) {
    String reference =
        notice
            .content()
            .at(
                notice.kind().equals(APPROVED)
                    ? "/resource/id"
                    : "/resource/supplementary_data/related_ids/order_id")
            .asText();
    return CompletableFuture.supplyAsync(
        () ->
            store
                .hurry(notice.provider(), reference, clock.instant())
                .map(order -> NoticeResult.applied("order_due", order, null))
                .orElseGet(() -> NoticeResult.kept("no_order")),
        worker);
  }
}
