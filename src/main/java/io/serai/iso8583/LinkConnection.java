package io.serai.iso8583;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection of a link: what is under way on it in both directions. Thread-safe. */
final class LinkConnection {

  private static final Logger LOG = LoggerFactory.getLogger(LinkConnection.class);

  private final Link link;
  private final Channel channel;
  private final String remote;
  private final Approvals approvals;
  private final InFlight inFlight = new InFlight();
  private final Intake intake;
  private final Session session;
  private volatile @Nullable String certificateSha256;
  private volatile boolean up;
  private volatile boolean wasUp;

  LinkConnection(Link link, Channel channel) {
    this(link, channel, String.valueOf(channel.remoteAddress()));
  }

  /**
   * A connection.
   *
   * @param remote the peer, for people; a channel that is being dialed does not know it yet
   */
  LinkConnection(Link link, Channel channel, String remote) {
    this.link = link;
    this.channel = channel;
    this.remote = remote;
    this.approvals = new Approvals(link);
    this.intake = new Intake(link, channel, inFlight);
    this.session = new Session(this);
    // The close future, not channelInactive: it is told even where the pipeline is already gone.
    var unused = channel.closeFuture().addListener(future -> closed());
  }

  /** The peer, for people. */
  String remote() {
    return remote;
  }

  Link link() {
    return link;
  }

  Channel channel() {
    return channel;
  }

  Session session() {
    return session;
  }

  InFlight inFlight() {
    return inFlight;
  }

  Intake intake() {
    return intake;
  }

  Approvals approvals() {
    return approvals;
  }

  /** SHA-256 in hex of the peer's certificate; null where it showed none. */
  @Nullable String certificateSha256() {
    String known = certificateSha256;
    if (known == null) {
      SslHandler tls = channel.pipeline().get(SslHandler.class);
      known = tls == null ? "" : PeerCertificate.sha256(tls.engine().getSession());
      certificateSha256 = known;
    }
    return known.isEmpty() ? null : known;
  }

  /** Whether requests may be sent: the session says so. */
  boolean isUp() {
    return up && channel.isActive();
  }

  void up(boolean now) {
    if (up != now) {
      up = now;
      wasUp |= now;
      if (link.config().dials()) {
        LOG.info("Link {} is {}", this, now ? "up" : "down");
      }
      link.watcher().up(this, now);
    }
  }

  /** Whether it ever was up. */
  boolean wasUp() {
    return wasUp;
  }

  /** Writes a request of ours, later, on the connection's own thread. */
  void write(Pending pending) {
    if (inFlight.add(pending)) {
      execute(() -> RequestWriter.write(pending));
    } else {
      link.multiplexer().lost(pending);
    }
  }

  /** A request of ours has ended. */
  void left(Pending pending) {
    inFlight.remove(pending);
    execute(intake::checkQuiet);
  }

  /** Writes the answer to a call; an approval that is being undone is not told. */
  void answer(IsoCall call, IsoMessage answer) {
    IsoCall.Approval approval = call.approval();
    IsoMessage told =
        approval == null || approvals.expect(answer, approval)
            ? answer
            : call.answer(Answers.to(call.request(), ResponseCodes.ISSUER_UNAVAILABLE).build());
    write(told);
    if (Session.isNetworkManagement(call.request())) {
      session.answered(call.request(), told);
    }
  }

  /** Writes an answer. */
  void write(IsoMessage answer) {
    var unused = channel.writeAndFlush(answer);
  }

  /** Runs a task on the connection's own thread, or here once that has ended. */
  void execute(Runnable task) {
    if (channel.eventLoop().inEventLoop()) {
      task.run();
      return;
    }
    try {
      channel.eventLoop().execute(task);
    } catch (RejectedExecutionException e) {
      task.run();
    }
  }

  /** The peer takes no bytes, so that what waits for it would leave too late: ends it. */
  void stalled() {
    if (channel.isActive()) {
      warn("the peer takes no bytes; the connection is closed");
      var unused = channel.close();
    }
  }

  private void closed() {
    up(false);
    approvals.closed();
    inFlight.close(link.multiplexer()::lost);
  }

  /** One line for the people who run the link; it quotes nothing that came in. */
  void warn(String what) {
    link.warnings().warn(remote, what);
    link.watcher().problem(remote + ": " + what);
  }

  @Override
  public String toString() {
    return link.config().name() + " " + remote;
  }
}
