package io.serai.order.internal;

import io.serai.payment.Money;
import io.serai.upkeep.DueRow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order as it stands on disk. Immutable.
 *
 * @param id {@code ord_…}
 * @param fingerprint of the request that made it
 * @param total what it costs, priced when it was made
 * @param provider who is paid through
 * @param code why it is so, if there is a reason to tell
 * @param reference the provider's name for it
 * @param approvalUrl where the payer approves
 * @param payment the payment that captures it
 * @param seq the number of its latest event
 * @param tries of what is being done now
 * @param expiresAt until when the payer, then the capture, may take
 */
record Order(
    String id,
    String tenant,
    String fingerprint,
    OrderRequest request,
    Money total,
    String provider,
    OrderState state,
    @Nullable String code,
    @Nullable String reference,
    @Nullable String approvalUrl,
    @Nullable String payment,
    int seq,
    int tries,
    Instant expiresAt,
    String trace,
    Instant createdAt)
    implements DueRow {

  @Override
  public String title() {
    return "Order " + id;
  }

  /** What becomes of it when nothing changes but when it is looked at again. */
  Next again(@Nullable String why, Instant dueAt) {
    return new Next(state, why, reference, approvalUrl, payment, tries + 1, dueAt, expiresAt);
  }

  /** What becomes of it in another state. */
  Next become(OrderState next, @Nullable String why, @Nullable Instant dueAt) {
    return new Next(next, why, reference, approvalUrl, payment, 0, dueAt, expiresAt);
  }

  /**
   * What becomes of an order.
   *
   * @param dueAt when it is seen to again; null once nothing is left to do
   */
  record Next(
      OrderState state,
      @Nullable String code,
      @Nullable String reference,
      @Nullable String approvalUrl,
      @Nullable String payment,
      int tries,
      @Nullable Instant dueAt,
      Instant expiresAt)
      implements DueRow.Next<Next> {

    @Override
    public Next dueAt(Instant other) {
      return new Next(state, code, reference, approvalUrl, payment, tries, other, expiresAt);
    }

    /** The same, at the provider. */
    Next at(@Nullable String name, @Nullable String url) {
      return new Next(state, code, name, url, payment, tries, dueAt, expiresAt);
    }

    /** The same, taken by a payment. */
    Next takenBy(String id) {
      return new Next(state, code, reference, approvalUrl, id, tries, dueAt, expiresAt);
    }

    /** The same, with another end of the time that it may take. */
    Next until(Instant end) {
      return new Next(state, code, reference, approvalUrl, payment, tries, dueAt, end);
    }
  }
}
