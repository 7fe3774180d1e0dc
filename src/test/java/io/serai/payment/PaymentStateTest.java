package io.serai.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every pair of states against the list of allowed changes (I2). */
class PaymentStateTest {

  private static final Set<PaymentState> ENDS =
      EnumSet.of(
          PaymentState.APPROVED,
          PaymentState.DECLINED,
          PaymentState.REVERSED,
          PaymentState.EXPIRED,
          PaymentState.FAILED);

  /** unknown or pending to any end; approved is given back in steps or reversed; ends stay. */
  private static final Map<PaymentState, Set<PaymentState>> ALLOWED =
      Map.of(
          PaymentState.UNKNOWN, with(ENDS, PaymentState.PENDING),
          PaymentState.PENDING, with(ENDS, PaymentState.UNKNOWN),
          PaymentState.APPROVED,
              EnumSet.of(
                  PaymentState.PARTIALLY_REFUNDED, PaymentState.REFUNDED, PaymentState.REVERSED),
          PaymentState.PARTIALLY_REFUNDED, EnumSet.of(PaymentState.REFUNDED),
          PaymentState.REFUNDED, Set.of(),
          PaymentState.DECLINED, Set.of(),
          PaymentState.REVERSED, Set.of(),
          PaymentState.EXPIRED, Set.of(),
          PaymentState.FAILED, Set.of());

  static Stream<Arguments> everyPair() {
    return Arrays.stream(PaymentState.values())
        .flatMap(
            from -> Arrays.stream(PaymentState.values()).map(next -> Arguments.of(from, next)));
  }

  @ParameterizedTest
  @MethodSource("everyPair")
  void aChangeIsAllowedIfItIsListedAndElseAnErrorWithItsCode(PaymentState from, PaymentState next) {
    boolean listed =
        from == next || java.util.Objects.requireNonNull(ALLOWED.get(from)).contains(next);
    assertThat(from.mayBecome(next)).isEqualTo(listed);
    if (listed) {
      assertThat(from.become(next)).isEqualTo(next);
    } else {
      assertThatThrownBy(() -> from.become(next))
          .isInstanceOfSatisfying(
              SeraiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STATE_CONFLICT))
          .hasMessageContaining(from.word())
          .hasMessageContaining(next.word());
    }
  }

  @Test
  void onlyUnknownAndPendingAreNotFinal() {
    assertThat(PaymentState.values())
        .filteredOn(state -> !state.isFinal())
        .containsExactlyInAnyOrder(PaymentState.UNKNOWN, PaymentState.PENDING);
  }

  private static Set<PaymentState> with(Set<PaymentState> states, PaymentState more) {
    Set<PaymentState> all = EnumSet.copyOf(states);
    all.add(more);
    return all;
  }
}
