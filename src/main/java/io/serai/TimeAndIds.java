package io.serai;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timer;
import io.serai.payment.Ids;
import io.serai.payment.Ticker;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
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
  private static final int RANDOM_BITS = 80;
  private static final int RADIX = 32;
  private static final int TIME_DIGITS = 10;
  private static final int RANDOM_DIGITS = 16;

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

  /** Milliseconds first, so that identifiers sort by time and index pages stay together. */
  @Bean
  Ids ids(Clock clock) {
    var random = new SecureRandom();
    return prefix -> {
      String time = pad(Long.toString(clock.millis(), RADIX), TIME_DIGITS);
      String noise = pad(new BigInteger(RANDOM_BITS, random).toString(RADIX), RANDOM_DIGITS);
      return prefix + (time + noise).toUpperCase(Locale.ROOT);
    };
  }

  private static String pad(String digits, int length) {
    return "0".repeat(length - digits.length()) + digits;
  }
}
