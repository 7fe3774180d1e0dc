package io.serai.iso8583;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.serai.payment.LateLinkAnswer;
import io.serai.payment.SeraiException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jpos.iso.ISOException;
import org.jspecify.annotations.Nullable;

/**
 * One link in a process that is no hub: what stands at the other end of a hub's link, for people
 * and for tests. Connections, sessions, multiplexer and bytes are the hub's own; trace numbers come
 * from memory, begin anywhere, and go round. Thread-safe.
 */
public final class LoneLink implements AutoCloseable {

  private static final int BLOCKS = 1_000_000 / Stans.BLOCK;
  private static final int LAST_FIELD = 128;

  private final LinkThreads threads = new LinkThreads();
  private final CompletableFuture<Void> up = new CompletableFuture<>();
  private final Peer peer;
  private final Links links;
  private final Link link;

  /** Who uses the link; it is asked and told on the connections' threads and must not block. */
  public interface Peer {

    /** DE39 of the answer to a request that is no network management, as 1987 has it. */
    default String decide(IsoMessage request) {
      return ResponseCodes.ISSUER_UNAVAILABLE;
    }

    /** An answer came after its request had ended, or to none. */
    default void late() {}

    /** Something is worth a line for people; it quotes nothing that came in. */
    default void notice(String line) {}
  }

  private LoneLink(LinkConfig config, Path packagers, Peer peer) {
    this.peer = peer;
    AtomicInteger block = new AtomicInteger(ThreadLocalRandom.current().nextInt(1, BLOCKS));
    LinkSurroundings surroundings =
        new LinkSurroundings(
            Clock.systemUTC(),
            threads.timer(),
            Runnable::run,
            (name, hold, rest, done) -> OptionalInt.of(block.getAndIncrement() % BLOCKS),
            this::told,
            (name, request) -> CompletableFuture.completedFuture(ResponseCodes.INVALID_TRANSACTION),
            new SimpleMeterRegistry());
    try {
      links =
          new Links(
              Map.of(config.name(), config),
              any -> any.format().packager(any.name(), packagers, name -> List.of()),
              surroundings,
              threads,
              new AnswerMapper(Clock.systemUTC()));
      link = links.link(config.name());
      link.watcher(new Watch());
      link.startSending();
      link.receiver(this::receive);
    } catch (RuntimeException | Error e) {
      threads.close();
      throw e;
    }
  }

  /**
   * Opens one; it listens when this returns, or dials from now on.
   *
   * @param packagers the folder of packager files
   * @throws SeraiException if it cannot; the message says what to change
   */
  public static LoneLink open(LinkConfig config, Path packagers, Peer peer) {
    LoneLink opened = new LoneLink(config, packagers, peer);
    try {
      opened.links.open(opened.link);
      return opened;
    } catch (RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  /** Ends when the first connection may be used, or fails with why the first try did not. */
  public CompletableFuture<Void> up() {
    return up;
  }

  /** The connections over which requests may go. */
  public long connections() {
    return link.connections().stream().filter(LinkConnection::isUp).count();
  }

  /** The ports that it listens on; none where it dials. */
  public List<Integer> ports() {
    return links.sockets(link.config().name()) instanceof Listener listener
        ? listener.ports()
        : List.of();
  }

  /**
   * Sends a request over the connection with the fewest in flight.
   *
   * @param keepsTrace whether it goes out under its own DE7 and DE11
   * @return its answer; it fails with {@link NotSentException} where no byte left, with {@link
   *     AnswerTimeoutException} after the link's time-out
   */
  public CompletableFuture<IsoMessage> send(IsoMessage request, boolean keepsTrace) {
    try {
      return link.send(new Outgoing(request, keepsTrace, null)).answer();
    } catch (NotSentException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Tells each peer that has signed on that no more comes; it ends when all have answered. */
  public CompletableFuture<Void> signOff() {
    return CompletableFuture.allOf(
        link.connections().stream()
            .filter(LinkConnection::isUp)
            .map(connection -> connection.session().leave())
            .toArray(CompletableFuture<?>[]::new));
  }

  /** What keeps a message from being written, or null; it names the field and quotes nothing. */
  public @Nullable String problem(IsoMessage message) {
    if (isWritable(message)) {
      return null;
    }
    if (!isWritable(IsoMessage.of(message.mti()).build())) {
      return "it cannot be written; does the link need mac.keys?";
    }
    for (int number : message.printable().keySet()) {
      IsoMessage alone = IsoMessage.of(message.mti()).set(number, message.field(number)).build();
      if (!isWritable(alone)) {
        return "DE" + number + " does not fit: " + link.packager().name(number);
      }
    }
    return "it is too long for its frame";
  }

  private boolean isWritable(IsoMessage message) {
    try {
      return link.packager().pack(message).length > 0;
    } catch (ISOException | RuntimeException e) {
      return false; // its text may quote the value
    }
  }

  /** The message for people: a line with number, name and masked value for each data element. */
  public List<String> describe(IsoMessage message) {
    List<String> lines = new ArrayList<>();
    lines.add("MTI  " + message.mti());
    message
        .printable()
        .forEach(
            (number, value) ->
                lines.add(
                    "DE%-3d%s: %s"
                        .formatted(
                            number,
                            number <= LAST_FIELD ? link.packager().name(number) : "",
                            value)));
    return lines;
  }

  /** Answers what came in, signs off where it dialed, and closes. It waits for that. */
  @Override
  public void close() {
    links.close();
  }

  private void receive(IsoCall call) {
    IsoMessage request = call.request();
    LinkConnection from = call.connection();
    if (Session.isNetworkManagement(request)) {
      from.answer(call, from.session().answerTo(request));
      return;
    }
    IsoMessage made = Answers.to(request, peer.decide(request)).build();
    boolean placed = request.messageClass() == '1' || request.messageClass() == '2';
    from.answer(
        call,
        placed && Edition.isAccepted(made)
            ? made.toBuilder().set(38, request.field(11)).build()
            : made);
  }

  private void told(Object event) {
    if (event instanceof LateLinkAnswer) {
      peer.late();
    }
  }

  private final class Watch implements LinkWatcher {
    @Override
    public void up(LinkConnection connection, boolean now) {
      if (now) {
        up.complete(null);
      }
      boolean open = connection.channel().isActive();
      String how = now ? "up" : open ? "signed off" : "closed";
      peer.notice(connection.remote() + " is " + how);
    }

    @Override
    public void notDialed(String problem) {
      up.completeExceptionally(new ConnectException(problem));
      peer.notice(problem);
    }

    @Override
    public void problem(String problem) {
      if (link.config().dials()) {
        up.completeExceptionally(new IOException(problem));
      }
      peer.notice(problem);
    }
  }
}
