package io.serai.iso8583;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * What of the peer's requests is under way on one connection, and with it whether the socket is
 * read. What it counts belongs to the connection's own thread.
 */
final class Intake {

  private final Link link;
  private final Channel channel;
  private final InFlight inFlight;
  private volatile boolean discarding;
  private int unanswered;
  private boolean held;
  private @Nullable Runnable whenQuiet;

  Intake(Link link, Channel channel, InFlight inFlight) {
    this.link = link;
    this.channel = channel;
    this.inFlight = inFlight;
  }

  /** A request was read that will be answered. */
  void begun() {
    unanswered++;
  }

  /** An answer was written, or could not be. */
  void ended() {
    unanswered--;
    checkQuiet();
    if (unanswered <= link.config().requests().underWay() / 2) {
      letGo();
    }
  }

  /** Goes on with what was held back. */
  void letGo() {
    if (held) {
      held = false;
      // Later: this may be called while the decoder is at work.
      channel.eventLoop().execute(() -> IsoDecoder.resume(channel.pipeline()));
    }
  }

  /**
   * Whether the next request must wait in the decoder: as many are under way as may be. Where we
   * wait for answers on the same connection it is read on, and what is too much is refused.
   */
  boolean hold() {
    held = unanswered >= link.config().requests().underWay() && inFlight.isEmpty();
    return held;
  }

  boolean isHeld() {
    return held;
  }

  /** Whether more of them are under way, the one just read included. */
  boolean isOverfull() {
    return unanswered > link.config().requests().underWay();
  }

  /** Looks whether nothing is under way any more, else whether the socket is to be read. */
  void checkQuiet() {
    Runnable waiting = whenQuiet;
    if (waiting != null && unanswered == 0 && inFlight.isEmpty()) {
      whenQuiet = null;
      waiting.run();
    } else {
      read();
    }
  }

  /** Runs when nothing is under way in either direction. */
  void whenQuiet(Runnable task) {
    whenQuiet = task;
    checkQuiet();
  }

  /**
   * Whether what comes in is looked at: also where no more requests are taken, for answers to our
   * own.
   */
  boolean isReading() {
    return link.isReading() || link.config().dials() || !inFlight.isEmpty();
  }

  /**
   * Reads, or stops reading: a peer that takes no answers, or has too much under way, is not read
   * from until that changes, unless we wait for its answers.
   */
  void read() {
    channel.config().setAutoRead(discarding || (channel.isWritable() && isReading() && !held));
  }

  /** From now on whatever comes in is thrown away. */
  void discard() {
    discarding = true;
    read();
  }

  boolean isDiscarding() {
    return discarding;
  }
}
