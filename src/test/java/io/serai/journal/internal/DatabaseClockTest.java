package io.serai.journal.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The database's time between two readings of it, and after one that took its time. */
class DatabaseClockTest {

  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
  private final DatabaseClock clock = new DatabaseClock(nanos::get);

  @Test
  void itGoesOnBetweenReadings() {
    read(NOON, Duration.ZERO);
    pass(Duration.ofSeconds(90));
    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(90));
  }

  @Test
  void anAnswerThatTookItsTimeMovesNothingThatItDoesNotContradict() {
    read(NOON, Duration.ZERO);
    pass(Duration.ofSeconds(10));
    // Asked after ten seconds and answered after fourteen: said at any instant between.
    read(NOON.plusSeconds(11), Duration.ofSeconds(4));
    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(14));
  }

  @Test
  void aClockThatIsWrongIsSetToTheNearestThatIsPossible() {
    read(NOON, Duration.ZERO);
    read(NOON.plusSeconds(7), Duration.ofSeconds(1));
    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(7));
    read(NOON.minusSeconds(60), Duration.ofSeconds(2));
    assertThat(clock.instant()).isEqualTo(NOON.minusSeconds(58));
  }

  private void read(Instant said, Duration took) {
    long asked = nanos.get();
    pass(took);
    clock.read(said, asked);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
