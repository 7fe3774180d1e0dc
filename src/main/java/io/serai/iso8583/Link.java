package io.serai.iso8583;

import io.serai.payment.AnswerLost;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A link at work: what its connections share. Thread-safe. */
final class Link {

  private static final Logger LOG = LoggerFactory.getLogger(Link.class);

  /** Numbers are taken with the intent, and sent once that is on disk. */
  private static final Duration LONGEST_JOURNALING = Duration.ofSeconds(30);

  private final LinkConfig config;
  private final Packager packager;
  private final LinkSurroundings around;
  private final Multiplexer multiplexer;
  private final Stans stans;
  private final Traces traces;
  private final Deliveries deliveries = new Deliveries();
  private final Warnings warnings;
  private final LinkMeters meters;
  private final Set<LinkConnection> connections = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Receiver receiver;
  private volatile LinkWatcher watcher = LinkWatcher.NOBODY;
  private volatile boolean reading = true;
  private volatile boolean sending;

  /**
   * A link.
   *
   * @param config how it is set up
   * @param packager how its messages are written
   * @param around what it shares with others
   */
  Link(LinkConfig config, Packager packager, LinkSurroundings around) {
    this.config = config;
    this.packager = packager;
    this.around = around;
    LinkRequests requests = config.requests();
    this.warnings = new Warnings(config.name());
    this.meters = new LinkMeters(around.meters(), config.name());
    meters.show(connections);
    this.multiplexer = new Multiplexer(config.name(), requests, around.timer(), meters, this::tell);
    this.stans =
        new Stans(
            config.name(),
            requests.timeout().plus(requests.lateAnswers()).plus(LONGEST_JOURNALING),
            around.stans(),
            around.background());
    this.traces = new Traces(stans, around.clock());
  }

  LinkConfig config() {
    return config;
  }

  Packager packager() {
    return packager;
  }

  Multiplexer multiplexer() {
    return multiplexer;
  }

  Traces traces() {
    return traces;
  }

  NetworkKeys keys() {
    return around.keys();
  }

  Warnings warnings() {
    return warnings;
  }

  LinkMeters meters() {
    return meters;
  }

  Deliveries deliveries() {
    return deliveries;
  }

  Instant now() {
    return around.clock().instant();
  }

  /** Tells the hub of something; what a listener does wrong is logged and stops here. */
  void tell(Object event) {
    try {
      around.events().accept(event);
    } catch (RuntimeException e) {
      LOG.error("Link {}: a listener failed on {}", config.name(), event.getClass(), e);
    }
  }

  /** Who takes the peer's requests, or null. */
  @Nullable Receiver receiver() {
    return receiver;
  }

  void receiver(@Nullable Receiver who) {
    receiver = who;
  }

  LinkWatcher watcher() {
    return watcher;
  }

  void watcher(LinkWatcher who) {
    watcher = who;
  }

  /** Whether requests are sent over it. */
  boolean isSending() {
    return sending;
  }

  /** From now on requests are sent over it, so that trace numbers are needed. */
  synchronized void startSending() {
    if (!sending) {
      sending = true;
      stans.prepare();
      tendLater();
    }
  }

  /** For as long as the timer runs; a quiet link's next request must find a number too. */
  private void tendLater() {
    var unused =
        around
            .timer()
            .newTimeout(
                due -> {
                  stans.tend();
                  tendLater();
                },
                Stans.TENDED_EVERY.toMillis(),
                TimeUnit.MILLISECONDS);
  }

  /** Whether requests of the peer are still taken. */
  boolean isReading() {
    return reading;
  }

  /** Takes no more requests; answers are still written. There is no way back. */
  void stopReading() {
    reading = false;
    connections.forEach(connection -> connection.execute(connection.intake()::read));
  }

  /** A connection is there; false if there are as many as may be already. */
  synchronized boolean add(LinkConnection connection) {
    if (connections.size() >= config.peer().connections()) {
      return false;
    }
    connections.add(connection);
    var unused =
        connection.channel().closeFuture().addListener(closed -> connections.remove(connection));
    return true;
  }

  /** Those that are open. */
  Set<LinkConnection> connections() {
    return connections;
  }

  /**
   * Sends a request on the connection with the fewest in flight.
   *
   * @throws NotSentException if nothing was sent
   */
  Sent send(Outgoing outgoing) throws NotSentException {
    if (outgoing.isTooLate()) {
      throw new NotSentException.TooLateToSend(config.name());
    }
    LinkConnection connection = withAPlace();
    try {
      IsoMessage sent = outgoing.message(traces);
      Pending pending = new Pending(multiplexer.key(sent), connection, outgoing, sent, true);
      multiplexer.begin(pending, config.requests().timeout());
      connection.write(pending);
      return new Sent(sent.field(11), sent.field(7), pending.answer());
    } catch (NotSentException e) {
      connection.inFlight().leavePlace();
      throw e;
    }
  }

  /** Sends network management on a connection, up or not; it takes no place. */
  CompletableFuture<IsoMessage> ask(LinkConnection on, IsoMessage request, Duration within) {
    Outgoing outgoing = new Outgoing(request, true, null);
    Pending pending = new Pending(multiplexer.key(request), on, outgoing, request, false);
    try {
      multiplexer.begin(pending, within);
      on.write(pending);
      return pending.answer();
    } catch (NotSentException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private LinkConnection withAPlace() throws NotSentException {
    List<LinkConnection> up =
        connections.stream()
            .filter(LinkConnection::isUp)
            .sorted(Comparator.comparingInt(c -> c.inFlight().count()))
            .toList();
    for (LinkConnection connection : up) {
      if (connection.channel().isWritable()
          && connection.inFlight().takePlace(config.requests().inFlight())) {
        return connection;
      }
    }
    throw up.isEmpty()
        ? new NotSentException.LinkDown(config.name())
        : new NotSentException.LinkBusy(config.name());
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
      LOG.warn(
          "Link {}: the approval of {} was not delivered", config.name(), approval.paymentId());
      // The others that were lost with the same connection must be announced whatever happens.
      tell(new AnswerLost(approval.paymentId(), config.name()));
    }
  }
}
