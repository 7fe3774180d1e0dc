package io.serai.iso8583;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** An approval is lost when nobody heard of it, and then nobody is told of it any more. */
class DeliveriesTest {

  private final Deliveries deliveries = new Deliveries();

  @Test
  void aFirstAnswerThatIsLostIsUndoneAndNotRepeated() {
    assertThat(deliveries.expect("pay_1", false)).isTrue();
    assertThat(deliveries.lost("pay_1", false)).isTrue();
    assertThat(deliveries.expect("pay_1", true)).isFalse();
  }

  @Test
  void aFirstAnswerThatIsLostAfterItsRepeatWasHeardStands() {
    assertThat(deliveries.expect("pay_1", true)).isTrue();
    deliveries.written("pay_1");
    assertThat(deliveries.expect("pay_1", false)).isTrue();
    assertThat(deliveries.lost("pay_1", false)).isFalse();
    assertThat(deliveries.expect("pay_1", true)).isTrue();
  }

  @Test
  void aFirstAnswerThatIsLostWhileItsRepeatIsOnItsWayWaitsForIt() {
    assertThat(deliveries.expect("pay_1", false)).isTrue();
    assertThat(deliveries.expect("pay_1", true)).isTrue();
    assertThat(deliveries.lost("pay_1", false)).isFalse();
    assertThat(deliveries.lost("pay_1", true)).isTrue();
  }

  @Test
  void aRepeatThatIsLostUndoesNothingThatWasHeardBefore() {
    assertThat(deliveries.expect("pay_1", false)).isTrue();
    deliveries.written("pay_1");
    assertThat(deliveries.expect("pay_1", true)).isTrue();
    assertThat(deliveries.lost("pay_1", true)).isFalse();
  }
}
