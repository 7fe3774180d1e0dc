package io.serai.issuing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.issuing.CardAccount;
import io.serai.issuing.CardEvent;
import io.serai.issuing.CardEventKind;
import io.serai.issuing.Change;
import io.serai.issuing.Hold;
import io.serai.issuing.Snapshot;
import io.serai.issuing.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A hold that nobody claims ends, once, and what it held may be spent again (S4.3). */
class HoldExpiryTest {

  private static final Instant LATER = ClearedCards.NOW.plus(Duration.ofDays(8));

  private final HoldExpiry step = new HoldExpiry(ClearedCards.programs());

  @Test
  void whatNobodyClaimedIsFreeAgainAndDoesNotCountAsUsed() {
    Change change =
        step.apply(
            new Snapshot(LATER, ClearedCards.account(5000, 1000), null, ClearedCards.hold(1000)));

    CardAccount after = Objects.requireNonNull(change.account());
    assertThat(after.availableMinor()).isEqualTo(5000);
    assertThat(after.usage())
        .isEqualTo(new Usage(Map.of("day", new Usage.Used("2026-11-28", 0, 0, List.of()))));
    assertThat(Objects.requireNonNull(change.hold()).state()).isEqualTo(Hold.State.EXPIRED);
    assertThat(change.transfers()).isEmpty();
    CardEvent event = Objects.requireNonNull(change.event());
    assertThat(event.kind()).isEqualTo(CardEventKind.HOLD_EXPIRED);
    assertThat(event.heldMinor()).isEqualTo(-1000);
    assertThat(event.reason()).isEqualTo("nobody claimed it in time");
  }

  @Test
  void ofAHoldThatWasBookedInPartTheRestEndsAndTheUseStays() {
    Hold partly = StepParts.hold(ClearedCards.hold(1000), 300, 700, Hold.State.OPEN);
    Change change = step.apply(new Snapshot(LATER, ClearedCards.account(5000, 300), null, partly));
    assertThat(Objects.requireNonNull(change.account()).heldMinor()).isZero();
    assertThat(change.account().usage().limits().get("day"))
        .isEqualTo(new Usage.Used("2026-11-28", 1, 0, List.of()));
    assertThat(Objects.requireNonNull(change.event()).reason())
        .isEqualTo("nobody claimed the rest in time");
  }

  @Test
  void aHoldThatHasEndedOrHasTimeLeftIsLeftAlone() {
    Hold ended = StepParts.hold(ClearedCards.hold(1000), 0, 1000, Hold.State.CLEARED);
    Change late = step.apply(new Snapshot(LATER, ClearedCards.account(5000, 0), null, ended));
    Change early =
        step.apply(
            new Snapshot(
                ClearedCards.NOW, ClearedCards.account(5000, 1000), null, ClearedCards.hold(1000)));
    assertThat(late.event()).isNull();
    assertThat(early.event()).isNull();
    assertThat(early.account()).isNull();
  }
}
