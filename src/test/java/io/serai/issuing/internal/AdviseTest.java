package io.serai.issuing.internal;

import static io.serai.issuing.internal.Fixture.PROGRAMS;
import static io.serai.issuing.internal.Fixture.hold;
import static io.serai.issuing.internal.Fixture.seen;
import static io.serai.issuing.internal.Fixture.used;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.issuing.CardRequest;
import io.serai.issuing.Change;
import io.serai.issuing.Hold;
import io.serai.issuing.Snapshot;
import io.serai.payment.Money;
import org.junit.jupiter.api.Test;

/** A 0120 is accepted whatever the account says (S4.3). */
class AdviseTest {

  @Test
  void itIsHeldAlsoWhereNothingIsLeft() {
    Change change = advise(advice(5000).approvedAs("NET123").request(), seen(null), false);
    assertThat(change.decision().responseCode()).isEqualTo("00");
    Hold hold = requireNonNull(change.hold());
    assertThat(hold.heldMinor()).isEqualTo(5000);
    assertThat(hold.approvalCode()).isEqualTo("NET123");
    assertThat(requireNonNull(change.account()).availableMinor()).isEqualTo(-4000);
    assertThat(requireNonNull(change.account()).usage()).isEqualTo(used(2, 5100));
    assertThat(hold.at()).isEqualTo(Fixture.NOW);
  }

  @Test
  void ofAnOriginalItReplacesTheAmount() {
    Change more = advise(advice(700).request(), seen(hold(300, 0, 0, Hold.State.OPEN)), false);
    assertThat(requireNonNull(more.hold()).heldMinor()).isEqualTo(700);
    assertThat(requireNonNull(more.account()).heldMinor()).isEqualTo(700);
    assertThat(requireNonNull(more.account()).usage()).isEqualTo(used(2, 500));
    Change less = advise(advice(100).request(), seen(hold(300, 0, 0, Hold.State.OPEN)), false);
    assertThat(requireNonNull(less.hold()).heldMinor()).isEqualTo(100);
    assertThat(requireNonNull(less.account()).heldMinor()).isEqualTo(100);
    assertThat(requireNonNull(less.account()).usage()).isEqualTo(used(1, -100));
    Change none = advise(advice(0).request(), seen(hold(300, 0, 0, Hold.State.OPEN)), false);
    assertThat(requireNonNull(none.hold()).state()).isEqualTo(Hold.State.REVERSED);
    assertThat(requireNonNull(none.account()).heldMinor()).isZero();
  }

  @Test
  void whatIsBookedOfTheOriginalIsAPartOfTheNewAmount() {
    Change change = advise(advice(500).request(), seen(hold(300, 200, 0, Hold.State.OPEN)), false);
    assertThat(requireNonNull(change.hold()).heldMinor()).isEqualTo(300);
    Change booked =
        advise(advice(500).request(), seen(hold(300, 300, 0, Hold.State.CLEARED)), false);
    assertThat(booked.hold()).isNull();
    assertThat(booked.decision().reason()).isEqualTo("already_cleared");
  }

  @Test
  void theAdviceOfADeclineAndAnUnknownCardHoldNothing() {
    Change declined = advise(advice(500).request(), seen(null), true);
    assertThat(declined.decision().responseCode()).isEqualTo("00");
    assertThat(declined.hold()).isNull();
    assertThat(requireNonNull(declined.account()).heldMinor()).isZero();
    Change unknown = advise(advice(500).request(), Fixture.unknown(), false);
    assertThat(unknown.decision().responseCode()).isEqualTo("00");
    assertThat(unknown.account()).isNull();
  }

  @Test
  void anotherCurrencyIsNotedAndHoldsNothing() {
    CardRequest abroad =
        new Fixture.Asking(CardRequest.Kind.ADVICE, new Money(300, Fixture.USD)).request();
    Change change = advise(abroad, seen(null), false);
    assertThat(change.decision().responseCode()).isEqualTo("00");
    assertThat(requireNonNull(change.event()).reason()).isEqualTo("currency");
    assertThat(change.hold()).isNull();
  }

  private static Fixture.Asking advice(long minor) {
    return new Fixture.Asking(CardRequest.Kind.ADVICE, new Money(minor, Fixture.JPY));
  }

  private static Change advise(CardRequest request, Snapshot seen, boolean declined) {
    return new Advise(request, PROGRAMS, Fixture.FRESH, declined).apply(seen);
  }
}
