package io.serai.check.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A number for each of many payments. */
class NumbersTest {

  @Test
  void eachOfManyPaymentsKeepsItsOwnNumber() {
    Numbers numbers = new Numbers();
    for (int i = 1; i <= 200_000; i++) {
      numbers.put("pay_" + i, i);
    }
    numbers.put("pay_7", 1_000_000);
    for (int i = 1; i <= 200_000; i++) {
      assertThat(numbers.get("pay_" + i)).isEqualTo(i == 7 ? 1_000_000 : i);
    }
    assertThat(numbers.get("pay_0")).isZero();
  }
}
