package io.serai.issuing.internal;

import static io.serai.issuing.internal.Fixture.PROGRAMS;
import static io.serai.issuing.internal.Fixture.hold;
import static io.serai.issuing.internal.Fixture.seen;
import static io.serai.issuing.internal.Fixture.used;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.issuing.CardDecision;
import io.serai.issuing.CardEventKind;
import io.serai.issuing.CardRequest;
import io.serai.issuing.Change;
import io.serai.issuing.Hold;
import io.serai.issuing.Snapshot;
import io.serai.payment.Money;
import org.junit.jupiter.api.Test;

/** A 0400 or 0420 gives back what is held, exactly once (S4.3). */
class ReverseTest {

  @Test
  void allOfItIsGivenBackToBalanceAndLimits() {
    Change change = reverse(reversal(300).request(), seen(hold(300, 0, 0, Hold.State.OPEN)));
    assertThat(change.decision().responseCode()).isEqualTo("00");
    assertThat(requireNonNull(change.hold()).state()).isEqualTo(Hold.State.REVERSED);
    assertThat(requireNonNull(change.account()).availableMinor()).isEqualTo(1000);
    assertThat(requireNonNull(change.account()).usage()).isEqualTo(used(0, -200));
    assertThat(requireNonNull(change.event()).kind()).isEqualTo(CardEventKind.REVERSED);
    assertThat(requireNonNull(change.event()).heldMinor()).isEqualTo(-300);
  }

  @Test
  void aPartStaysHeldAndTheSamePartIsNotGivenBackTwice() {
    CardRequest partial = reversal(300).leaving(120).request();
    Change change = reverse(partial, seen(hold(300, 0, 0, Hold.State.OPEN)));
    Hold left = requireNonNull(change.hold());
    assertThat(left.heldMinor()).isEqualTo(120);
    assertThat(left.reversedMinor()).isEqualTo(180);
    assertThat(left.state()).isEqualTo(Hold.State.OPEN);
    assertThat(requireNonNull(change.account()).usage()).isEqualTo(used(1, -80));
    Change again = reverse(partial, seen(left));
    assertThat(again.decision().responseCode()).isEqualTo("00");
    assertThat(requireNonNull(again.account()).heldMinor()).isEqualTo(120);
    assertThat(requireNonNull(again.event()).heldMinor()).isZero();
  }

  @Test
  void whatWasGivenBackOrExpiredIsAcknowledgedAndNothingChanges() {
    for (Hold.State ended : new Hold.State[] {Hold.State.REVERSED, Hold.State.EXPIRED}) {
      Snapshot seen = seen(hold(300, 0, 300, ended));
      Change change = reverse(reversal(300).request(), seen);
      assertThat(change.decision().responseCode()).isEqualTo("00");
      assertThat(requireNonNull(change.account()).heldMinor()).isZero();
      assertThat(requireNonNull(change.account()).usage()).isEqualTo(used(1, 100));
    }
  }

  @Test
  void whatIsBookedStaysAndOnlyTheRestIsGivenBack() {
    Change change = reverse(reversal(300).request(), seen(hold(300, 200, 0, Hold.State.OPEN)));
    assertThat(requireNonNull(change.event()).heldMinor()).isEqualTo(-100);
    assertThat(requireNonNull(change.event()).postedMinor()).isZero();
    assertThat(requireNonNull(change.hold()).state()).isEqualTo(Hold.State.CLEARED);
    assertThat(requireNonNull(change.account()).usage()).isEqualTo(used(1, 0));
  }

  @Test
  void whatStaysOfAnAmountAbroadIsTheSameShareOfTheBilledOne() {
    CardRequest partial =
        new Fixture.Asking(CardRequest.Kind.REVERSAL, new Money(300, Fixture.USD))
            .billing(450, Fixture.JPY)
            .leaving(101)
            .request();
    Change change = reverse(partial, seen(hold(450, 0, 0, Hold.State.OPEN)));
    assertThat(requireNonNull(change.hold()).heldMinor()).isEqualTo(152);
    CardRequest notBilled =
        new Fixture.Asking(CardRequest.Kind.REVERSAL, new Money(300, Fixture.USD))
            .leaving(100)
            .request();
    Change share = reverse(notBilled, seen(hold(450, 0, 0, Hold.State.OPEN)));
    assertThat(requireNonNull(share.hold()).heldMinor()).isEqualTo(150);
  }

  @Test
  void withoutOriginalIs25AndTakesTheOriginalsKey() {
    for (Snapshot seen : new Snapshot[] {seen(null), Fixture.unknown()}) {
      Change change = reverse(reversal(300).request(), seen);
      assertThat(change.decision().responseCode()).isEqualTo("25");
      Change.AlsoClaims also = requireNonNull(change.alsoClaims());
      assertThat(also.key()).isEqualTo(Fixture.KEY);
      assertThat(also.decision().responseCode()).isEqualTo("12");
      assertThat(also.decision().approved()).isFalse();
    }
  }

