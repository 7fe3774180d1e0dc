package io.serai.iso8583;

import io.serai.payment.LinkTrace;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Gives our requests a STAN and a time of our own. Thread-safe. */
final class Traces {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MMddHHmmss").withZone(ZoneOffset.UTC);
  private static final int LAST = 999_999;

  private final Stans stans;
  private final Clock clock;
  private final AtomicInteger ofSession =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(LAST));

  Traces(Stans stans, Clock clock) {
    this.stans = stans;
    this.clock = clock;
  }

  /** The next numbers. */
  LinkTrace next() throws NotSentException {
    return trace(stans.next());
  }

  /** A request as it goes out. */
  static IsoMessage set(IsoMessage request, LinkTrace trace) {
    return set(request.toBuilder(), trace);
  }

  /**
   * The same for network management, whose numbers nobody reverses or asks about later: they need
   * no database.
   */
  IsoMessage ofSession(IsoMessage.Builder request) {
    return set(request, trace("%06d".formatted(ofSession.getAndUpdate(n -> (n + 1) % LAST) + 1)));
  }

  private LinkTrace trace(String stan) {
    return new LinkTrace(stan, TIME.format(clock.instant()));
  }

  private static IsoMessage set(IsoMessage.Builder request, LinkTrace trace) {
    return request.set(7, trace.transmittedAt()).set(11, trace.stan()).build();
  }
}
