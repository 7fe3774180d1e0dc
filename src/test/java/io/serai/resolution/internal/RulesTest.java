package io.serai.resolution.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.journal.FollowUp;
import io.serai.payment.Channel;
import io.serai.payment.Currency;
import io.serai.payment.Money;
import io.serai.payment.Operation;
import io.serai.payment.Origin;
import io.serai.payment.Outcome;
import io.serai.payment.Payment;
import io.serai.payment.PaymentState;
import io.serai.provider.BypassRule;
import io.serai.provider.Definitions;
import io.serai.provider.ProviderDefinition;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent for a case, and what its answer makes of the payment (S3.4, S3.5, I2, I3). */
class RulesTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Outcome APPROVED = new Outcome.Approved("r1", "A1");
  private static final Outcome NO_ORIGINAL = new Outcome.Declined(Outcome.NO_ORIGINAL, false);

  @ParameterizedTest
  @CsvSource({
    "false, REVERSAL INQUIRY, REVERSAL",
    "false, INQUIRY, INQUIRY",
    "false, CHARGE, CHARGE",
    "true, REVERSAL INQUIRY, INQUIRY",
    "true, REVERSAL, REVERSAL",
    "true, REVERSAL VOID, REVERSAL"
  })
  void anUnknownIsReversedAndAtTheOnlyProviderAskedAboutFirst(
      boolean alone, String can, Operation sent) {
    assertThat(Remedies.operation(owed(alone, false), unknown(Channel.REST), provider(can)))
        .contains(sent);
  }

  @ParameterizedTest
  @CsvSource({
    // An ordinary cancel names the approval; without its name the request itself is undone.
    "approval-1, REVERSAL VOID INQUIRY, VOID",
    ", REVERSAL VOID INQUIRY, REVERSAL",
    ", VOID INQUIRY, VOID",
    "approval-1, REVERSAL INQUIRY, REVERSAL"
  })
  void anApprovalThatWasFoundIsCancelledInTheOrdinaryWay(
      @Nullable String called, String can, Operation sent) {
    FollowUp found = owed(true, false).toCancel(NOW, called);
    assertThat(Remedies.operation(found, unknown(Channel.ISO8583), provider(can))).contains(sent);
  }

  @Test
  void whatCannotBeCancelledIsForPeopleAndNeverSentAgain() {
    assertThat(
            Remedies.operation(
                owed(true, true), unknown(Channel.ISO8583), provider("AUTHORIZE INQUIRY")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "CHARGE, REVERSAL, REVERSAL",
    "CHARGE, INQUIRY, INQUIRY",
    "CHARGE, CHARGE, ",
    "REFUND, REFUND INQUIRY REVERSAL, ",
  })
  void whatAProviderDoesNotPromiseToDoOnceIsNeverSentAgain(
      Operation asked, String can, @Nullable Operation sent) {
    FollowUp owed = new FollowUp("pay_1", 1, asked, "van-a", "pay_1", 1000, NOW);
    assertThat(Remedies.operation(owed, unknown(Channel.REST), provider(can, false)))
        .isEqualTo(Optional.ofNullable(sent));
    assertThat(Remedies.operation(owed, unknown(Channel.REST), provider(can, true))).isPresent();
  }

  @Test
  void aCancelNamesWhatTheProviderCallsItAndNeverWhatAnotherCallsItsOwn() {
    Payment elsewhere =
        unknown(Channel.REST).place(new Payment.Placement("van-b", "pay_1.2", "of-b", null));
    var attempt = new Payment.InFlight(3, Operation.VOID, "van-a", "pay_1", 1000, "proc", NOW);
    FollowUp owed = owed(true, false);
    assertThat(Remedies.call(owed, elsewhere, attempt, null, false).originalReference()).isNull();
    assertThat(
            Remedies.call(owed.toCancel(NOW, "of-a"), elsewhere, attempt, null, false)
                .originalReference())
        .isEqualTo("of-a");
  }

  @Test
  void whatItsCallerTookBackIsReversedWithoutAsking() {
    assertThat(
            Remedies.operation(
                owed(true, false),
                unknown(Channel.ISO8583).requestReversal(),
                provider("REVERSAL INQUIRY")))
        .contains(Operation.REVERSAL);
  }

  @Test
  void aRepeatKeepsItsKeyAndSaysThatItIsOne() {
    Payment payment = unknown(Channel.REST);
    var attempt =
        new Payment.InFlight(2, Operation.REVERSAL, "van-a", payment.id(), 1000, "proc", NOW);
    var first = Remedies.call(owed(false, false), payment, attempt, null, false);
    var second = Remedies.call(owed(false, false), payment, attempt, null, true);
    assertThat(first.key()).isEqualTo("pay_1.1.reversal").isEqualTo(second.key());
    assertThat(first.body()).doesNotContainKey("repeat");
    assertThat(second.body()).containsEntry("repeat", true);
  }

  @ParameterizedTest
  @CsvSource({
    "REST, APPROVED, CLOSE",
    "QUEUE, APPROVED, CLOSE",
    "ISO8583, UNKNOWN, CANCEL",
  })
  void anApprovalFoundStandsOnlyWhereNobodyWasToldNo(
      Channel channel, PaymentState state, Judgement.Next next) {
    Judgement judgement = judge(owed(true, false), Operation.INQUIRY, unknown(channel), APPROVED);
    assertThat(judgement.payment().state()).isEqualTo(state);
    assertThat(judgement.next()).isEqualTo(next);
  }

  @Test
  void anApprovalFoundIsPlacedWithItsReferenceSoThatItCanBeRefunded() {
    Payment.Placement placed =
        judge(owed(true, false), Operation.INQUIRY, unknown(Channel.REST), APPROVED)
            .payment()
            .placement();
    assertThat(placed).isEqualTo(new Payment.Placement("van-a", "pay_1.1", "r1", "A1"));
  }

  @Test
  void anApprovalFoundAtAnAbandonedProviderIsCancelledAndTheOtherOneStands() {
    Payment elsewhere =
        unknown(Channel.REST)
            .place(new Payment.Placement("van-b", "pay_1.2", null, null))
            .become(PaymentState.APPROVED);
    Judgement judgement = judge(owed(false, false), Operation.INQUIRY, elsewhere, APPROVED);
    assertThat(judgement.next()).isEqualTo(Judgement.Next.CANCEL);
    assertThat(judge(owed(false, false), Operation.REVERSAL, elsewhere, APPROVED).payment().state())
        .isEqualTo(PaymentState.APPROVED);
  }

  @Test
  void theReversalOfOneAttemptChangesNothingWhileTheNextIsUnderWay() {
    Payment trying =
        fresh(Channel.REST)
            .begin(new Payment.InFlight(2, Operation.CHARGE, "van-b", "pay_1", 1000, "proc", NOW));
    Judgement judgement = judge(owed(false, false), Operation.REVERSAL, trying, APPROVED);
    assertThat(judgement.payment().state()).isEqualTo(PaymentState.PENDING);
    assertThat(judgement.next()).isEqualTo(Judgement.Next.CLOSE);
  }

  @ParameterizedTest
  @CsvSource({
    // send, seconds after the provider answered first (the window is 30 s), closes
    "1, 0, false",
    "2, 29, false",
    "1, 31, false",
    "2, 30, true",
    "3, 60, true"
  })
  void noOriginalClosesOnlyAsTheAnswerToARepeatSentAfterTheWindow(
      int send, int seconds, boolean closes) {
    var window = new LateWindow(NOW, provider("REVERSAL"), NOW.plusSeconds(seconds), send);
    Judgement judgement =
        Judgement.of(
            owed(false, false),
            Operation.REVERSAL,
            unknown(Channel.REST),
            NO_ORIGINAL,
            window.isOver());
    assertThat(judgement.next()).isEqualTo(closes ? Judgement.Next.CLOSE : Judgement.Next.KEEP);
    assertThat(judgement.payment().state())
        .isEqualTo(closes ? PaymentState.FAILED : PaymentState.UNKNOWN);
  }

  @Test
  void aProviderThatDeniesWhatItApprovedIsForPeople() {
    Payment approved = unknown(Channel.REST).become(PaymentState.APPROVED).requestReversal();
    Judgement judgement = judge(owed(false, false), Operation.REVERSAL, approved, NO_ORIGINAL);
    assertThat(judgement.next()).isEqualTo(Judgement.Next.BY_HAND);
    assertThat(judgement.payment().state()).isEqualTo(PaymentState.APPROVED);
  }

  @ParameterizedTest
  @CsvSource({"FAILED", "DECLINED", "REVERSED"})
  void anAnsweredStateNeverFlips(PaymentState end) {
    Payment ended = unknown(Channel.REST).become(end);
    for (Operation sent : List.of(Operation.INQUIRY, Operation.REVERSAL)) {
      assertThat(judge(owed(true, false), sent, ended, APPROVED).payment().state()).isEqualTo(end);
      assertThat(judge(owed(true, false), sent, ended, NO_ORIGINAL).payment().state())
          .isEqualTo(end);
    }
  }

  @Test
  void aCaseThatIsUnderWayIsNotBegunAgain() {
    Payment payment =
        unknown(Channel.REST)
            .begin(
                new Payment.InFlight(2, Operation.REVERSAL, "van-a", "pay_1", 1000, "proc", NOW));
    assertThat(Remedies.underWay(owed(false, false), payment)).isTrue();
    assertThat(Remedies.underWay(owed(false, false), payment.end(2))).isFalse();
  }

  /** After the window, as a repeat. */
  private static Judgement judge(FollowUp owed, Operation sent, Payment payment, Outcome outcome) {
    return Judgement.of(owed, sent, payment, outcome, true);
  }

  private static FollowUp owed(boolean alone, boolean cancel) {
    return new FollowUp("pay_1", 1, Operation.CHARGE, "van-a", "pay_1", 1000, NOW, alone, cancel);
  }

  private static Payment unknown(Channel channel) {
    return fresh(channel)
        .place(new Payment.Placement("van-a", "pay_1.1", null, null))
        .become(PaymentState.UNKNOWN);
  }

  private static Payment fresh(Channel channel) {
    var origin =
        new Origin(
            "acme",
            "",
            channel,
            null,
            "key",
            null,
            Map.of("type", "card"),
            "charges",
            "hash",
            "trace",
            NOW);
    return Payment.fresh("pay_1", origin, Operation.CHARGE, new Money(1000, Currency.of("JPY")));
  }

  /**
   * Who keeps keys for a time alone: the request is sent again until then, whatever a search says,
   * and never after; what the provider has named is cancelled by its name.
   */
  @ParameterizedTest
  @CsvSource({
    "CHARGE, PT22H, CHARGE",
    "CHARGE, PT23H, INQUIRY",
    "CHARGE, PT2000H, INQUIRY",
    "REFUND, PT22H, REFUND",
    "REFUND, PT23H, "
  })
  void afterAKeyIsForgottenNothingIsSentAgain(
      Operation asked, Duration age, @Nullable Operation sent) {
    FollowUp owed = new FollowUp("pay_1", 1, asked, "van-a", "pay_1", 1000, NOW);
    assertThat(Remedies.operation(owed, unknown(Channel.REST), forgetful(), age))
        .isEqualTo(Optional.ofNullable(sent));
  }

  @Test
  void whatThePayerHasYetToConfirmIsCancelledByItsName() {
    Payment named =
        unknown(Channel.REST)
            .place(new Payment.Placement("van-a", "pay_1.1", "pi_1", null))
            .requestReversal();
    assertThat(Remedies.operation(owed(true, false), named, forgetful(), Duration.ZERO))
        .contains(Operation.VOID);
  }

  private static ProviderDefinition forgetful() {
    ProviderDefinition like = provider("REFUND VOID INQUIRY");
    return new ProviderDefinition(
        like.name(),
        like.kamelet(),
        null,
        like.settings(),
        like.operations(),
        like.timeout(),
        like.lateWindow(),
        like.zone(),
        like.bypass(),
        true,
        like.outcomes(),
        like.limits(),
        like.terms(),
        Duration.ofHours(23));
  }

  private static ProviderDefinition provider(String operations) {
    return provider(operations, true);
  }

  private static ProviderDefinition provider(String operations, boolean idempotent) {
    Set<Operation> can = EnumSet.of(Operation.CHARGE);
    for (String word : operations.split(" ", -1)) {
      can.add(Operation.valueOf(word));
    }
    return Definitions.of(
        "van-a",
        Map.of(),
        can,
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        ZoneOffset.UTC,
        BypassRule.DEFAULT,
        idempotent,
        List.of());
  }
}
