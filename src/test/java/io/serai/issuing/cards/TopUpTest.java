package io.serai.issuing.cards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.serai.issuing.CardEvent;
import io.serai.issuing.CardEventKind;
import io.serai.issuing.Change.Transfer;
import io.serai.payment.AlarmRaised;
import io.serai.payment.Currency;
import io.serai.payment.Money;
import io.serai.payment.Payment;
import io.serai.payment.PaymentState;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What was charged is credited once, whatever dies in between (S4.5). */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@SuppressWarnings("NullAway.Init")
class TopUpTest {

  private static final Money THOUSAND = new Money(1000, Currency.of("JPY"));

  private DeskOverPostgres desk;
  private String card;
  private Map<String, Object> body;

  @BeforeEach
  void start() {
    desk = new DeskOverPostgres();
    card = desk.card("card");
    body = request(card);
  }

  @AfterEach
  void stop() {
    desk.close();
  }

  private static Map<String, Object> request(String card) {
    return Map.of(
        "card",
        card,
        "amount",
        1000L,
        "currency",
        "JPY",
        "method",
        Map.of("type", "card", "token", "tok_visa"),
        "reference",
        "salary");
  }

  private Map<String, Object> begin(String key) {
    return desk.ask(CardStep.TOP_UP, key, body);
  }

  /** What the engine would answer, and the journal says. */
  private Map<String, Object> charged(String key, String payment, PaymentState state) {
    desk.journal.charged(key, DeskOverPostgres.fingerprint(body), payment, THOUSAND, state);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", payment);
    answer.put("state", state.word());
    answer.put("amount", 1000L);
    answer.put("currency", "JPY");
    answer.put("provider", "gateway-a");
    answer.put("outcome", state == PaymentState.REFUNDED ? "approved" : state.word());
    return answer;
  }

  private Map<String, Object> credit(String key, Map<String, Object> charge) {
    return desk.ask(CardStep.CREDIT, key, charge);
  }

  private long balance() {
    return desk.accounts.account(desk.accountOf(card)).balanceMinor();
  }

  private String state() {
    return desk.jdbc.sql("select state from card_top_up").query(String.class).single();
  }

