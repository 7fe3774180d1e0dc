package io.serai.issuing.cards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.payment.CardData;
import io.serai.payment.CardNumber;
import io.serai.payment.SeraiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/** Cards for programs over a real database (S4.5). */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class CardDeskTest {

  private static final String NUMBER = "number";

  private DeskOverPostgres desk;

  @BeforeAll
  void start() {
    desk = new DeskOverPostgres();
  }

  @AfterAll
  void stop() {
    desk.close();
  }

  private Map<String, Object> create(String key, Map<String, ?> body) {
    return desk.ask(CardStep.CREATE, key, body);
  }

  private Map<String, Object> show(String card) {
    return desk.ask(CardStep.SHOW, "", Map.of("card", card));
  }

  private static CardNumber number(Map<String, Object> card) {
    return (CardNumber) Objects.requireNonNull(card.get(NUMBER));
  }

  private static List<?> entries(Map<String, Object> page) {
    return (List<?>) Objects.requireNonNull(page.get("entries"));
  }

  private static String id(Map<String, Object> card) {
    return String.valueOf(card.get("id"));
  }

  @Test
  void aCardHasAnAccountANumberOfItsProgramAndABeginningInItsHistory() {
    Map<String, Object> card =
        create("new-1", Map.of("program", "prepaid-jp", "holder", "member-1"));

    CardNumber number = number(card);
    assertThat(number.digits()).startsWith("939200").hasSize(16).matches(CardData::isLuhn);
    assertThat(String.valueOf(number)).as("shown to whoever prints it").contains("******");
    assertThat(card)
        .containsEntry("status", "active")
        .containsEntry("program", "prepaid-jp")
        .containsEntry("bin", "939200")
        .containsEntry("last_four", number.lastFour())
        .containsEntry("expiry", "2031-11")
        .containsEntry("holder", "member-1")
        .containsEntry("currency", "JPY")
        .containsEntry("balance", 0L)
        .containsEntry("available", 0L)
        .doesNotContainKey("replay");
    assertThat(show(id(card))).containsEntry("holder", "member-1").doesNotContainKey(NUMBER);
    assertThat(
            desk.jdbc
                .sql(
                    "select kind || ' ' || seq || ' ' || reason || ' ' || request_key || ' '"
                        + " || business_date || ' ' || route_set from card_event where card_id = :id")
                .param("id", id(card))
                .query(String.class)
                .list())
        .containsExactly("created 1 created new-1 2026-11-28 set");
  }

  @Test
  void itsNumberIsKeptSealedAndBoundToItUntilItIsTime() {
    Map<String, Object> card = create("sealed-1", Map.of("program", "prepaid-jp"));
    Map<String, Object> other = create("sealed-2", Map.of("program", "prepaid-jp"));
    CardNumber number = number(card);

    assertThat(number).isNotEqualTo(other.get(NUMBER));
    var unused =
        desk.jdbc
            .sql(
                "update card_number set sealed = (select sealed from card_number where card_id = :a)"
                    + " where card_id = :b")
            .param("a", id(card))
            .param("b", id(other))
            .update();
    assertThatThrownBy(() -> create("sealed-2", Map.of("program", "prepaid-jp")))
        .isInstanceOf(SeraiException.class)
        .hasMessage("the card number of " + id(other) + " cannot be opened");
    assertThat(create("sealed-1", Map.of("program", "prepaid-jp")))
        .containsEntry(NUMBER, number)
        .containsEntry("replay", true);
  }

  @Test
  void aKeyMakesOneCardHoweverOftenItComes() {
    Map<String, Object> body = Map.of("program", "prepaid-jp", "holder", "once");
    List<CompletableFuture<Map<String, Object>>> answers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      answers.add(CompletableFuture.supplyAsync(() -> create("once", body)));
    }
    Set<String> ids = new HashSet<>();
    answers.forEach(answer -> ids.add(id(answer.join())));
    assertThat(ids).hasSize(1);
    assertThat(answers.stream().filter(a -> !a.join().containsKey("replay"))).hasSize(1);
    assertThat(
            desk.jdbc
                .sql("select count(*) from card_account where holder = 'once'")
                .query(Long.class)
                .single())
        .isEqualTo(1);
    assertThat(desk.refusal(CardStep.CREATE, "once", Map.of("program", "credit-jp")))
        .isEqualTo("idempotency_key_reused the key was used before for another request");
  }

  @Test
  void aCreditProgramGivesALineAndSaysHowLongCardsAreValid() {
    Map<String, Object> card = create("credit-1", Map.of("program", "credit-jp"));
    assertThat(card)
        .containsEntry("credit_line", 50_000L)
        .containsEntry("available", 50_000L)
        .containsEntry("expiry", "2028-11");
    assertThat(number(card).digits()).containsPattern("^939201(77|88)");
    assertThat(
            create(
                "credit-2",
                Map.of("program", "credit-jp", "credit_line", 20_000L, "expiry", "2027-01")))
        .containsEntry("credit_line", 20_000L)
        .containsEntry("expiry", "2027-01");
  }

  @Test
  void whatCannotBeIsNamedAndLeavesTheKeyFree() {
    record Wrong(String field, Object value, String text) {}
    for (Wrong wrong :
        List.of(
            new Wrong("program", "nothing", "program: is none of this tenant's card programs"),
            new Wrong("program", "prepaid-us", "program: is none of this tenant's card programs"),
            new Wrong("expiry", "2026-10", "expiry: must be 2026-11 to 2046-11"),
            new Wrong("expiry", "2046-12", "expiry: must be 2026-11 to 2046-11"),
            new Wrong("expiry", "next year", "expiry: must be a year and a month, such as 2030-12"),
            new Wrong(
                "credit_line",
                1L,
                "credit_line: must be 0 or left out, since the program is prepaid"),
            new Wrong("credit_line", "x", "credit_line: must be a whole number of minor units"),
            new Wrong("holder", "", "holder: must be 1 to 100 characters"))) {
      Map<String, Object> body = new HashMap<>(Map.of("program", "prepaid-jp"));
      body.put(wrong.field(), wrong.value());
      assertThat(desk.refusal(CardStep.CREATE, "wrong", body))
          .isEqualTo("invalid_field " + wrong.text());
    }
    assertThat(
            desk.refusal(
                CardStep.CREATE, "wrong", Map.of("program", "credit-jp", "credit_line", 50_001L)))
        .isEqualTo("invalid_field credit_line: must be 0 to 50000, as the program says");
    assertThat(
            desk.refusal(
                CardStep.CREATE,
                "wrong",
                Map.of("program", "prepaid-jp", "holder", "4111111111111111")))
        .contains("card_number_refused")
        .doesNotContain("4111");
    assertThat(desk.refusal(CardStep.CREATE, "", Map.of("program", "prepaid-jp")))
        .startsWith("idempotency_key_missing");
    assertThat(create("wrong", Map.of("program", "prepaid-jp"))).doesNotContainKey("replay");
  }

  @Test
  void aNumberThatExistsIsNotGivenOutAgain() {
    try (var few = new DeskOverPostgres(new NumberMaker(new FewDigits()))) {
      Set<Object> numbers = new HashSet<>();
      for (int i = 0; i < 4; i++) {
        numbers.add(few.ask(CardStep.CREATE, "n" + i, Map.of("program", "prepaid-jp")).get(NUMBER));
      }
      assertThat(numbers).hasSize(4);
      assertThat(few.refusal(CardStep.CREATE, "full", Map.of("program", "prepaid-jp")))
          .isEqualTo(
              "configuration issuing.yaml: the BINs of the card program prepaid-jp are nearly used"
                  + " up: add one");
    }
  }

  /** Makes four different numbers. */
  private static final class FewDigits implements RandomGenerator {
    private int made;

    @Override
    public long nextLong() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int nextInt(int bound) {
      // The digits of one number come together: a BIN, and nine of them.
      int number = made++ / 10;
      return bound == 1 ? 0 : number % 4;
    }
  }

  @Test
  void aCardIsStoppedAndLetGoAgainAndItsHistorySaysWhy() {
    String card = desk.card("status-1");
    Map<String, Object> block = Map.of("card", card, "reason", "holder", "note", "left at home");
    assertThat(desk.ask(CardStep.BLOCK, "b1", block)).containsEntry("status", "blocked");
    assertThat(desk.ask(CardStep.BLOCK, "b1", block))
        .containsEntry("status", "blocked")
        .containsEntry("replay", true);
    assertThat(desk.ask(CardStep.BLOCK, "b2", block)).doesNotContainKey("replay");
    assertThat(desk.ask(CardStep.UNBLOCK, "u1", Map.of("card", card)))
        .containsEntry("status", "active");
    assertThat(desk.ask(CardStep.BLOCK, "b3", Map.of("card", card, "reason", "lost")))
        .containsEntry("status", "lost");
    assertThat(desk.ask(CardStep.BLOCK, "b4", Map.of("card", card, "reason", "fraud")))
        .as("what is lost stays lost")
        .containsEntry("status", "lost");
    assertThat(desk.refusal(CardStep.UNBLOCK, "u2", Map.of("card", card)))
        .isEqualTo("state_conflict a card that is lost cannot be unblocked; replace it");
    assertThat(desk.ask(CardStep.CLOSE, "c1", Map.of("card", card)))
        .containsEntry("status", "closed");
    assertThat(desk.refusal(CardStep.UNBLOCK, "u3", Map.of("card", card)))
        .isEqualTo("state_conflict a card that is closed cannot be unblocked");

    assertThat(reasons(card))
        .containsExactly(
            "status_changed closed",
            "status_changed blocked: lost",
            "status_changed unblocked",
            "status_changed blocked: holder, left at home",
            "created created");
  }

  private List<String> reasons(String card) {
    Map<String, Object> page = desk.ask(CardStep.HISTORY, "", Map.of("card", card));
    return entries(page).stream()
        .map(e -> ((Map<?, ?>) e).get("kind") + " " + ((Map<?, ?>) e).get("reason"))
        .toList();
  }

  @Test
  void whatABlockCannotBeIsNamed() {
    String card = desk.card("status-2");
    assertThat(desk.refusal(CardStep.BLOCK, "w1", Map.of("card", card)))
        .isEqualTo(
            "invalid_field reason: is missing; write one of fraud, holder, lost, other, program,"
                + " stolen");
    assertThat(desk.refusal(CardStep.BLOCK, "w1", Map.of("card", card, "reason", "tired")))
        .isEqualTo(
            "invalid_field reason: is none; write one of fraud, holder, lost, other, program,"
                + " stolen");
    assertThat(desk.refusal(CardStep.CLOSE, "w1", Map.of("card", card, "note", "a\nb")))
        .isEqualTo("invalid_field note: must be 1 to 200 characters");
    assertThat(desk.refusal(CardStep.CLOSE, "w1", Map.of("card", "crd_nobody")))
        .isEqualTo("card_not_found there is no card crd_nobody");
  }

  @Test
  void aReplacedCardEndsAndItsAccountGoesOnWithAnother() {
    Map<String, Object> old = create("replace-1", Map.of("program", "prepaid-jp", "holder", "r"));
    desk.ask(CardStep.BLOCK, "rb", Map.of("card", id(old), "reason", "stolen"));
    Map<String, Object> request = Map.of("card", id(old), "reason", "stolen", "expiry", "2030-01");
    Map<String, Object> card = desk.ask(CardStep.REPLACE, "r1", request);

    assertThat(card)
        .containsEntry("account", old.get("account"))
        .containsEntry("status", "active")
        .containsEntry("expiry", "2030-01")
        .containsEntry("holder", "r");
    assertThat(card.get(NUMBER)).isInstanceOf(CardNumber.class).isNotEqualTo(old.get(NUMBER));
    assertThat(show(id(old)))
        .containsEntry("status", "replaced")
        .containsEntry("replaced_by", id(card));
    assertThat(desk.ask(CardStep.REPLACE, "r1", request))
        .containsEntry("id", id(card))
        .containsEntry(NUMBER, card.get(NUMBER));
    assertThat(desk.refusal(CardStep.REPLACE, "r2", request))
        .isEqualTo("state_conflict a card that is replaced cannot be replaced");
    assertThat(reasons(id(old)))
        .containsExactly(
            "status_changed replaced: stolen", "status_changed blocked: stolen", "created created");
    assertThat(reasons(id(card))).containsExactly("card_issued in the place of " + id(old));
  }

  @Test
  void othersCardsAreNotThere() {
    String card = desk.card("others-1");
    Map<String, Object> body = Map.of("card", card, "reason", "lost");
    for (CardStep step : CardStep.values()) {
      if (step != CardStep.CREATE && step != CardStep.CREDIT) {
        assertThatThrownBy(() -> desk.ask("other", step, "k", body))
            .as("%s", step)
            .isInstanceOf(SeraiException.class)
            .hasMessage("there is no card " + card);
      }
    }
    assertThat(show(card)).containsEntry("status", "active");
  }

  @Test
  void thePagesOfAHistoryStayWhatTheyAreWhileNewEventsCome() {
    String card = desk.card("pages-1");
    for (int i = 0; i < 3; i++) {
      desk.ask(CardStep.BLOCK, "pb" + i, Map.of("card", card, "reason", "holder", "note", "n" + i));
      desk.ask(CardStep.UNBLOCK, "pu" + i, Map.of("card", card));
    }
    Map<String, Object> first = page(card, null, "3");
    assertThat(seqs(first)).containsExactly(7L, 6L, 5L);
    desk.ask(CardStep.BLOCK, "pb9", Map.of("card", card, "reason", "holder"));

    Map<String, Object> second = page(card, String.valueOf(first.get("next")), "3");
    assertThat(seqs(second)).containsExactly(4L, 3L, 2L);
    Map<String, Object> third = page(card, String.valueOf(second.get("next")), "3");
    assertThat(seqs(third)).containsExactly(1L);
    assertThat(third).doesNotContainKey("next");
    assertThat(seqs(page(card, null, "1"))).containsExactly(8L);
  }

  private Map<String, Object> page(String card, @Nullable String after, String limit) {
    Map<String, Object> body = new HashMap<>(Map.of("card", card, "limit", limit));
    if (after != null) {
      body.put("after", after);
    }
    return desk.ask(CardStep.HISTORY, "", body);
  }

  private static List<Long> seqs(Map<String, Object> page) {
    return entries(page).stream().map(e -> (Long) ((Map<?, ?>) e).get("seq")).toList();
  }

  @Test
  void aCursorOrALimitThatCannotBeIsNamed() {
    String card = desk.card("cursor-1");
    String other = desk.card("cursor-2");
    assertThat(
            desk.refusal(CardStep.HISTORY, "", Map.of("card", card, "after", Cursor.of(other, 3))))
        .isEqualTo(
            "invalid_field after: is of another card; write what the last answer of this card said"
                + " in next");
    for (String wrong : List.of("7", "%%%", "", "eA")) {
      assertThat(desk.refusal(CardStep.HISTORY, "", Map.of("card", card, "after", wrong)))
          .isEqualTo("invalid_field after: write what the last answer said in next");
    }
    for (String wrong : List.of("0", "201", "-1", "ten", "")) {
      assertThat(desk.refusal(CardStep.HISTORY, "", Map.of("card", card, "limit", wrong)))
          .isEqualTo("invalid_field limit: must be 1 to 200");
    }
  }

  @Test
  void numbersAndKeysAreForgottenWhenTheirTimeIsOver() {
    try (var own = new DeskOverPostgres()) {
      own.card("old");
      own.later(Duration.ofDays(29));
      own.upkeep.forget();
      assertThat(own.ask(CardStep.CREATE, "old", Map.of("program", "prepaid-jp")))
          .containsEntry("replay", true)
          .containsKey(NUMBER);
      own.later(Duration.ofDays(2));
      own.upkeep.forget();
      assertThat(own.jdbc.sql("select count(*) from card_key").query(Long.class).single()).isZero();
      own.later(Duration.ofDays(60));
      own.upkeep.forget();
      assertThat(own.jdbc.sql("select count(*) from card_number").query(Long.class).single())
          .isZero();
    }
  }
}
