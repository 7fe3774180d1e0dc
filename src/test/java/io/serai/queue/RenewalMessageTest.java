package io.serai.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a renewal must look like, and that what is wrong is named. */
class RenewalMessageTest {

  static final String GOOD =
      "{\"subscription\": \"sub_1\", \"period\": \"2026-12\", \"amount\": 980, \"currency\": \"JPY\","
          + " \"method\": {\"type\": \"card\", \"token\": \"tok_visa\", \"brand\": \"visa\"}}";

  @Test
  void aRenewalBecomesARequestWithAKeyOfItsOwn() {
    RenewalMessage message = RenewalMessage.read(GOOD);
    assertThat(message.key()).isEqualTo("renewal:sub_1:2026-12");
    assertThat(message.request())
        .containsEntry("amount", 980L)
        .containsEntry("currency", "JPY")
        .containsEntry("reference", "sub_1/2026-12");
  }

  @Test
  void theFingerprintDoesNotDependOnTheOrderOfFieldsButOnEveryValue() {
    String print = RenewalMessage.read(GOOD).fingerprint();
    String turned =
        "{\"method\": {\"brand\": \"visa\", \"token\": \"tok_visa\", \"type\": \"card\"},"
            + " \"currency\": \"JPY\", \"amount\": 980, \"period\": \"2026-12\","
            + " \"subscription\": \"sub_1\"}";
    assertThat(RenewalMessage.read(turned).fingerprint()).isEqualTo(print);
    assertThat(RenewalMessage.read(GOOD.replace("980", "981")).fingerprint()).isNotEqualTo(print);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"amount\": 980 | \"amount\": 980.5 | amount",
        "\"amount\": 980 | \"amount\": 980.0 | amount",
        "\"amount\": 980 | \"amount\": \"980\" | amount",
        "\"amount\": 980 | \"amount\": 0 | amount",
        "\"amount\": 980 | \"amount\": 99999999999999999999 | amount",
        "\"amount\": 980, | `` | amount",
        "2026-12 | 2026-13 | period",
        "sub_1 | sub:1 | subscription",
        "JPY | ZZZ | currency",
        "\"brand\" | \"brnad\" | method.brnad",
        "\"tok_visa\" | null | method.token",
        "\"currency\" | \"more\": {}, \"currency\" | more",
      })
  void aWrongFieldIsNamed(String good, String bad, String field) {
    assertThatThrownBy(() -> RenewalMessage.read(GOOD.replace(good, bad)))
        .isInstanceOfSatisfying(
            SeraiException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID_FIELD);
              assertThat(e.field()).isEqualTo(field);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "tok_visa | 4111111111111111 | method.token",
        "tok_visa | 4111 1111-1111 1111 | method.token",
        "sub_1 | sub_4111111111111111 | subscription",
        "\"currency\" | \"4111111111111111\": 1, \"currency\" | [number]",
        "\"currency\" | \"x\": [{\"y\": 4111111111111111}], \"currency\" | x.0.y",
      })
  void aCardNumberAnywhereIsRefusedAndNotRepeated(String good, String bad, String field) {
    assertThatThrownBy(() -> RenewalMessage.read(GOOD.replace(good, bad)))
        .hasMessageNotContaining("1111")
        .isInstanceOfSatisfying(
            SeraiException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.CARD_NUMBER_REFUSED);
              assertThat(e.field()).isEqualTo(field);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"``", "{", "{\"amount\": 1, \"amount\": 2}", "{} {}", "nonsense"})
  void whatIsNotOneJsonValueIsRefused(String body) {
    assertThatThrownBy(() -> RenewalMessage.read(body))
        .isInstanceOfSatisfying(
            SeraiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_BODY));
  }

  @Test
  void whatIsNoObjectIsRefused() {
    assertThatThrownBy(() -> RenewalMessage.read("[]"))
        .hasMessageContaining("body: must be a JSON object");
  }
}
