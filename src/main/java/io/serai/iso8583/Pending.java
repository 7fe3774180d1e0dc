package io.serai.iso8583;

import io.netty.util.Timeout;
import io.serai.payment.SendBy;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A request of ours and what is known of it. It ends once; a late answer may still find it. */
final class Pending {

  private final String key;
  private final LinkConnection connection;
  private final @Nullable String reference;
  private final @Nullable SendBy sendBy;
  private final boolean counted;
  private final CompletableFuture<IsoMessage> answer = new CompletableFuture<>();
  private final AtomicBoolean ended = new AtomicBoolean();
  // Both are let go at the end: a late answer needs neither, and they hold card data.
  private volatile @Nullable IsoMessage original;
  private volatile @Nullable IsoMessage sent;
  private volatile @Nullable Timeout timeout;
  private volatile boolean written;
  private volatile boolean handedOver;
  private volatile boolean taken;

  /**
   * A request.
   *
   * @param key by which its answer is known
   * @param connection that it goes out on
   * @param outgoing as the caller gave it
   * @param sent as it goes out
   * @param counted whether it takes one of the connection's places
   */
  Pending(
      String key, LinkConnection connection, Outgoing outgoing, IsoMessage sent, boolean counted) {
    this.key = key;
    this.connection = connection;
    this.original = outgoing.request();
    this.sent = sent;
    this.reference = outgoing.reference();
    this.sendBy = outgoing.sendBy();
    this.counted = counted;
  }

  String key() {
    return key;
  }

  LinkConnection connection() {
    return connection;
  }

  @Nullable String reference() {
    return reference;
  }

  boolean isCounted() {
    return counted;
  }

  CompletableFuture<IsoMessage> answer() {
    return answer;
  }

  /** The message to write; not after the end. */
  IsoMessage sent() {
    return Objects.requireNonNull(sent, "it has ended");
  }

  void timeout(Timeout timer) {
    timeout = timer;
    if (ended.get()) {
      timer.cancel();
    }
  }

  /** It was given to Netty, which may write it from now on. */
  void written() {
    written = true;
  }

  boolean wasWritten() {
    return written;
  }

  /** Its first byte was, or may have been, given to the socket. */
  void handedOver() {
    handedOver = true;
  }

  boolean wasHandedOver() {
    return handedOver;
  }

  /** The socket took its last byte. */
  void taken() {
    handedOver = true;
    taken = true;
  }

  /** Otherwise Netty may hold bytes of it, which could leave while its connection is open. */
  boolean wasTaken() {
    return taken;
  }

  boolean isTooLate() {
    return sendBy != null && sendBy.hasPassed();
  }

  /** Until when its first byte may be handed to the socket, or null. */
  @Nullable SendBy sendBy() {
    return sendBy;
  }

  boolean hasEnded() {
    return ended.get();
  }

  /** Ends it; false if it had ended before. What was asked comes back once, to restore from. */
  @Nullable IsoMessage end() {
    if (!ended.compareAndSet(false, true)) {
      return null;
    }
    IsoMessage asked = original;
    original = null;
    sent = null;
    Timeout timer = timeout;
    if (timer != null) {
      timer.cancel();
    }
    return asked;
  }
}
