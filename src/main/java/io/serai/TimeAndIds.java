package io.serai;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timer;
import io.serai.payment.Ids;
import io.serai.payment.Ticker;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The clocks, the timer of attempts and the source of identifiers, injected everywhere so that
 * tests can give their own.
 */
@Configuration(proxyBeanMethods = false)
class TimeAndIds {

  private static final int TICK_MILLIS = 20;

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  Ticker ticker() {
    return System::nanoTime;
  }

  /** By which attempts time out, on the monotonic clock. */
  @Bean(destroyMethod = "stop")
  Timer attemptTimer() {
    return new HashedWheelTimer(
        task -> new Thread(task, "serai-attempt-timer"), TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Bean
  Ids ids(Clock clock) {
    return new SortableIds(clock);
  }
}
