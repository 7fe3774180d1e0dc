package io.serai.iso8583;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The approvals on a connection that are decided but not written. Each of them ends exactly once:
 * written, or announced as lost. Thread-safe.
 */
final class Approvals {

  private final Link link;
  private final Map<IsoMessage, IsoCall.Approval> unwritten = new ConcurrentHashMap<>();
  private volatile boolean closed;

  Approvals(Link link) {
    this.link = link;
  }

  /**
   * Notes an approval that is about to be written; on a closed connection it is lost at once.
   *
   * @return false if the approval is being undone, so that it must not be told
   */
  boolean expect(IsoMessage answer, IsoCall.Approval approval) {
    if (!link.config().reverseLostAnswers()) {
      return true;
    }
    if (!link.deliveries().expect(approval.paymentId(), approval.replay())) {
      return false;
    }
    unwritten.put(answer, approval);
    // Set before closed() walks the map, so that either it or this line sees the answer.
    if (closed) {
      lost(answer);
    }
    return true;
  }

  void written(IsoMessage answer) {
    IsoCall.Approval approval = unwritten.remove(answer);
    if (approval != null) {
      link.deliveries().written(approval.paymentId());
    }
  }

  void lost(IsoMessage answer) {
    IsoCall.Approval approval = unwritten.remove(answer);
    if (approval != null) {
      link.lost(approval);
    }
  }

  /** The connection is closed: what is still noted is lost. */
  void closed() {
    closed = true;
    unwritten.keySet().forEach(this::lost);
  }
}
