package io.serai.webhook.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Pauses grow from seconds to hours, and fit about thirty tries into three days. */
class PausesTest {

  private final Pauses pauses = new Pauses(Duration.ofSeconds(5), Duration.ofHours(4));

  @Test
  void theyDoubleUpToTheLongest() {
    assertThat(pauses.after(1)).isEqualTo(Duration.ofSeconds(5));
    assertThat(pauses.after(2)).isEqualTo(Duration.ofSeconds(10));
    assertThat(pauses.after(10)).isEqualTo(Duration.ofSeconds(2560));
    assertThat(pauses.after(13)).isEqualTo(Duration.ofHours(4));
    assertThat(pauses.after(10_000)).isEqualTo(Duration.ofHours(4));
  }

  @Test
  void theyVaryByUpToATenthAndNeverComeEarly() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(pauses.varied(1)).isBetween(Duration.ofSeconds(5), Duration.ofMillis(5500));
    }
  }

  @Test
  void aboutThirtyTriesFitIntoThreeDays() {
    Duration passed = Duration.ZERO;
    int tries = 1;
    while (passed.compareTo(Duration.ofDays(3)) < 0) {
      passed = passed.plus(pauses.after(tries++));
    }
    assertThat(tries).isBetween(28, 32);
  }
}
