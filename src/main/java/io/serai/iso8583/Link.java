package io.serai.iso8583;

import io.serai.payment.AnswerLost;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A link at work: what its connections share. Thread-safe. */
final class Link {

  private static final Logger LOG = LoggerFactory.getLogger(Link.class);

  private final LinkConfig config;
  private final Packager packager;
  private final Consumer<AnswerLost> lostAnswers;
  private final Deliveries deliveries = new Deliveries();
  private volatile boolean reading = true;

  /**
   * A link.
   *
   * @param config how it is set up
   * @param packager how its messages are written
   * @param lostAnswers told of each approval that nobody heard of, on whatever thread found out; it
   *     must not block
   */
  Link(LinkConfig config, Packager packager, Consumer<AnswerLost> lostAnswers) {
    this.config = config;
    this.packager = packager;
    this.lostAnswers = lostAnswers;
  }

  LinkConfig config() {
    return config;
  }

  Packager packager() {
    return packager;
  }

  /** Whether requests are still taken. */
  boolean isReading() {
    return reading;
  }

  void stopReading() {
    reading = false;
  }

  Deliveries deliveries() {
    return deliveries;
  }

  /** An approval ends without an answer that could tell of it. */
  void neverTold(String paymentId) {
    if (deliveries.expect(paymentId, false)) {
      lost(new IsoCall.Approval(paymentId, false));
    }
  }

  /** An answer could not be written; where nobody else heard of the approval, it is undone. */
  void lost(IsoCall.Approval approval) {
    if (deliveries.lost(approval.paymentId(), approval.replay())) {
      announceLost(approval.paymentId());
    }
  }

  private void announceLost(String paymentId) {
    LOG.warn("Link {}: the approval of {} was not delivered", config.name(), paymentId);
    try {
      lostAnswers.accept(new AnswerLost(paymentId, config.name()));
    } catch (RuntimeException e) {
      // The others that were lost with the same connection must still be announced.
      LOG.error("Link {}: the lost approval of {} is not undone", config.name(), paymentId, e);
    }
  }
}
