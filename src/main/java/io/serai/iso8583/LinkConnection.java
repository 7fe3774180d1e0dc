package io.serai.iso8583;

import io.netty.channel.Channel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of a link, and the approvals on it that are decided but not written. Each of them
 * ends exactly once: written, or announced as lost. Thread-safe.
 */
final class LinkConnection {

  private static final Logger LOG = LoggerFactory.getLogger(LinkConnection.class);

  private final Link link;
  private final String remote;
  private final Map<IsoMessage, IsoCall.Approval> unwritten = new ConcurrentHashMap<>();
  private volatile boolean closed;
  // These two belong to the connection's own thread.
  private int unanswered;
  private @Nullable Runnable whenAllAnswered;

  LinkConnection(Link link, Channel channel) {
    this.link = link;
    this.remote = String.valueOf(channel.remoteAddress());
    // The close future, not channelInactive: it is told even where the pipeline is already gone.
    var unused = channel.closeFuture().addListener(future -> closed());
  }

  Link link() {
    return link;
  }

  /** A request was read that will be answered; on the connection's own thread only. */
  void begun() {
    unanswered++;
  }

  /** An answer was written, or could not be; on the connection's own thread only. */
  void ended() {
    unanswered--;
    Runnable waiting = whenAllAnswered;
    if (unanswered == 0 && waiting != null) {
      whenAllAnswered = null;
      waiting.run();
    }
  }

  /** Runs when nothing is unanswered; on the connection's own thread only. */
  void whenAllAnswered(Runnable task) {
    if (unanswered == 0) {
      task.run();
    } else {
      whenAllAnswered = task;
    }
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

  private void closed() {
    closed = true;
    unwritten.keySet().forEach(this::lost);
  }

  /** One line for the people who run the link; it quotes nothing that came in. */
  void warn(String what) {
    LOG.warn("Link {}, {}: {}", link.config().name(), remote, what);
  }

  @Override
  public String toString() {
    return link.config().name() + " " + remote;
  }
}
