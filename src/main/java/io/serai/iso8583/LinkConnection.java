package io.serai.iso8583;

import io.netty.channel.Channel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
  private final Map<IsoMessage, String> unwritten = new ConcurrentHashMap<>();
  private volatile boolean closed;

  LinkConnection(Link link, Channel channel) {
    this.link = link;
    this.remote = String.valueOf(channel.remoteAddress());
    // The close future, not channelInactive: it is told even where the pipeline is already gone.
    var unused = channel.closeFuture().addListener(future -> closed());
  }

  Link link() {
    return link;
  }

  /** Notes an approval that is about to be written; on a closed connection it is lost at once. */
  void expect(IsoMessage answer, String paymentId) {
    if (link.config().reverseLostAnswers()) {
      unwritten.put(answer, paymentId);
      // Set before closed() walks the map, so that either it or this line sees the answer.
      if (closed) {
        lost(answer);
      }
    }
  }

  boolean expects(IsoMessage answer) {
    return unwritten.containsKey(answer);
  }

  void written(IsoMessage answer) {
    unwritten.remove(answer);
  }

  void lost(IsoMessage answer) {
    String paymentId = unwritten.remove(answer);
    if (paymentId != null) {
      link.announceLost(paymentId);
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
