package io.serai.issuing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.issuing.ClearingSettings;
import io.serai.testkit.TestPostgres;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Booking and expiry recur in one process at a time, and go on in another (S4.3). */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ClearingTimersTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final ClearingSettings SETTINGS =
      new ClearingSettings(true, Duration.ofMillis(50), 10, Duration.ofMillis(50));

  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicBoolean together = new AtomicBoolean();
  private final AtomicInteger bookings = new AtomicInteger();
  private final AtomicInteger sweeps = new AtomicInteger();

  @Test
  void bothRecurInOneProcessAtATimeAndInTheOtherOnceThatStops() {
    String url = TestPostgres.shared().freshDatabase("timers");
    ClearingTimers one = timers(url, SETTINGS);
    ClearingTimers other = timers(url, SETTINGS);
    one.start();
    other.start();
    await().atMost(SOON).until(() -> bookings.get() >= 5 && sweeps.get() >= 5);
    one.stop();
    int before = bookings.get();
    await().atMost(SOON).until(() -> bookings.get() >= before + 3);
    other.stop();
    assertThat(together).isFalse();
    assertThat(one.isRunning()).isFalse();
  }

  @Test
  void aProcessThatTakesNoPartHasNoTimers() {
    ClearingTimers none =
        timers(
            "jdbc:postgresql://localhost:1/none",
            new ClearingSettings(false, Duration.ofMillis(50), 10, Duration.ofMillis(50)));
    none.start();
    assertThat(none.isRunning()).isFalse();
  }

  private ClearingTimers timers(String url, ClearingSettings settings) {
    return new ClearingTimers(
        new DriverManagerDataSource(url),
        settings,
        Clock.systemUTC(),
        goOn -> new ClearingTimers.Work(this::book, sweeps::incrementAndGet));
  }

  private void book() {
    if (inside.incrementAndGet() > 1) {
      together.set(true);
    }
    bookings.incrementAndGet();
    inside.decrementAndGet();
  }
}
