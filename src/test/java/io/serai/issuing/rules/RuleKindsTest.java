package io.serai.issuing.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.issuing.AuthorizationRules.Ruling;
import io.serai.issuing.CardStatus;
import io.serai.issuing.EntryMode;
import io.serai.issuing.Hold;
import io.serai.issuing.Usage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of rule at the edge of what it allows (S4.3). */
class RuleKindsTest {

  @ParameterizedTest
  @CsvSource({
    "ACTIVE, 00 approved",
    "BLOCKED, 62 status",
    "LOST, 41 status",
    "STOLEN, 43 status",
    "REPLACED, 54 status",
    "CLOSED, 14 status"
  })
  void eachStatusHasItsOwnCode(CardStatus status, String told) {
    assertThat(Till.tokyo().card(status, "2029-12").told(1)).isEqualTo(told);
  }

  @Test
  void aStatusTakesTheCodeOfTheFileAndTheOthersTheUsualOne() {
    String rules = Till.NEEDED.replace("kind: status", "kind: status, codes: { lost: \"04\" }");
    assertThat(Till.exactly(rules).card(CardStatus.LOST, "2029-12").told(1)).isEqualTo("04 status");
    assertThat(Till.exactly(rules).card(CardStatus.STOLEN, "2029-12").told(1))
        .isEqualTo("43 status");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-30T23:59:59.999+09:00, 00 approved",
    "2026-12-01T00:00:00+09:00, 54 expiry",
    // In UTC it is still November.
    "2026-11-30T15:00:00Z, 54 expiry"
  })
  void aCardIsGoodUntilItsLastMonthEndsInTheProgramsZone(String at, String told) {
    assertThat(Till.tokyo().card(CardStatus.ACTIVE, "2026-11").at(at).told(1)).isEqualTo(told);
  }

  @Test
  void theMonthThatTheRequestSaysMustBeTheCards() {
    assertThat(Till.tokyo().says("2029-12").told(1)).isEqualTo("00 approved");
    assertThat(Till.tokyo().says("2029-11").told(1)).isEqualTo("54 expiry");
    String loose = Till.NEEDED.replace("kind: expiry", "kind: expiry, compare: false");
    assertThat(Till.exactly(loose).says("2029-11").told(1)).isEqualTo("00 approved");
  }

  @ParameterizedTest
  @CsvSource({"999, 00 approved", "1000, 00 approved", "1001, 61 once"})
  void oneTransactionHasALimit(long minor, String told) {
    assertThat(Till.tokyo("{ name: once, kind: limit, per: transaction, sum: 1000 }").told(minor))
        .isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource({"600, 399, 00 approved", "600, 400, 00 approved", "600, 401, 61 much"})
  void theSumOfADayHasALimit(long before, long minor, String told) {
    Till till = Till.tokyo("{ name: much, kind: limit, per: day, sum: 1000 }");
    till.ask(before);
    assertThat(till.told(minor)).isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource({
    "day, 1, 00 approved",
    "day, 2, 65 often",
    "month, 1, 00 approved",
    "month, 2, 65 often"
  })
  void theCountOfADayOrMonthHasALimitWithACodeOfItsOwn(String per, int before, String told) {
    Till till = Till.tokyo("{ name: often, kind: limit, per: " + per + ", count: 2, sum: 9000 }");
    for (int i = 0; i < before; i++) {
      till.ask(1);
    }
    assertThat(till.told(1)).isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource({
    "deny, 5999, 57 shops",
    "deny, 5000, 57 shops",
    "deny, 4999, 00 approved",
    "deny, 6000, 00 approved",
    "deny, 7995, 57 shops",
    "deny, , 00 approved",
    "deny, 59991, 00 approved",
    "allow, 5999, 00 approved",
    "allow, 6000, 57 shops",
    "allow, , 57 shops",
    "allow, 5a99, 57 shops"
  })
  void merchantCategoriesAreAllowedOrDenied(String how, @Nullable String category, String told) {
    assertThat(
            Till.tokyo("{ name: shops, kind: category, " + how + ": [\"7995\", \"5000-5999\"] }")
                .merchant(category, null)
                .told(1))
        .isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource({
    "deny, JP, 62 where",
    "deny, US, 00 approved",
    "deny, , 00 approved",
    "allow, JP, 00 approved",
    "allow, US, 62 where",
    "allow, , 62 where"
  })
  void countriesAreAllowedOrDenied(String how, @Nullable String country, String told) {
    assertThat(
            Till.tokyo("{ name: where, kind: country, " + how + ": [JP, \"NO\"] }")
                .merchant(null, country)
                .told(1))
        .isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource({
    "ECOMMERCE, 57 present",
    "ON_FILE, 57 present",
    "CHIP, 00 approved",
    "UNKNOWN, 00 approved"
  })
  void waysToPresentTheCardAreDenied(EntryMode mode, String told) {
    assertThat(
            Till.tokyo("{ name: present, kind: entry_mode, deny: [ecommerce, on_file] }")
                .presented(mode, true)
                .told(1))
        .isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource({
    "CONTACTLESS, false, 500, 00 approved",
    "CONTACTLESS, false, 501, 65 tap",
    "CONTACTLESS, true, 501, 00 approved",
    "CHIP, false, 501, 00 approved"
  })
  void withoutContactAndPinTheAmountHasALimit(
      EntryMode mode, boolean pin, long minor, String told) {
    assertThat(
            Till.tokyo("{ name: tap, kind: contactless, max: 500 }")
                .presented(mode, pin)
                .told(minor))
        .isEqualTo(told);
  }

  @Test
  void withoutContactTheCountSinceTheLastPinHasALimit() {
    Till till = Till.tokyo("{ name: tap, kind: contactless, count: 2, code: \"70\" }");
    till.presented(EntryMode.CONTACTLESS, false);
    assertThat(till.told(1)).isEqualTo("00 approved");
    assertThat(till.told(1)).isEqualTo("00 approved");
    assertThat(till.told(1)).isEqualTo("70 tap");
    assertThat(till.presented(EntryMode.CHIP, false).told(1)).isEqualTo("00 approved");
    assertThat(till.presented(EntryMode.CONTACTLESS, false).told(1)).isEqualTo("70 tap");
    assertThat(till.presented(EntryMode.CHIP, true).told(1)).isEqualTo("00 approved");
    assertThat(till.presented(EntryMode.CONTACTLESS, false).told(1)).isEqualTo("00 approved");
  }

  @Test
  void withoutContactTheSumSinceTheLastPinHasALimitAndADeclinedPinEndsNothing() {
    Till till = Till.tokyo("{ name: tap, kind: contactless, sum: 1000 }").balance(1500);
    till.presented(EntryMode.CONTACTLESS, false);
    assertThat(till.told(1000)).isEqualTo("00 approved");
    assertThat(till.told(1)).isEqualTo("65 tap");
    assertThat(till.presented(EntryMode.CHIP, true).told(501)).isEqualTo("51 funds");
    assertThat(till.presented(EntryMode.CONTACTLESS, false).told(1)).isEqualTo("65 tap");
  }

  @Test
  void onlySoManyAreApprovedWithinATimeThatSlides() {
    Till till = Till.tokyo("{ name: burst, kind: velocity, count: 2, within: 10m }");
    assertThat(till.at("2026-11-28T12:00:00Z").told(1)).isEqualTo("00 approved");
    assertThat(till.at("2026-11-28T12:09:59Z").told(1)).isEqualTo("00 approved");
    assertThat(till.at("2026-11-28T12:09:59.999Z").told(1)).isEqualTo("65 burst");
    assertThat(till.at("2026-11-28T12:10:00Z").told(1)).isEqualTo("00 approved");
    assertThat(till.at("2026-11-28T12:19:58Z").told(1)).isEqualTo("65 burst");
    assertThat(till.used("burst").at()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "false, 1000, 00 approved, 1000",
    "false, 1001, 51 funds, 0",
    "true, 1000, 00 approved, 1000",
    "true, 1001, 10 funds, 1000"
  })
  void fundsAreTheBalanceOrAPartWhereTheRequestAllowsOne(
      boolean wished, long minor, String told, long approved) {
    Till till = Till.exactly(Till.NEEDED.replace("kind: funds", "kind: funds, partial: true"));
    till.balance(1000);
    Ruling ruling = (wished ? till.partial() : till).ask(minor);
    assertThat(ruling.responseCode() + " " + ruling.rule()).isEqualTo(told);
    assertThat(ruling.approvedMinor()).isEqualTo(approved);
  }

  @Test
  void nothingIsNoPartAndAskingForNothingNeedsNothing() {
    Till till = Till.exactly(Till.NEEDED.replace("kind: funds", "kind: funds, partial: true"));
    assertThat(till.balance(0).partial().told(1)).isEqualTo("51 funds");
    assertThat(till.balance(-5).told(1)).isEqualTo("51 funds");
    assertThat(till.told(0)).isEqualTo("00 approved");
  }

  @Test
  void aPartIsRefusedWhereTheRuleDoesNotAllowOne() {
    assertThat(Till.tokyo().balance(10).partial().told(11)).isEqualTo("51 funds");
  }

  @Test
  void whatComesAfterAPartCountsThePart() {
    String day = "- { name: day, kind: limit, per: day, sum: 1000 }\n";
    Till till =
        Till.exactly(Till.NEEDED.replace("kind: funds", "kind: funds, partial: true") + day);
    assertThat(till.balance(1000).partial().told(5000)).isEqualTo("10 funds");
    assertThat(till.used("day").minor()).isEqualTo(1000);
    Till first =
        Till.exactly(day + Till.NEEDED.replace("kind: funds", "kind: funds, partial: true"));
    assertThat(first.balance(1000).partial().told(5000)).isEqualTo("61 day");
  }

  @Test
  void whatIsAddedIsOneTransactionAndOneUseWithWhatItIsAddedTo() {
    Till till =
        Till.tokyo(
            "{ name: once, kind: limit, per: transaction, sum: 1000 }",
            "{ name: day, kind: limit, per: day, sum: 5000, count: 1 }",
            "{ name: burst, kind: velocity, count: 1, within: 1h }");
    Hold hold = till.hold(600);
    assertThat(till.add(401, hold).rule()).isEqualTo("once");
    assertThat(till.add(400, hold).responseCode()).isEqualTo("00");
    assertThat(till.used("day").count()).isEqualTo(1);
    assertThat(till.used("day").minor()).isEqualTo(1000);
    assertThat(till.used("burst").at()).hasSize(1);
    assertThat(till.told(1)).isEqualTo("65 day");
  }

  @Test
  void sumsStopAtTheLargestNumber() {
    Till till = Till.tokyo("{ name: day, kind: limit, per: day, sum: 9223372036854775806 }");
    till.used(
        new Usage(
            Map.of(
                "day",
                new Usage.Used(
                    "2026-11-28", Integer.MAX_VALUE - 1, Long.MAX_VALUE - 5, List.of()))));
    assertThat(till.told(5)).isEqualTo("61 day");
    assertThat(till.told(4)).isEqualTo("00 approved");
    assertThat(till.used("day").count()).isEqualTo(Integer.MAX_VALUE);
  }
}