  @Test
  void aPurchaseIsPaidBackOnce() {
    Hold purchase = purchase(hold(300, 300, 0, Hold.State.CLEARED));
    Change part = reverse(reversal(300).leaving(100).request(), seen(purchase));
    assertThat(requireNonNull(part.event()).postedMinor()).isEqualTo(200);
    assertThat(part.transfers())
        .containsExactly(new Change.Transfer("network_payable", "cardholder", "reversal", 200));
    Hold left = requireNonNull(part.hold());
    assertThat(left.clearedMinor()).isEqualTo(100);
    Change rest = reverse(reversal(300).request(), seen(left));
    assertThat(requireNonNull(rest.event()).postedMinor()).isEqualTo(100);
    assertThat(requireNonNull(rest.hold()).state()).isEqualTo(Hold.State.REVERSED);
    Change again = reverse(reversal(300).request(), seen(requireNonNull(rest.hold())));
    assertThat(requireNonNull(again.event()).postedMinor()).isZero();
    assertThat(again.transfers()).isEmpty();
  }

  @Test
  void ofAnOriginalThatWasDeclinedNothingIsTakenBackAndItIs00() {
    Snapshot.Named no =
        new Snapshot.Named(new CardDecision("51", "balance", 0, null, 1000L, null), false);
    for (Snapshot seen : new Snapshot[] {seen(null), Fixture.unknown()}) {
      Change change =
          reverse(
              reversal(300).request(),
              new Snapshot(seen.at(), seen.account(), seen.card(), null, no));
      assertThat(change.decision().responseCode()).isEqualTo("00");
      assertThat(change.decision().reason()).isEqualTo("nothing_held");
      assertThat(change.alsoClaims()).isNull();
      assertThat(change.hold()).isNull();
    }
    var before =
        new Snapshot.Named(new CardDecision("12", "reversed_before", 0, null, 1L, null), false);
    Change never =
        reverse(
            reversal(300).request(),
            new Snapshot(Fixture.NOW, seen(null).account(), Fixture.CARD, null, before));
    assertThat(never.decision().responseCode()).isEqualTo("25");
  }

  @Test
  void ofAnIncrementOnlyItsOwnPartIsTakenBackAndItsKeySaysSo() {
    Hold grown = ofAnother(hold(500, 0, 0, Hold.State.OPEN));
    CardDecision told = new CardDecision("00", "approved", 200, "OLD111", 500L, "hld_1");
    Snapshot seen = seen(grown);
    var named =
        new Snapshot(
            seen.at(), seen.account(), seen.card(), grown, new Snapshot.Named(told, false));
    Change change = reverse(reversal(200).request(), named);
    assertThat(requireNonNull(change.event()).heldMinor()).isEqualTo(-200);
    assertThat(requireNonNull(change.hold()).state()).isEqualTo(Hold.State.OPEN);
    assertThat(requireNonNull(change.account()).usage()).isEqualTo(used(1, -100));
    assertThat(requireNonNull(change.alsoClaims()).key()).isEqualTo(Fixture.KEY + "/back");
    Change part = reverse(reversal(200).leaving(150).request(), named);
    assertThat(requireNonNull(part.event()).heldMinor()).isEqualTo(-50);
    var again =
        new Snapshot(seen.at(), seen.account(), seen.card(), grown, new Snapshot.Named(told, true));
    Change nothing = reverse(reversal(200).request(), again);
    assertThat(nothing.decision().responseCode()).isEqualTo("00");
    assertThat(requireNonNull(nothing.event()).heldMinor()).isZero();
  }

  private static Hold ofAnother(Hold hold) {
    return withKey(hold, hold.key().replace("000001", "000009"));
  }

  private static Hold purchase(Hold hold) {
    return withKey(hold, hold.key().replaceFirst("1$", "2"));
  }

  private static Hold withKey(Hold hold, String key) {
    return new Hold(
        hold.id(),
        hold.account(),
        hold.card(),
        key,
        hold.authorizedMinor(),
        hold.heldMinor(),
        hold.clearedMinor(),
        hold.reversedMinor(),
        hold.state(),
        hold.approvalCode(),
        hold.rrn(),
        hold.merchant(),
        hold.at(),
        hold.expiresAt(),
        hold.estimated(),
        hold.standIn());
  }

  private static Fixture.Asking reversal(long minor) {
    return new Fixture.Asking(CardRequest.Kind.REVERSAL, new Money(minor, Fixture.JPY));
  }

  private static Change reverse(CardRequest request, Snapshot seen) {
    return new Reverse(request, PROGRAMS).apply(seen);
  }
}
