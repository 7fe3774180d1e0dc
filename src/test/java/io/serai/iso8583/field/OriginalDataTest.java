package io.serai.iso8583.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DE90 and DE56, and the amounts of DE54. */
class OriginalDataTest {

  @Test
  void de90NamesItsOriginal() {
    String value = "0100" + "000001" + "1123184500" + "00000123456" + "00000000000";
    OriginalData original = OriginalData.ofDe90(value);
    assertThat(original).isEqualTo(new OriginalData("0100", "000001", "1123184500", "123456", ""));
    assertThat(original.toDe90()).isEqualTo(value);
  }

  @Test
  void de56NamesItsOriginal() {
    String value = "1100" + "000001" + "261123184500" + "06" + "123456";
    OriginalData original = OriginalData.ofDe56(value);
    assertThat(original)
        .isEqualTo(new OriginalData("1100", "000001", "261123184500", "123456", ""));
    assertThat(original.toDe56()).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0100", "0100000001112318450x0000012345600000000000"})
  void whatIsNeitherIsNamedAndNotQuoted(String value) {
    assertThatThrownBy(() -> OriginalData.ofDe90(value)).hasMessage("DE90: must be 42 digits");
    assertThatThrownBy(() -> OriginalData.ofDe56(value)).hasMessageStartingWith("DE56: must be 22");
    assertThatThrownBy(() -> OriginalData.ofDe56("1100000001261123184500" + "07123456"))
        .hasMessageStartingWith("DE56: ");
  }

  @Test
  void additionalAmountsAreCreditsAndDebits() {
    String value = "0040392D000000001000" + "3002840C000000000123";
    assertThat(AdditionalAmount.of(value))
        .containsExactly(
            new AdditionalAmount("00", "40", "392", -1000),
            new AdditionalAmount("30", "02", "840", 123))
        .extracting(AdditionalAmount::toString)
        .containsExactly(value.substring(0, 20), value.substring(20));
  }

  /** The first is printed on on-september.blogspot.com: its currency lacks a digit. */
  @ParameterizedTest
  @ValueSource(
      strings = {"100236C0102240000000", "", "0040392X000000001000", "0040392D00000000100"})
  void wrongAdditionalAmountsAreNamed(String value) {
    assertThatThrownBy(() -> AdditionalAmount.of(value)).hasMessageStartingWith("DE54: ");
  }
}
