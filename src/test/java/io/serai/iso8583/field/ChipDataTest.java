package io.serai.iso8583.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.payment.SeraiException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DE55: EMV Book 3, Annex B. */
class ChipDataTest {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /** The answer to SELECT of the payment system environment, as javaemvreader publishes it. */
  @Test
  void constructedElementsAreReadLevelByLevel() {
    ChipData whole = of("6F20840E315041592E5359532E4444463031A50E8801025F2D046E6F656E9F110101");
    assertThat(whole.elements()).hasToString("[6F[32]]");
    ChipData inside = ChipData.of(whole.find(0x6F).orElseThrow().value(), "DE55");
    assertThat(inside.elements()).hasToString("[84[14], A5[14]]");
    ChipData deepest = ChipData.of(inside.find(0xA5).orElseThrow().value(), "DE55");
    assertThat(deepest.elements()).hasToString("[88[1], 5F2D[4], 9F11[1]]");
    assertThat(deepest.find(0x5F2D).orElseThrow().value()).isEqualTo(HEX.parseHex("6E6F656E"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9F2608DEADBEEF12345678",
        "820239009505000000000095050000000000", // twice
        "DFDF4001FF", // three bytes of tag, unknown
        "9F02060000000001009C01009A03261123",
        "5700",
        ""
      })
  void orderRepeatedAndUnknownTagsStay(String hex) {
    assertThat(HEX.formatHex(of(hex).toBytes())).isEqualTo(hex);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 255, 256, 65_535, 65_536, 100_000})
  void lengthsOfOneToThreeBytes(int length) {
    ChipData data = new ChipData(java.util.List.of(new Tlv(0xDF8101, new byte[length])));
    ChipData read = ChipData.of(data.toBytes(), "DE55");
    assertThat(read.find(0xDF8101).orElseThrow().value()).hasSize(length);
  }

  @Test
  void zerosBetweenElementsArePassedOver() {
    assertThat(of("00009C010000009A0326112300").elements()).hasToString("[9C[1], 9A[3]]");
  }

  @ParameterizedTest
  @CsvSource({
    "9F, ends inside a tag",
    "DFDF, ends inside a tag",
    "9F26, ends inside the length of tag 9F26",
    "9F2681, ends inside the length of tag 9F26",
    "9F268201, ends inside the length of tag 9F26",
    "9F2608DEADBEEF, 'tag 9F26 says 8 bytes, 4 are left'",
    "9F2683FFFFFF00, 'tag 9F26 says 16777215 bytes, 1 are left'",
    "9F2680, has not one to three bytes",
    "9F268400000001FF, has not one to three bytes",
    "DFFFFFFF0100, a tag has more than three bytes",
    "9C01009F2602DE, 'tag 9F26 says 2 bytes, 1 are left'"
  })
  void whatBreaksOffIsToldWithItsPlaceAndWithoutItsValue(String hex, String problem) {
    assertThatThrownBy(() -> of(hex))
        .isInstanceOf(SeraiException.class)
        .hasMessageStartingWith("DE55: is no EMV data")
        .hasMessageContaining(problem)
        .hasMessageNotContaining("DEADBEEF");
  }

  @Test
  void nothingThatPrintsShowsAValue() {
    ChipData card = of("5A084111111111111111" + "57134111111111111111D30121010000012300000F");
    assertThat(card.toString()).isEqualTo("ChipData[elements=[5A[8], 57[19]]]");
  }

  @Test
  void noGarbageEndsOtherwiseThanReadOrRefused() {
    Random random = new Random(8583);
    for (int i = 0; i < 100_000; i++) {
      byte[] data = new byte[random.nextInt(40)];
      random.nextBytes(data);
      try {
        ChipData read = ChipData.of(data, "DE55");
        assertThat(ChipData.of(read.toBytes(), "DE55").toBytes()).isEqualTo(read.toBytes());
      } catch (SeraiException e) {
        assertThat(e).hasMessageStartingWith("DE55: is no EMV data");
      }
    }
  }

  private static ChipData of(String hex) {
    return ChipData.of(HEX.parseHex(hex), "DE55");
  }
}
