package io.serai.order.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which changes an order may make; money that is taken leads to an order, a refund or a person. */
class OrderStateTest {

  @ParameterizedTest
  @CsvSource({
    "created, waiting_for_approval failed expired",
    "waiting_for_approval, approved expired",
    "approved, capturing",
    "capturing, captured failed expired by_hand",
    "captured, ordered refunding by_hand",
    "refunding, refunded by_hand",
    "by_hand, captured ordered refunding refunded failed",
    "ordered, ''",
    "refunded, ''",
    "failed, ''",
    "expired, ''"
  })
  void onlyTheListedChangesAreAllowed(String from, String listed) {
    OrderState state = OrderState.of(from);
    assertThat(state.mayBecome(state)).isTrue();
    assertThat(
            Arrays.stream(OrderState.values())
                .filter(next -> next != state && state.mayBecome(next))
                .map(OrderState::word))
        .containsExactlyInAnyOrder(listed.isEmpty() ? new String[0] : listed.split(" "));
  }

  @Test
  void onlyWhatIsOnItsWayToAnOrderIsApproved() {
    assertThat(Arrays.stream(OrderState.values()).filter(OrderState::isApproved))
        .containsExactly(
            OrderState.APPROVED, OrderState.CAPTURING, OrderState.CAPTURED, OrderState.ORDERED);
  }
}
