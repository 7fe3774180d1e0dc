package io.serai.provider.internal;

import io.serai.payment.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** What this process knows of its providers. Thread-safe. */
final class Watches {

  private static final long SECOND_NANOS = 1_000_000_000;

  private final Map<String, Watch> byName = new ConcurrentHashMap<>();
  private final ErrorLog unwritten = new ErrorLog();
  private final LongSupplier ticker;

  Watches(LongSupplier ticker) {
    this.ticker = ticker;
  }

  Watch of(String provider) {
    Watch known = byName.get(provider);
    return known == null
        ? byName.computeIfAbsent(provider, name -> new Watch(name, ticker))
        : known;
  }

  void ended(Watch watch, String key, Outcome outcome, int openingsWhenSent) {
    if (watch.ended(key, outcome, openingsWhenSent)) {
      unwritten.add(watch.name(), ticker.getAsLong() / SECOND_NANOS);
    }
  }

  /** Hands the errors over that are not in the database yet. */
  void write(HealthStore store) {
    Map<ErrorLog.Bucket, Integer> taken = unwritten.take();
    long now = ticker.getAsLong() / SECOND_NANOS;
    var left = new HashMap<>(taken);
    try {
      taken.forEach(
          (bucket, count) -> {
            store.add(bucket.provider(), Duration.ofSeconds(now - bucket.second()), count);
            left.remove(bucket);
          });
    } finally {
      unwritten.putBack(left, now - ProvidersFile.LONGEST_WINDOW.toSeconds());
    }
  }

  /** Takes over what the database says. */
  void update(Map<String, Standing> standings) {
    standings.forEach((provider, standing) -> of(provider).update(standing));
  }
}
