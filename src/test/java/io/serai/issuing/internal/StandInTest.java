package io.serai.issuing.internal;

import static io.serai.issuing.internal.Fixture.ACCOUNT;
import static io.serai.issuing.internal.Fixture.CARD;
import static io.serai.issuing.internal.Fixture.NOW;
import static io.serai.issuing.internal.Fixture.PROGRAMS;
import static io.serai.issuing.internal.Fixture.asking;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.issuing.Card;
import io.serai.issuing.CardEventKind;
import io.serai.issuing.CardProgram;
import io.serai.issuing.CardStatus;
import io.serai.issuing.Change;
import io.serai.issuing.Snapshot;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;

/** What is answered where nothing can be ruled on in time (S4.6). */
class StandInTest {

  @Test
  void upToTheFloorLimitItIsApprovedAndHeld() {
    Change change = standIn(300, new Snapshot(NOW, ACCOUNT, CARD, null));
    assertThat(change.decision().responseCode()).isEqualTo("00");
    assertThat(requireNonNull(change.hold()).standIn()).isTrue();
    assertThat(requireNonNull(change.account()).heldMinor()).isEqualTo(300);
    assertThat(requireNonNull(change.event()).kind()).isEqualTo(CardEventKind.STOOD_IN);
    assertThat(requireNonNull(change.account()).usage()).isEqualTo(Fixture.used(2, 400));
    assertThat(requireNonNull(change.hold()).at()).isEqualTo(NOW);
  }

  @Test
  void aboveItOrWhereItIsNotThereItIsDeclined() {
    assertDeclined(standIn(301, new Snapshot(NOW, ACCOUNT, CARD, null)));
    assertDeclined(standIn(300, new Snapshot(NOW, ACCOUNT.hold(800), CARD, null)));
    assertThat(standIn(1, Fixture.unknown()).decision().responseCode()).isEqualTo("91");
  }

  @Test
  void aCardThatMayNotBeUsedIsDeclined() {
    assertDeclined(standIn(1, of(CardStatus.BLOCKED, YearMonth.of(2030, 12))));
    assertDeclined(standIn(1, of(CardStatus.ACTIVE, YearMonth.of(2026, 10))));
    assertThat(standIn(1, of(CardStatus.ACTIVE, YearMonth.of(2026, 11))).decision().approved())
        .isTrue();
  }

  @Test
  void whereNothingCanBeApprovedNothingGoesAhead() {
    CardProgram floorless =
        new ProgramDouble().onlyProgram().find("", ProgramDouble.NAME).orElseThrow();
    assertThat(StandIn.mayApprove(floorless)).isFalse();
    assertThat(StandIn.mayApprove(Fixture.PROGRAM)).isTrue();
    assertThat(StandIn.mayApprove(null)).as("a number of no known program").isTrue();
  }

  private static void assertDeclined(Change change) {
    assertThat(change.decision().responseCode()).isEqualTo("91");
    assertThat(change.hold()).isNull();
    assertThat(requireNonNull(change.event()).kind()).isEqualTo(CardEventKind.DECLINED);
  }

  private static Snapshot of(CardStatus status, YearMonth expiry) {
    Card card = new Card("crd_1", "acc_1", Fixture.TOKEN, "411111", "1111", expiry, status);
    return new Snapshot(NOW, ACCOUNT, card, null);
  }

  private static Change standIn(long minor, Snapshot seen) {
    return new StandIn(asking(minor).request(), PROGRAMS, Fixture.FRESH, null).apply(seen);
  }
}
