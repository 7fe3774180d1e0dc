package io.serai.engine.internal.caps;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;

/** The stretch of time that a cap counts over. */
enum Per {
  /** A minute of the clock. */
  MINUTE,
  /** A day of the calendar, in UTC; a provider's caps count days in the provider's zone. */
  DAY;

  private static final long SECONDS = 60;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  Window around(Instant now, ZoneId zone) {
    return switch (this) {
      case MINUTE -> {
        long start = Math.floorDiv(now.getEpochSecond(), SECONDS) * SECONDS;
        yield new Window(start, start + SECONDS);
      }
      case DAY -> {
        LocalDate day = LocalDate.ofInstant(now, zone);
        yield new Window(
            day.atStartOfDay(zone).toEpochSecond(),
            day.plusDays(1).atStartOfDay(zone).toEpochSecond());
      }
    };
  }

  /**
   * One such stretch, in seconds since 1970.
   *
   * @param start its first second
   * @param end the first second after it
   */
  record Window(long start, long end) {

    Instant until() {
      return Instant.ofEpochSecond(end);
    }
  }
}
