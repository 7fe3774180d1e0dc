package io.serai.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Nothing leaves after the instant that others go by. */
class SendByTest {

  private static final Instant NOW = Instant.parse("2026-11-28T00:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  @Test
  void whatIsWrittenDownLeavesTimeToConnectAndThisProcessDoesNotBeginInIt() {
    SendBy sendBy = SendBy.within(Duration.ofMinutes(5), Duration.ofSeconds(2), CLOCK);
    assertThat(sendBy.at()).isEqualTo(NOW.plusSeconds(302));
    assertThat(sendBy.left()).isLessThanOrEqualTo(Duration.ofMinutes(5));
    assertThat(SendBy.within(Duration.ofSeconds(-1), Duration.ofSeconds(2), CLOCK).hasPassed())
        .isTrue();
  }
}
