package io.serai.webhook.internal;

import io.serai.webhook.WebhookSettings;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long is waited after each try: twice as long as before, up to a longest pause. */
record Pauses(Duration first, Duration longest) {

  private static final int MOST_DOUBLINGS = 30;
  private static final long TENTHS = 10;

  static Pauses of(WebhookSettings settings) {
    return new Pauses(settings.firstPause(), settings.longestPause());
  }

  /** The pause after so many failed tries, without what it varies by. */
  Duration after(int tries) {
    Duration pause = first.multipliedBy(1L << Math.min(tries - 1, MOST_DOUBLINGS));
    return pause.compareTo(longest) > 0 ? longest : pause;
  }

  /** The same, later by up to a tenth: what failed together does not come again together. */
  Duration varied(int tries) {
    Duration pause = after(tries);
    long most = Math.max(1, pause.toMillis() / TENTHS);
    return pause.plusMillis(ThreadLocalRandom.current().nextLong(most));
  }
}
