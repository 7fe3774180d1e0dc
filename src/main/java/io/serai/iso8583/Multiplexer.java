package io.serai.iso8583;

import io.netty.util.Timer;
import io.serai.payment.LateLinkAnswer;
import io.serai.payment.SendBy;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our requests on all connections of a link, and which answer belongs to which. A request that
 * ended without its answer is remembered a while longer, so that a late answer can be told.
 * Thread-safe.
 */
final class Multiplexer {

  private static final Logger LOG = LoggerFactory.getLogger(Multiplexer.class);
  private static final int[] RESTORED = {7, 11, 37};

  private final String link;
  private final LinkRequests settings;
  private final Timer timer;
  private final LinkMeters meters;
  private final Consumer<LateLinkAnswer> lateAnswers;
  private final Map<String, Pending> known = new ConcurrentHashMap<>();

  Multiplexer(
      String link,
      LinkRequests settings,
      Timer timer,
      LinkMeters meters,
      Consumer<LateLinkAnswer> lateAnswers) {
    this.link = link;
    this.settings = settings;
    this.timer = timer;
    this.meters = meters;
    this.lateAnswers = lateAnswers;
  }

  String key(IsoMessage request) {
    return settings.match().ofRequest(request);
  }

  /**
   * Remembers a request that is about to be written.
   *
   * @throws NotSentException if one with the same key waits; one that only might be answered late
   *     makes room for its repeat
   */
  void begin(Pending pending, Duration within) throws NotSentException {
    Pending before = known.putIfAbsent(pending.key(), pending);
    while (before != null) {
      if (!before.hasEnded()) {
        meters.duplicate();
        throw new NotSentException.DuplicateTrace(link);
      }
      before =
          known.replace(pending.key(), before, pending)
              ? null
              : known.putIfAbsent(pending.key(), pending);
    }
    watch(pending, System.nanoTime() + within.toNanos());
  }

  /** One timer for each request: until it may no longer be sent, then until it is given up. */
  private void watch(Pending pending, long end) {
    Duration untilTimeout = Duration.ofNanos(end - System.nanoTime());
    SendBy sendBy = pending.sendBy();
    if (sendBy != null && !pending.wasTaken() && sendBy.left().compareTo(untilTimeout) < 0) {
      after(sendBy.left(), pending, () -> mayNoLongerBeSent(pending, end));
    } else {
      after(untilTimeout, pending, () -> timedOut(pending));
    }
  }

  private void after(Duration time, Pending pending, Runnable task) {
    pending.timeout(
        timer.newTimeout(
            expired -> pending.connection().execute(task), time.toMillis(), TimeUnit.MILLISECONDS));
  }

  /**
   * An answer came, on whichever connection.
   *
   * @return whether its request was known
   */
  boolean answered(IsoMessage answer) {
    Pending pending = known.remove(settings.match().ofAnswer(answer));
    if (pending == null) {
      return false;
    }
    IsoMessage asked = pending.end();
    if (asked == null) {
      late(answer, pending.reference());
    } else {
      pending.connection().left(pending);
      pending.answer().complete(restored(answer, asked));
    }
    return true;
  }

  /** Tells of an answer that nobody waits for any more. */
  void late(IsoMessage answer, @Nullable String reference) {
    meters.late();
    String code = answer.field(39);
    LOG.warn("Link {}: a late {} with STAN {}", link, answer.mti(), Mask.shown(11, answer));
    lateAnswers.accept(
        new LateLinkAnswer(
            link,
            reference,
            answer.mti(),
            answer.field(11),
            answer.field(7),
            code,
            answer.field(37),
            answer.field(38)));
  }

  /** The connection is gone: what may have left is unknown, and the rest was not sent. */
  void lost(Pending pending) {
    if (pending.wasHandedOver()) {
      failed(pending, new ConnectionLostException(link));
    } else {
      notSent(pending, new NotSentException.LinkDown(link));
    }
  }

  /** Ends a request of which no byte has left. */
  void notSent(Pending pending, NotSentException why) {
    known.remove(pending.key(), pending);
    fail(pending, why);
  }

  private void mayNoLongerBeSent(Pending pending, long end) {
    if (pending.hasEnded()) {
      return;
    }
    if (!pending.wasWritten()) {
      notSent(pending, new NotSentException.TooLateToSend(link));
    } else if (pending.wasTaken()) {
      watch(pending, end);
    } else {
      pending.connection().stalled();
    }
  }

  private void timedOut(Pending pending) {
    if (pending.hasEnded()) {
      return;
    }
    meters.timedOut();
    if (pending.wasWritten()) {
      failed(pending, new AnswerTimeoutException(link));
      if (!pending.wasTaken()) {
        // Its reversal may go out from now on, on another connection: it must not come after that.
        pending.connection().stalled();
      }
    } else {
      notSent(pending, new NotSentException.LinkBusy(link));
    }
  }

  private void failed(Pending pending, IOException why) {
    if (fail(pending, why)) {
      var unused =
          timer.newTimeout(
              over -> known.remove(pending.key(), pending),
              settings.lateAnswers().toMillis(),
              TimeUnit.MILLISECONDS);
    }
  }

  private static boolean fail(Pending pending, IOException why) {
    if (pending.end() == null) {
      return false;
    }
    pending.connection().left(pending);
    pending.answer().completeExceptionally(why);
    return true;
  }

  private static IsoMessage restored(IsoMessage answer, IsoMessage asked) {
    IsoMessage.Builder restored = answer.toBuilder();
    for (int field : RESTORED) {
      if (asked.has(field)) {
        restored.set(field, asked.field(field));
      }
    }
    return restored.build();
  }
}
