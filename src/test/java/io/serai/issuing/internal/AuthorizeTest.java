package io.serai.issuing.internal;

import static io.serai.issuing.internal.Fixture.NOW;
import static io.serai.issuing.internal.Fixture.PROGRAMS;
import static io.serai.issuing.internal.Fixture.asking;
import static io.serai.issuing.internal.Fixture.hold;
import static io.serai.issuing.internal.Fixture.seen;
import static io.serai.issuing.internal.Fixture.used;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.issuing.CardEvent;
import io.serai.issuing.CardEventKind;
import io.serai.issuing.CardRequest;
import io.serai.issuing.Change;
import io.serai.issuing.Hold;
import io.serai.issuing.Snapshot;
import io.serai.payment.Money;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A 0100 over an account (S4.3). */
class AuthorizeTest {

  @Test
  void anApprovalIsHeldAndCounted() {
    Change change = authorize(asking(400).category("7011").request(), seen(null));
    assertThat(change.decision().responseCode()).isEqualTo("00");
    assertThat(change.decision().approvalCode()).isEqualTo("NEW222");
    assertThat(change.decision().availableMinor()).isEqualTo(600);
    Hold hold = requireNonNull(change.hold());
    assertThat(hold.heldMinor()).isEqualTo(400);
    assertThat(hold.key()).isEqualTo("a-key");
    assertThat(hold.expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(30)));
    var account = requireNonNull(change.account());
    assertThat(account.heldMinor()).isEqualTo(400);
    assertThat(account.balanceMinor()).isEqualTo(1000);
    assertThat(account.seq()).isEqualTo(8);
    assertThat(account.usage()).isEqualTo(used(2, 500));
    CardEvent event = requireNonNull(change.event());
    assertThat(event.kind()).isEqualTo(CardEventKind.APPROVED);
    assertThat(event.seq()).isEqualTo(8);
    assertThat(event.heldMinor()).isEqualTo(400);
    assertThat(event.heldAfterMinor()).isEqualTo(400);
    assertThat(event.postedMinor()).isZero();
    assertThat(change.transfers()).isEmpty();
  }

  @Test
  void anUnknownCardIs14AndOfNoAccount() {
    Change change = authorize(asking(400).request(), Fixture.unknown());
    assertThat(change.decision().responseCode()).isEqualTo("14");
    assertThat(change.account()).isNull();
    assertThat(change.event()).isNull();
  }

  @Test
  void aDeclineHasTheRulesCodeAndHoldsNothing() {
    Change change = authorize(asking(1001).request(), seen(null));
    assertThat(change.decision().responseCode()).isEqualTo("51");
    assertThat(change.decision().reason()).isEqualTo("balance");
    assertThat(change.decision().approved()).isFalse();
    assertThat(change.hold()).isNull();
    assertThat(requireNonNull(change.account()).heldMinor()).isZero();
    assertThat(requireNonNull(change.event()).kind()).isEqualTo(CardEventKind.DECLINED);
  }

  @Test
  void aPartIsApprovedWhereTheRequestTakesOne() {
    Change change = authorize(asking(1500).wishing(true, true, false, false).request(), seen(null));
    assertThat(change.decision().responseCode()).isEqualTo("10");
    assertThat(change.decision().approvedMinor()).isEqualTo(1000);
    assertThat(change.decision().availableMinor()).isZero();
    assertThat(requireNonNull(change.hold()).heldMinor()).isEqualTo(1000);
  }

  @Test
  void anIncrementAddsToItsOriginalAndKeepsItsName() {
    Change change =
        authorize(
            asking(200).wishing(false, false, true, true).request(),
            seen(hold(300, 0, 0, Hold.State.OPEN)));
    Hold hold = requireNonNull(change.hold());
    assertThat(hold.id()).isEqualTo("hld_1");
    assertThat(hold.authorizedMinor()).isEqualTo(500);
    assertThat(hold.heldMinor()).isEqualTo(500);
    assertThat(change.decision().approvalCode()).isEqualTo("OLD111");
    assertThat(requireNonNull(change.account()).heldMinor()).isEqualTo(500);
    assertThat(requireNonNull(change.event()).heldMinor()).isEqualTo(200);
  }

  @Test
  void anIncrementWithoutOriginalOrToOneThatEndedIsAHoldOfItsOwn() {
    CardRequest increment = asking(200).wishing(false, false, false, true).request();
    assertThat(requireNonNull(authorize(increment, seen(null)).hold()).id()).isEqualTo("hld_2");
    Hold ended = hold(300, 0, 300, Hold.State.REVERSED);
    assertThat(requireNonNull(authorize(increment, seen(ended)).hold()).id()).isEqualTo("hld_2");
  }

  @Test
  void aPartThatIsNothingAtTheMerchantIsDeclined() {
    Fixture.Asking dear =
        new Fixture.Asking(
                CardRequest.Kind.AUTHORIZATION, new io.serai.payment.Money(1, Fixture.USD))
            .billing(1500, Fixture.JPY)
            .wishing(true, false, false, false);
    Change change = authorize(dear.request(), seen(null));
    assertThat(change.decision().responseCode()).isEqualTo("51");
    assertThat(change.hold()).isNull();
  }

  @Test
  void theOriginalOfAnotherAccountIsNotTouched() {
    Hold other = Fixture.hold(300, 0, 0, Hold.State.OPEN);
    Snapshot seen =
        new Snapshot(
            NOW,
            new io.serai.issuing.CardAccount(
                "acc_2", "acme", "prepaid", Fixture.JPY, 1000, 0, 0, 0, used(0, 0)),
            Fixture.CARD,
            other);
    CardRequest increment = asking(200).wishing(false, false, false, true).request();
    assertThat(requireNonNull(authorize(increment, seen).hold()).id()).isEqualTo("hld_2");
  }

  @Test
  void theBillingAmountCountsWhereItIsInTheAccountsCurrency() {
    CardRequest abroad =
        new Fixture.Asking(CardRequest.Kind.AUTHORIZATION, new Money(300, Fixture.USD))
            .billing(450, Fixture.JPY)
            .request();
    assertThat(requireNonNull(authorize(abroad, seen(null)).hold()).heldMinor()).isEqualTo(450);
    CardRequest billedElsewhere = asking(400).billing(300, Fixture.USD).request();
    assertThat(requireNonNull(authorize(billedElsewhere, seen(null)).hold()).heldMinor())
        .isEqualTo(400);
  }

  @Test
  void anAmountInNoCurrencyOfTheAccountIs12() {
    CardRequest abroad =
        new Fixture.Asking(CardRequest.Kind.AUTHORIZATION, new Money(300, Fixture.USD)).request();
    Change change = authorize(abroad, seen(null));
    assertThat(change.decision().responseCode()).isEqualTo("12");
    assertThat(change.decision().reason()).isEqualTo("currency");
  }

  @Test
  void anAccountWhoseProgramIsGoneIs91() {
    var lost =
        new io.serai.issuing.CardAccount(
            "acc_1", "acme", "gone", Fixture.JPY, 1000, 0, 0, 0, used(0, 0));
    Change change = authorize(asking(10).request(), new Snapshot(NOW, lost, Fixture.CARD, null));
    assertThat(change.decision().responseCode()).isEqualTo("91");
    assertThat(change.decision().reason()).isEqualTo("program_unknown");
  }

  private static Change authorize(CardRequest request, Snapshot seen) {
    return new Authorize(request, PROGRAMS, Fixture.FRESH).apply(seen);
  }
}
