package io.serai.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a new set of routes is clearly worse than the one before it. */
class SetRateTest {

  @ParameterizedTest
  @CsvSource({
    // bad, all, bad before, all before, worse
    "19, 19, 0, 100, false",
    "20, 20, 0, 100, true",
    "2, 20, 0, 100, true",
    "1, 20, 0, 100, false",
    "30, 100, 20, 100, false",
    "40, 100, 20, 100, true",
    "100, 100, 60, 100, false",
    "20, 20, 0, 0, true",
    "0, 1000, 0, 0, false",
  })
  void twiceAsBadAndTenInAHundredMoreOfAtLeastTwenty(
      long bad, long all, long badBefore, long allBefore, boolean worse) {
    assertThat(new SetRate(bad, all).isClearlyWorseThan(new SetRate(badBefore, allBefore)))
        .isEqualTo(worse);
  }
}
