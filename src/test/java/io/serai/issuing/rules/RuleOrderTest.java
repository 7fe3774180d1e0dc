package io.serai.issuing.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.issuing.CardStatus;
import io.serai.issuing.EntryMode;
import io.serai.issuing.Usage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In which order rules are looked at, and what they are about. */
class RuleOrderTest {

  @Test
  void theFirstThatDeclinesDecidesInTheOrderOfTheFile() {
    String two =
        """
        - { name: first, kind: limit, per: transaction, sum: 10, code: "13" }
        - { name: second, kind: limit, per: transaction, sum: 20, code: "05" }
        """;
    assertThat(Till.exactly(two + Till.NEEDED).told(21)).isEqualTo("13 first");
    Till stolen = Till.exactly(Till.NEEDED + two).card(CardStatus.STOLEN, "2020-01").balance(0);
    assertThat(stolen.told(21)).isEqualTo("43 status");
  }

  @Test
  void aDeclineCountsNothing() {
    Till till =
        Till.tokyo(
            "{ name: day, kind: limit, per: day, count: 5 }",
            "{ name: burst, kind: velocity, count: 5, within: 1h }",
            "{ name: tap, kind: contactless, count: 5 }",
            "{ name: once, kind: limit, per: transaction, sum: 10 }");
    till.presented(EntryMode.CONTACTLESS, false);
    assertThat(till.told(11)).isEqualTo("61 once");
    assertThat(till.usage()).isEqualTo(Usage.NONE);
    assertThat(till.told(10)).isEqualTo("00 approved");
    assertThat(till.usage().limits()).containsOnlyKeys("day", "burst", "tap");
  }

  @ParameterizedTest
  @CsvSource({
    "category: [\"5411\"], 5411, JP, CHIP, 50, true",
    "category: [\"5411\"], 5412, JP, CHIP, 50, false",
    "category: [\"5411\"], , JP, CHIP, 50, false",
    "country: [JP], 5411, JP, CHIP, 50, true",
    "country: [JP], 5411, US, CHIP, 50, false",
    "country: [JP], 5411, , CHIP, 50, false",
    "country_not: [JP], 5411, JP, CHIP, 50, false",
    "country_not: [JP], 5411, US, CHIP, 50, true",
    "country_not: [JP], 5411, , CHIP, 50, true",
    "entry_mode: [ecommerce], 5411, JP, ECOMMERCE, 50, true",
    "entry_mode: [ecommerce], 5411, JP, CHIP, 50, false",
    "amount: { from: 50 }, 5411, JP, CHIP, 50, true",
    "amount: { from: 50 }, 5411, JP, CHIP, 49, false",
    "amount: { to: 50 }, 5411, JP, CHIP, 50, true",
    "amount: { to: 50 }, 5411, JP, CHIP, 51, false"
  })
  void aRuleIsAboutWhatItSaysItIsAbout(
      String when,
      @Nullable String category,
      @Nullable String country,
      EntryMode mode,
      long minor,
      boolean covered) {
    Till till =
        Till.tokyo("{ name: none, kind: limit, per: transaction, sum: 0, when: { " + when + " } }");
    assertThat(till.merchant(category, country).presented(mode, false).told(minor))
        .isEqualTo(covered ? "61 none" : "00 approved");
  }

  @Test
  void allThatItIsAboutHasToFit() {
    Till till =
        Till.tokyo(
            "{ name: none, kind: limit, per: transaction, sum: 0,"
                + " when: { category: [\"5411\"], country: [JP] } }");
    assertThat(till.merchant("5411", "US").told(1)).isEqualTo("00 approved");
    assertThat(till.merchant("5411", "JP").told(1)).isEqualTo("61 none");
  }

  @Test
  void aLimitCountsOnlyWhatItIsAbout() {
    Till till =
        Till.tokyo(
            "{ name: online, kind: limit, per: day, sum: 100, when: { entry_mode: [ecommerce] } }");
    assertThat(till.presented(EntryMode.CHIP, true).told(1000)).isEqualTo("00 approved");
    assertThat(till.presented(EntryMode.ECOMMERCE, false).told(100)).isEqualTo("00 approved");
    assertThat(till.told(1)).isEqualTo("61 online");
    assertThat(till.presented(EntryMode.CHIP, true).told(1000)).isEqualTo("00 approved");
  }
}
