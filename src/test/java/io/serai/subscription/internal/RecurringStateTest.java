package io.serai.subscription.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which changes are allowed; a fee that is taken leads to a subscription, a refund or a person. */
class RecurringStateTest {

  @ParameterizedTest
  @CsvSource({
    "charging, creating failed by_hand",
    "creating, active verifying waiting_for_approval refunding failed by_hand",
    "verifying, waiting_for_approval active past_due refunding failed by_hand",
    "waiting_for_approval, active past_due refunding failed expired by_hand",
    "active, past_due changing cancelling ended",
    "past_due, active changing cancelling ended",
    "changing, active ended",
    "cancelling, active ended",
    "expired, cancelling ended",
    "refunding, refunded by_hand",
    "refunded, cancelling",
    "by_hand, refunding refunded failed ended active",
    "ended, ''",
    "failed, ''"
  })
  void onlyTheListedChangesAreAllowed(String from, String listed) {
    RecurringState state = RecurringState.of(from);
    assertThat(state.mayBecome(state)).isTrue();
    assertThat(
            Arrays.stream(RecurringState.values())
                .filter(next -> next != state && state.mayBecome(next))
                .map(RecurringState::word))
        .containsExactlyInAnyOrder(listed.isEmpty() ? new String[0] : listed.split(" "));
  }

  @Test
  void onlyWhatTheProviderHasAndHasNotEndedRuns() {
    assertThat(Arrays.stream(RecurringState.values()).filter(RecurringState::runs))
        .containsExactly(RecurringState.ACTIVE, RecurringState.PAST_DUE);
  }
}
