package io.serai.issuing.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.issuing.EntryMode;
import io.serai.issuing.Hold;
import io.serai.issuing.Usage;
import io.serai.issuing.Usage.Used;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is counted over days, months and sliding times, what is given back, and how it is kept. */
class UsageTest {

  private static final String DAY = "{ name: day, kind: limit, per: day, sum: 1000, count: 3 }";
  private static final String MONTH = "{ name: month, kind: limit, per: month, sum: 1000 }";
  private static final String ONLINE =
      "{ name: online, kind: limit, per: day, sum: 1000, when: { entry_mode: [ecommerce] } }";

  @ParameterizedTest
  @CsvSource({
    "Asia/Tokyo, 2026-11-28T14:59:59.999Z, 2026-11-28T15:00:00Z, 2026-11-28, 2026-11-29",
    "UTC, 2026-11-28T23:59:59.999Z, 2026-11-29T00:00:00Z, 2026-11-28, 2026-11-29",
    // Clocks go back at 2:00: the day has 25 hours.
    "America/New_York, 2026-11-01T04:00:00Z, 2026-11-02T05:00:00Z, 2026-11-01, 2026-11-02"
  })
  void aDayIsThatOfTheProgramsZone(
      String zone, String late, String next, String day, String other) {
    Till till = Till.of(zone, DAY);
    assertThat(till.at(late).told(1000)).isEqualTo("00 approved");
    assertThat(till.used("day").window()).isEqualTo(day);
    assertThat(till.told(1)).isEqualTo("61 day");
    assertThat(till.at(next).told(1000)).isEqualTo("00 approved");
    assertThat(till.used("day")).isEqualTo(new Used(other, 1, 1000, List.of()));
  }

