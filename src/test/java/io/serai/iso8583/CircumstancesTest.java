package io.serai.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.payment.SeraiException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the neutral request says of how a card is used, in both editions (S4.3). */
class CircumstancesTest {

  private static final LinkConfig LINK = link("");

  @Test
  void whatAMessageDoesNotSayIsNotThere() {
    Map<String, @Nullable Object> neutral = neutral(Samples.request("0100", 1));
    neutral.values().removeIf(Objects::isNull);
    assertThat(neutral)
        .doesNotContainKeys(
            "merchant_category",
            "merchant_country",
            "entry_mode",
            "pin_entered",
            "billing_amount",
            "billing_currency",
            "approval_code",
            "advised_code",
            "original_key",
            "partial_allowed",
            "balance_wanted",
            "estimated",
            "incremental",
            "more_follows");
  }

  @Test
  void merchantBillingAndApprovalAreTaken() {
    Map<String, @Nullable Object> neutral =
        neutral(
            Samples.request("0100", 1)
                .set(6, "000000000950")
                .set(18, "5411")
                .set(38, "A1B2C3")
                .set(43, "A SHOP" + " ".repeat(19) + "SEOUL" + " ".repeat(8) + "KR")
                .set(51, "840")
                .set(52, "0123456789ABCDEF"));
    assertThat(neutral)
        .containsEntry("billing_amount", 950L)
        .containsEntry("billing_currency", "USD")
        .containsEntry("merchant_category", "5411")
        .containsEntry("merchant_country", "KR")
        .containsEntry("approval_code", "A1B2C3")
        .containsEntry("pin_entered", true);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"410, KR", "392, JP", "840, US", "000, -", "4x0, -"})
  void withoutDe43TheAcquirersCountryCounts(String digits, @Nullable String country) {
    assertThat(neutral(Samples.request("0100", 1).set(19, digits)).get("merchant_country"))
        .isEqualTo(country);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "012, -, manual", "021, -, stripe", "901, -, stripe", "051, -, chip", "071, -, contactless",
        "911, -, contactless", "812, -, ecommerce", "100, -, on_file", "000, -, -",
            "012, 59, ecommerce",
        "012, 08, manual", "-, 59, ecommerce", "-, -, -"
      })
  void theEntryModeOf1987(
      @Nullable String entry, @Nullable String condition, @Nullable String mode) {
    assertThat(neutral(Samples.request("0100", 1).set(22, entry).set(25, condition)))
        .containsEntry("entry_mode", mode);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "510101511344, chip",
        "510101211344, stripe",
        "510101711344, contactless",
        "510150011344, ecommerce",
        "510140011344, on_file",
        "510120011344, manual",
        "5101, -"
      })
  void theEntryModeOf1993(String entry, @Nullable String mode) {
    assertThat(neutral(of1993("1100").set(22, entry))).containsEntry("entry_mode", mode);
  }

  @Test
  void whatCannotBeUnderstoodIsLeftOutAndRefusesNothing() {
    Map<String, @Nullable Object> neutral =
        neutral(
            Samples.request("0100", 1)
                .set(6, "many")
                .set(18, "54")
                .set(22, "x")
                .set(43, "short")
                .set(51, "000")
                .set(90, "1"));
    neutral.values().removeIf(Objects::isNull);
    assertThat(neutral)
        .doesNotContainKeys(
            "billing_amount",
            "merchant_category",
            "entry_mode",
            "merchant_country",
            "original_key");
  }

  @Test
  void of1987APreauthorizationIsEstimatedAndANamedOriginalIsAddedTo() {
    Map<String, @Nullable Object> increment =
        neutral(Samples.reversal("0100", 2, "0100", 1).set(25, "06"));
    assertThat(increment)
        .containsEntry("incremental", true)
        .containsEntry("estimated", true)
        .containsEntry(
            "original_key", "iso:network:123456:TERM0001:MERCHANT01:000001:1123184500:1");
  }

  @Test
  void of1993TheFunctionCodeSaysIt() {
    assertThat(neutral(of1993("1100").set(24, "107")))
        .containsEntry("incremental", true)
        .containsEntry("estimated", true);
    assertThat(neutral(of1993("1100").set(24, "106")))
        .containsEntry("incremental", true)
        .containsEntry("estimated", null);
    assertThat(neutral(of1993("1100").set(24, "100"))).containsEntry("incremental", null);
  }

  @Test
  void aLinkSaysWhereItsPeersRequestsDo() {
    LinkConfig link =
        link("answer_within: 4s\n    indicators: { partial: ['60@12=1', 48], incremental: [] }");
    assertThat(link.asked().answerWithin()).hasSeconds(4);
    Map<String, @Nullable Object> neutral =
        neutral(link, Samples.reversal("0100", 2, "0100", 1).set(60, "000000000001").set(25, "06"));
    assertThat(neutral)
        .containsEntry("partial_allowed", true)
        .containsEntry("incremental", null)
        .containsEntry("estimated", true);
    assertThat(neutral(link, Samples.request("0100", 1).set(60, "100000000000")))
        .containsEntry("partial_allowed", null);
  }

  @Test
  void whatIsWrongWithAPlaceIsToldWithItsMend() {
    assertThatThrownBy(
            () -> link("answer_within: 0s\n    indicators: { partial: ['60@12', 1], wish: 3 }"))
        .isInstanceOf(SeraiException.class)
        .hasMessageContainingAll(
            "links.network.answer_within: '0s' must be more than zero",
            "links.network.indicators.partial: '60@12' is no place in a request; write 90",
            "links.network.indicators.partial: '1' is no place",
            "links.network.indicators.wish: is not known; known are [balance, estimated,"
                + " incremental, more_follows, partial]");
  }

  @Test
  void anAdviceHasAKeyOfItsOwnAndMayTellOfNothing() {
    IsoMessage advice = Samples.request("0120", 1).set(4, "000000000000").set(39, "05").build();
    assertThat(AuthorizationRequest.of(LINK, advice).neutral()).containsEntry("advised_code", "05");
    assertThat(ClaimKey.of("network", advice)).endsWith(":000001:1123184500:1a");
    IsoMessage reversal = Samples.reversal("0420", 2, "0220", 1).build();
    assertThat(ClaimKey.ofOriginal("network", reversal)).endsWith(":000001:1123184500:2a");
    assertThat(ClaimKey.of("network", reversal)).endsWith(":000002:1123184500:4");
  }

  private static Map<String, @Nullable Object> neutral(IsoMessage.Builder request) {
    return neutral(LINK, request);
  }

  private static Map<String, @Nullable Object> neutral(
      LinkConfig link, IsoMessage.Builder request) {
    return AuthorizationRequest.of(link, request.build()).neutral();
  }

  private static IsoMessage.Builder of1993(String mti) {
    return Samples.request(mti, 1).set(12, "261123184500");
  }

  private static LinkConfig link(String more) {
    return Objects.requireNonNull(
        TestLinks.parse("links:\n  network:\n    tenant: acme\n    " + more + "\n").get("network"));
  }
}
