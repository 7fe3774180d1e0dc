package io.serai.iso8583;

import java.util.Objects;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** A request that waits for its answer; it travels with its exchange. */
final class IsoCall {

  static final String PROPERTY = "serai.iso8583.call";

  /**
   * That an answer approves.
   *
   * @param paymentId which payment
   * @param replay whether it repeats an earlier answer
   */
  record Approval(String paymentId, boolean replay) {}

  private final IsoMessage request;
  private final LinkConnection connection;
  private volatile @Nullable Approval approval;
  private volatile @Nullable IsoMessage answer;

  IsoCall(IsoMessage request, LinkConnection connection) {
    this.request = request;
    this.connection = connection;
  }

  static IsoCall of(Exchange exchange) {
    return Objects.requireNonNull(
        exchange.getProperty(PROPERTY, IsoCall.class), "not an exchange of an ISO 8583 link");
  }

  IsoMessage request() {
    return request;
  }

  LinkConnection connection() {
    return connection;
  }

  /** The payment that the answer approves, or null. */
  @Nullable Approval approval() {
    return approval;
  }

  void approves(Approval what) {
    approval = what;
  }

  /** The answer that was made, or null. */
  @Nullable IsoMessage answer() {
    return answer;
  }

  /** Settles the answer. */
  IsoMessage answer(IsoMessage made) {
    answer = made;
    return made;
  }

  @Override
  public String toString() {
    return connection + " " + request.mti();
  }
}