  @Test
  void theTwentyFifthHourIsStillTheSameDay() {
    Till till = Till.of("America/New_York", DAY).at("2026-11-01T04:00:00Z");
    till.ask(1000);
    assertThat(till.at("2026-11-02T04:59:59Z").told(1)).isEqualTo("61 day");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-30T14:59:59Z, 2026-11-30T15:00:00Z, 2026-12",
    "2026-12-31T14:59:59Z, 2026-12-31T15:00:00Z, 2027-01",
    "2028-02-29T14:59:59Z, 2028-02-29T15:00:00Z, 2028-03"
  })
  void aMonthEndsInTheProgramsZone(String late, String next, String month) {
    Till till = Till.tokyo(MONTH);
    assertThat(till.at(late).told(1000)).isEqualTo("00 approved");
    assertThat(till.told(1)).isEqualTo("61 month");
    assertThat(till.at(next).told(1000)).isEqualTo("00 approved");
    assertThat(till.used("month").window()).isEqualTo(month);
  }

  @Test
  void aRuleThatCountsAnotherTimeBeginsAnew() {
    Till till = Till.tokyo("{ name: day, kind: limit, per: month, sum: 1000 }");
    till.used(new Usage(Map.of("day", new Used("2026-11-28", 1, 1000, List.of()))));
    assertThat(till.told(1000)).isEqualTo("00 approved");
    assertThat(till.used("day")).isEqualTo(new Used("2026-11", 1, 1000, List.of()));
  }

  @Test
  void aPartOfAHoldGivesBackItsAmountAndTheRestTheUse() {
    Till till = Till.tokyo(DAY, MONTH);
    Hold hold = till.hold(1000);
    till.giveBack(hold, 400, false);
    assertThat(till.used("day")).isEqualTo(new Used("2026-11-28", 1, 600, List.of()));
    till.giveBack(hold, 600, true);
    assertThat(till.usage()).isEqualTo(Usage.NONE);
  }

  @Test
  void whatWasCountedYesterdayIsNotGivenBackToToday() {
    Till till = Till.tokyo(DAY, MONTH).at("2026-11-28T23:59:00+09:00");
    Hold hold = till.hold(300);
    till.at("2026-11-29T00:01:00+09:00").ask(400);
    till.giveBack(hold, 300, true);
    assertThat(till.used("day")).isEqualTo(new Used("2026-11-29", 1, 400, List.of()));
    assertThat(till.used("month")).isEqualTo(new Used("2026-11", 1, 400, List.of()));
  }

  @Test
  void aLimitOfSomeMerchantsGivesBackOnlyTheirHolds() {
    String food =
        "{ name: food, kind: limit, per: day, sum: 1000, when: { category: [\"5411\"] } }";
    Till till = Till.tokyo(food);
    Hold food1 = till.merchant("5411", "JP").hold(500);
    Hold other = till.merchant("5999", "JP").hold(500);
    assertThat(till.giveBack(other, 500, true).used("food").minor()).isEqualTo(500);
    assertThat(till.giveBack(food1, 500, true).used("food")).isEqualTo(Used.NOTHING);
  }

  @Test
  void aLimitOfAWayToPresentRemembersWhatItCounted() {
    Till till = Till.tokyo(ONLINE);
    Hold online =
        till.presented(EntryMode.ECOMMERCE, false).at("2026-11-28T12:00:00.001Z").hold(600);
    Hold chip = till.presented(EntryMode.CHIP, true).at("2026-11-28T12:00:00.002Z").hold(600);
    assertThat(till.giveBack(chip, 600, true).used("online").minor()).isEqualTo(600);
    assertThat(till.giveBack(online, 200, false).used("online").minor()).isEqualTo(400);
    assertThat(till.used("online").count()).isEqualTo(1);
    assertThat(till.giveBack(online, 400, true).used("online")).isEqualTo(Used.NOTHING);
    assertThat(till.giveBack(online, 400, true).used("online")).isEqualTo(Used.NOTHING);
  }

  @Test
  void itRemembersNoMoreThanTheLatest() {
    Till till = Till.tokyo(ONLINE).presented(EntryMode.ECOMMERCE, false);
    Hold first = till.at("2026-11-28T12:00:00Z").hold(1);
    for (int i = 0; i < 32; i++) {
      till.at("2026-11-28T13:00:" + (i + 10) + "Z").ask(1);
    }
    assertThat(till.used("online").at()).hasSize(32);
    assertThat(till.giveBack(first, 1, true).used("online").count()).isEqualTo(33);
  }

  @Test
  void whatSomebodyElseApprovedCountsWithoutBeingAskedAndIsGivenBack() {
    Till till = Till.tokyo(DAY);
    till.ask(900);
    Hold advised = till.advise(500);
    assertThat(till.used("day")).isEqualTo(new Used("2026-11-28", 2, 1400, List.of()));
    assertThat(till.told(1)).isEqualTo("61 day");
    assertThat(till.giveBack(advised, 500, true).told(100)).isEqualTo("00 approved");
  }

  @Test
  void whatIsReversedWasNoBurstAndAPartOfItStillIs() {
    Till till = Till.tokyo("{ name: burst, kind: velocity, count: 1, within: 1h }");
    Hold hold = till.hold(10);
    assertThat(till.giveBack(hold, 4, false).told(1)).isEqualTo("65 burst");
    assertThat(till.giveBack(hold, 6, true).told(1)).isEqualTo("00 approved");
  }

  @Test
  void giveBackNeverGoesBelowNothing() {
    Till till = Till.tokyo(DAY);
    Hold hold = till.hold(500);
    till.used(new Usage(Map.of("day", new Used("2026-11-28", 0, 100, List.of()))));
    assertThat(till.giveBack(hold, 500, true).usage()).isEqualTo(Usage.NONE);
  }

  @Test
  void whatIsReversedWithoutContactStillCountsTowardsThePin() {
    Till till = Till.tokyo("{ name: tap, kind: contactless, count: 1 }");
    Hold hold = till.presented(EntryMode.CONTACTLESS, false).hold(10);
    assertThat(till.giveBack(hold, 10, true).told(1)).isEqualTo("65 tap");
  }

  @Test
  void whatRulesOfAnotherSetCountedStaysUntilItIsOver() {
    Till till = Till.tokyo(DAY).at("2026-11-28T12:00:00+09:00");
    long hourAgo = Instant.parse("2026-11-28T02:00:00Z").toEpochMilli();
    till.used(
        new Usage(
            Map.of(
                "new-day", new Used("2026-11-28", 2, 20, List.of()),
                "new-month", new Used("2026-11", 2, 20, List.of()),
                "new-burst", new Used("", 0, 0, List.of(hourAgo)),
                "old-day", new Used("2026-11-27", 2, 20, List.of()),
                "old-month", new Used("2026-10", 2, 20, List.of()),
                "old-burst", new Used("", 0, 0, List.of(hourAgo - 32L * 86_400_000)))));
    till.ask(1);
    assertThat(till.usage().limits()).containsOnlyKeys("day", "new-day", "new-month", "new-burst");
  }

  @Test
  void itIsKeptAsShortJsonThatSaysTheSame() throws JsonProcessingException {
    ObjectMapper json = new ObjectMapper();
    Usage usage =
        new Usage(
            Map.of(
                "day", new Used("2026-11-28", 3, 42_000, List.of()),
                "burst", new Used("", 0, 0, List.of(1_795_867_200_000L))));
    String text = json.writeValueAsString(usage);
    assertThat(json.readTree(text))
        .isEqualTo(
            json.readTree(
                """
                {"day":{"w":"2026-11-28","n":3,"m":42000},"burst":{"t":[1795867200000]}}"""));
    assertThat(json.readValue(text, Usage.class)).isEqualTo(usage);
    assertThat(json.writeValueAsString(Usage.NONE)).isEqualTo("{}");
    assertThat(json.readValue("{}", Usage.class)).isEqualTo(Usage.NONE);
  }
}