  /**
   * Lets time pass until whoever looks after lost top-ups has looked again, and they have ended.
   */
  private void seenTo(String state) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              desk.later(Duration.ofMinutes(10));
              desk.upkeep.seeToDue();
              return state().equals(state);
            });
  }

  @Test
  void theChargeIsHandedOnAndWhatItTookIsCredited() {
    assertThat(begin("t1"))
        .containsOnlyKeys("amount", "currency", "method", "reference", "program")
        .containsEntry("amount", 1000L)
        .containsEntry("program", "prepaid-jp");
    assertThat(credit("t1", charged("t1", "pay_1", PaymentState.APPROVED)))
        .containsEntry("state", "credited")
        .containsEntry("outcome", "approved")
        .containsEntry("payment", "pay_1")
        .containsEntry("card", card)
        .containsEntry("amount", 1000L)
        .containsEntry("provider", "gateway-a");
    assertThat(balance()).isEqualTo(1000);
    assertThat(state()).isEqualTo("credited");
    CardEvent event = desk.accounts.events.get(0);
    assertThat(event.kind()).isEqualTo(CardEventKind.TOPPED_UP);
    assertThat(event.payment()).isEqualTo("pay_1");
    assertThat(event.card()).isEqualTo(card);
    assertThat(event.key()).isEqualTo("top-up/pay_1");
    assertThat(event.seq()).isEqualTo(2);
    assertThat(desk.accounts.transfers)
        .containsExactly(new Transfer("program_payable", "cardholder", "top_up", 1000));
  }

  @Test
  void aRepeatCreditsNothingMore() {
    begin("t1");
    Map<String, Object> charge = charged("t1", "pay_1", PaymentState.APPROVED);
    credit("t1", charge);
    claim("t1");
    begin("t1");
    charge.put("replay", true);
    assertThat(credit("t1", charge))
        .containsEntry("state", "credited")
        .containsEntry("replay", true);
    assertThat(balance()).isEqualTo(1000);
  }

  private void claim(String key) {
    var unused =
        desk.jdbc
            .sql(
                "insert into claim (id, tenant, merchant, payment_id, subject, fingerprint, route_set,"
                    + " trace_id, at) values (:id, 'acme', '', 'p', 'p', '', '', '', now())")
            .param("id", "acme/" + key)
            .update();
  }

  @Test
  void oneWhoseProcessWasLostAfterTheChargeIsCreditedByWhoeverLooks() {
    begin("t1");
    charged("t1", "pay_1", PaymentState.APPROVED);
    desk.upkeep.seeToDue();
    assertThat(balance()).as("its own request has its time first").isZero();
    seenTo("credited");
    assertThat(balance()).isEqualTo(1000);
  }

  @Test
  void aCreditWhoseAnswerWasLostIsNotMadeTwice() {
    begin("t1");
    desk.accounts.losing = true;
    assertThat(credit("t1", charged("t1", "pay_1", PaymentState.APPROVED)))
        .containsEntry("state", "pending")
        .containsEntry("outcome", "pending");
    assertThat(balance()).isEqualTo(1000);
    seenTo("credited");
    assertThat(balance()).isEqualTo(1000);
    assertThat(desk.accounts.events).hasSize(1);
  }

  @Test
  void oneThatCannotBeCreditedIsTriedUntilItCan() {
    begin("t1");
    desk.accounts.failing = 3;
    credit("t1", charged("t1", "pay_1", PaymentState.APPROVED));
    assertThat(balance()).isZero();
    seenTo("credited");
    assertThat(balance()).isEqualTo(1000);
  }

  @Test
  void anUnknownChargeIsCreditedOnceItIsKnown() {
    begin("t1");
    assertThat(credit("t1", charged("t1", "pay_1", PaymentState.UNKNOWN)))
        .containsEntry("state", "pending")
        .containsEntry("outcome", "unknown");
    desk.later(Duration.ofMinutes(10));
    desk.upkeep.seeToDue();
    assertThat(balance()).isZero();
    charged("t1", "pay_1", PaymentState.APPROVED);
    seenTo("credited");
    assertThat(balance()).isEqualTo(1000);
  }

  @Test
  void whatWasNotChargedEndsWithoutACredit() {
    for (PaymentState state :
        new PaymentState[] {
          PaymentState.DECLINED, PaymentState.REVERSED, PaymentState.EXPIRED, PaymentState.FAILED
        }) {
      begin("t " + state);
      Map<String, Object> charge = charged("t " + state, "pay_" + state, state);
      charge.put("outcome", state == PaymentState.FAILED ? "failed" : "declined");
      assertThat(credit("t " + state, charge))
          .containsEntry("state", state.word())
          .containsEntry("outcome", charge.get("outcome"));
      assertThat(
              desk.jdbc
                  .sql("select state from card_top_up where payment_id = :p")
                  .param("p", "pay_" + state)
                  .query(String.class)
                  .single())
          .isEqualTo(state.word());
    }
    assertThat(desk.accounts.events).isEmpty();
  }

  @Test
  void whatWasGivenBackBeforeTheCreditIsNotCredited() {
    begin("t1");
    charged("t1", "pay_1", PaymentState.APPROVED);
    Payment payment = desk.journal.get("pay_1");
    desk.journal.put(
        payment.undo(new Payment.Undone(400, 0, 0)).become(PaymentState.PARTIALLY_REFUNDED));
    seenTo("credited");
    assertThat(balance()).isEqualTo(600);
  }

  @Test
  void whileARefundIsUnknownTheCreditWaits() {
    begin("t1");
    charged("t1", "pay_1", PaymentState.APPROVED);
    Payment payment = desk.journal.get("pay_1");
    desk.journal.put(payment.undo(new Payment.Undone(0, 400, 0)));
    desk.later(Duration.ofMinutes(10));
    desk.upkeep.seeToDue();
    assertThat(balance()).isZero();
    desk.journal.put(payment);
    seenTo("credited");
    assertThat(balance()).isEqualTo(1000);
  }

  /** So much of a payment was given back, as a commit of the journal's says it. */
  private void givenBack(String id, PaymentState state, long refunded) {
    Payment payment = desk.journal.get(id);
    Payment left = payment.undo(new Payment.Undone(refunded, 0, 0));
    desk.journal.put(payment.state() == state ? left : left.become(state));
    var unused =
        desk.jdbc
            .sql(
                """
                insert into payment (id, tenant, merchant, seq, state, in_flight, route_set,
                    trace_id, updated_at, data)
                values (:id, 'acme', '', 1, 'approved', false, '', '', :at, '{}')
                on conflict do nothing
                """)
            .param("id", id)
            .param("at", Timestamp.from(desk.now()))
            .update();
    var unusedUpdate =
        desk.jdbc
            .sql("update payment set state = :state, updated_at = :at where id = :id")
            .param("state", state.word())
            .param("at", Timestamp.from(desk.now()))
            .param("id", id)
            .update();
  }

  private void balanceBecomes(long minor) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              desk.later(Duration.ofMinutes(10));
              desk.upkeep.seeToDue();
              return balance() == minor && toBeSeenTo() == 0;
            });
  }

  private long toBeSeenTo() {
    return desk.jdbc
        .sql("select count(*) from card_top_up where changes > changes_seen")
        .query(Long.class)
        .single();
  }

  private long takenBack() {
    return desk.jdbc.sql("select taken_back_minor from card_top_up").query(Long.class).single();
  }

  @Test
  void whatIsGivenBackOfTheChargeLeavesTheCardOnce() {
    begin("t1");
    credit("t1", charged("t1", "pay_1", PaymentState.APPROVED));
    balanceBecomes(1000);
    givenBack("pay_1", PaymentState.PARTIALLY_REFUNDED, 300);
    balanceBecomes(700);
    givenBack("pay_1", PaymentState.PARTIALLY_REFUNDED, 400);
    balanceBecomes(600);
    givenBack("pay_1", PaymentState.REFUNDED, 1000);
    balanceBecomes(0);
    assertThat(takenBack()).isEqualTo(1000);
    assertThat(desk.accounts.events)
        .extracting(CardEvent::kind, CardEvent::postedMinor, CardEvent::key, CardEvent::payment)
        .containsExactly(
            tuple(CardEventKind.TOPPED_UP, 1000L, "top-up/pay_1", "pay_1"),
            tuple(CardEventKind.TOP_UP_REFUNDED, -300L, "top-up/pay_1/back/0", "pay_1"),
            tuple(CardEventKind.TOP_UP_REFUNDED, -100L, "top-up/pay_1/back/300", "pay_1"),
            tuple(CardEventKind.TOP_UP_REFUNDED, -600L, "top-up/pay_1/back/400", "pay_1"));
    assertThat(desk.accounts.transfers.get(1))
        .isEqualTo(new Transfer("cardholder", "program_payable", "top_up_refund", 300));
    assertThat(desk.alarms).isEmpty();
  }

  @Test
  void aLateReversalOfTheChargeTakesAllOfIt() {
    begin("t1");
    credit("t1", charged("t1", "pay_1", PaymentState.APPROVED));
    givenBack("pay_1", PaymentState.REVERSED, 0);
    balanceBecomes(0);
    assertThat(takenBack()).isEqualTo(1000);
  }

  @Test
  void whatWasTakenByOneWhoDiedIsNotTakenAgainAndTheRestIs() {
    begin("t1");
    credit("t1", charged("t1", "pay_1", PaymentState.APPROVED));
    balanceBecomes(1000);
    givenBack("pay_1", PaymentState.PARTIALLY_REFUNDED, 300);
    desk.accounts.losing = true; // taken, and the process dies before its row says so
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              desk.later(Duration.ofMinutes(10));
              desk.upkeep.seeToDue();
              return balance() == 700;
            });
    givenBack("pay_1", PaymentState.PARTIALLY_REFUNDED, 500);
    balanceBecomes(500);
    assertThat(takenBack()).isEqualTo(500);
    assertThat(desk.accounts.events)
        .extracting(CardEvent::postedMinor)
        .containsExactly(1000L, -300L, -200L);
  }

  @Test
  void aCreditThatNobodyNotedIsTakenBackToo() {
    begin("t1");
    desk.accounts.losing = true;
    credit("t1", charged("t1", "pay_1", PaymentState.APPROVED));
    assertThat(state()).isEqualTo("pending");
    assertThat(balance()).isEqualTo(1000);
    givenBack("pay_1", PaymentState.REFUNDED, 1000);
    balanceBecomes(0);
    assertThat(state()).isEqualTo("credited");
    assertThat(takenBack()).isEqualTo(1000);
  }

  @Test
  void whatWasGivenBackWholeIsCreditedByNobodyWhoComesLater() {
    begin("t1");
    charged("t1", "pay_1", PaymentState.APPROVED);
    TopUp pending = desk.topUpRows.find("acme", "t1").orElseThrow();
    givenBack("pay_1", PaymentState.REFUNDED, 1000);
    seenTo("refunded");
    // As one that had read the journal before the refund, and wakes up after it.
    charged("t1", "pay_1", PaymentState.APPROVED);
    desk.topUps.settle(pending).join();
    assertThat(balance()).isZero();
    assertThat(desk.accounts.events).isEmpty();
  }

  @Test
  void whatWasSpentAlreadyIsOwedAndRaisesAnAlarm() {
    begin("t1");
    credit("t1", charged("t1", "pay_1", PaymentState.APPROVED));
    String account = desk.accountOf(card);
    desk.accounts.put(desk.accounts.account(account).post(-700));
    givenBack("pay_1", PaymentState.REFUNDED, 1000);
    balanceBecomes(-700);
    assertThat(desk.accounts.events.get(1).reason()).isEqualTo("top-up refunded; overdrawn");
    assertThat(desk.alarms)
        .containsExactly(
            new AlarmRaised(
                "top_up_overdrawn",
                account,
                "the refund of pay_1 took 1000 JPY from the account, of which some was spent:"
                    + " 700 JPY are missing; claim them from the holder of "
                    + card));
  }

  @Test
  void aKeyThatAnotherChargeHasCreditsNothing() {
    desk.journal.charged("t1", "a charge of its own", "pay_1", THOUSAND, PaymentState.APPROVED);
    begin("t1");
    desk.later(Duration.ofMinutes(10));
    desk.upkeep.seeToDue();
    assertThat(state()).isEqualTo("pending");
    desk.later(Duration.ofDays(1));
    seenTo("failed");
    assertThat(balance()).isZero();
  }

  @Test
  void aRouteThatChargesAnotherAmountCreditsNothingAndRaisesAnAlarm() {
    begin("t1");
    desk.journal.charged(
        "t1",
        DeskOverPostgres.fingerprint(body),
        "pay_1",
        new Money(1, Currency.of("JPY")),
        PaymentState.APPROVED);
    Map<String, Object> answer = new HashMap<>();
    answer.put("id", "pay_1");
    answer.put("outcome", "approved");
    answer.put("state", "approved");
    assertThat(credit("t1", answer)).containsEntry("state", "failed");
    assertThat(balance()).isZero();
    assertThat(desk.alarms).hasSize(1);
    assertThat(desk.alarms.get(0).subject()).isEqualTo("pay_1");
    assertThat(desk.alarms.get(0).text())
        .startsWith("the route charged another amount than the top-up top_")
        .endsWith("nothing is credited: refund it, and mend the route");
  }

  @Test
  void whatARouteWritesIntoTheBodyCreditsNothing() {
    begin("t1");
    Map<String, Object> forged = new HashMap<>(Map.of("id", "pay_9", "state", "approved"));
    forged.put("outcome", "approved");
    assertThat(credit("t1", forged)).containsEntry("state", "pending");
    assertThat(balance()).isZero();
    assertThat(desk.refusal(CardStep.CREDIT, "t2", forged))
        .isEqualTo("configuration cards:credit: write cards:top-up before the charge");
  }

  @Test
  void oneThatWasNeverChargedIsGivenUpAndMayBeAskedForAgain() {
    begin("t1");
    desk.later(Duration.ofDays(1));
    seenTo("failed");
    begin("t1");
    assertThat(state()).isEqualTo("pending");
    assertThat(credit("t1", charged("t1", "pay_1", PaymentState.APPROVED)))
        .containsEntry("state", "credited");
    assertThat(balance()).isEqualTo(1000);
  }

  @Test
  void aKeyWhoseChargeIsForgottenChargesNothingAnew() {
    begin("t1");
    credit("t1", charged("t1", "pay_1", PaymentState.APPROVED));
    assertThat(desk.refusal(CardStep.TOP_UP, "t1", body))
        .isEqualTo("idempotency_key_reused the key was used before for another request");
  }

  @Test
  void whatATopUpCannotBeIsNamedAndNothingIsWrittenDown() {
    Map<String, Object> dollars = new HashMap<>(body);
    dollars.put("currency", "USD");
    assertThat(desk.refusal(CardStep.TOP_UP, "w", dollars))
        .isEqualTo("invalid_field currency: must be JPY, as the card's account is");
    dollars.put("currency", "QQQ");
    assertThat(desk.refusal(CardStep.TOP_UP, "w", dollars))
        .isEqualTo("invalid_field currency: 'QQQ' is not an ISO 4217 currency such as JPY or USD");
    Map<String, Object> nothing = new HashMap<>(body);
    nothing.put("amount", 0L);
    assertThat(desk.refusal(CardStep.TOP_UP, "w", nothing))
        .isEqualTo("invalid_field amount: must be at least 1");
    desk.ask(CardStep.BLOCK, "b", Map.of("card", card, "reason", "holder"));
    assertThat(desk.refusal(CardStep.TOP_UP, "w", body))
        .isEqualTo("state_conflict a card that is blocked cannot be topped up; unblock it");
    desk.ask(CardStep.BLOCK, "l", Map.of("card", card, "reason", "lost"));
    assertThat(desk.refusal(CardStep.TOP_UP, "w", body))
        .isEqualTo("state_conflict a card that is lost cannot be topped up");
    assertThat(desk.jdbc.sql("select count(*) from card_top_up").query(Long.class).single())
        .isZero();
  }

  @Test
  void aCardThatIsClosedWhileItsChargeIsUnknownIsCreditedAllTheSame() {
    begin("t1");
    charged("t1", "pay_1", PaymentState.APPROVED);
    desk.ask(CardStep.CLOSE, "c", Map.of("card", card));
    seenTo("credited");
    assertThat(balance()).isEqualTo(1000);
  }

  @Test
  void anotherRequestUnderTheKeyIsRefused() {
    begin("t1");
    Map<String, Object> more = new HashMap<>(body);
    more.put("amount", 2000L);
    assertThat(desk.refusal(CardStep.TOP_UP, "t1", more))
        .isEqualTo("idempotency_key_reused the key was used before for another request");
  }
}
