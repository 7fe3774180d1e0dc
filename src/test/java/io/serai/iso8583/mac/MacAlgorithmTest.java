package io.serai.iso8583.mac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Published vectors; the keys are those of the standards. */
class MacAlgorithmTest {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /** ISO/IEC 9797-1:2011, annex B.4 (the first is also ANSI X9.19's). */
  @ParameterizedTest
  @CsvSource({
    "METHOD_1, 'Now is the time for all ', A1C72E74EA3FA9B6",
    "METHOD_2, 'Now is the time for all ', E9086230CA3BE796",
    "METHOD_1, 'Now is the time for it', 2E2B1428CC78254F",
    "METHOD_2, 'Now is the time for it', 5A692CE64F404145"
  })
  void retailMacsOfTheStandard(MacPadding padding, String text, String mac) {
    assertRetail("0123456789ABCDEFFEDCBA9876543210", padding, ascii(text), mac);
  }

  /** Bouncy Castle's own, and ICAO Doc 9303 part 11, appendix D.3. */
  @Test
  void retailMacsOfOthers() {
    assertRetail(
        "7CA110454A1A6E570131D9619DC1376E",
        MacPadding.METHOD_1,
        ascii("Hello World !!!!"),
        "F09B856213BAB83B");
    assertRetail(
        "7962D9ECE03D1ACD4C76089DCE131543",
        MacPadding.METHOD_2,
        HEX.parseHex("72C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F2"),
        "5F1448EEA8AD90A7");
  }

  @Test
  void aThirdKeyEndsTheChain() {
    byte[] twice = HEX.parseHex("0123456789ABCDEFFEDCBA98765432100123456789ABCDEF");
    assertThat(MacAlgorithm.RETAIL.mac(twice, MacPadding.METHOD_1, ascii("Now is the time for it")))
        .isEqualTo(HEX.parseHex("2E2B1428CC78254F"));
  }

  /** RFC 4493 section 4 and NIST SP 800-38B appendix D.1 (AES-128), D.3 (AES-256). */
  @ParameterizedTest
  @CsvSource({
    "2B7E151628AED2A6ABF7158809CF4F3C, 0, BB1D6929E95937287FA37D129B756746",
    "2B7E151628AED2A6ABF7158809CF4F3C, 16, 070A16B46B4D4144F79BDD9DD04A287C",
    "2B7E151628AED2A6ABF7158809CF4F3C, 40, DFA66747DE9AE63030CA32611497C827",
    "2B7E151628AED2A6ABF7158809CF4F3C, 64, 51F0BEBF7E3B9D92FC49741779363CFE",
    "603DEB1015CA71BE2B73AEF0857D77811F352C073B6108D72D9810A30914DFF4, 0,"
        + " 028962F61B7BF89EFC6B551F4667D983",
    "603DEB1015CA71BE2B73AEF0857D77811F352C073B6108D72D9810A30914DFF4, 16,"
        + " 28A7023F452E8F82BD4BF28D8C37C35C",
    "603DEB1015CA71BE2B73AEF0857D77811F352C073B6108D72D9810A30914DFF4, 40,"
        + " AAF3D8F1DE5640C232F5B169B9C911E6",
    "603DEB1015CA71BE2B73AEF0857D77811F352C073B6108D72D9810A30914DFF4, 64,"
        + " E1992190549F6ED5696A2C056C315410"
  })
  void aesCmacsOfTheStandards(String key, int length, String mac) {
    byte[] data =
        HEX.parseHex(
            "6BC1BEE22E409F96E93D7E117393172AAE2D8A571E03AC9C9EB76FAC45AF8E51"
                + "30C81C46A35CE411E5FBC1191A0A52EFF69F2445DF4F9B17AD2B417BE66C3710");
    byte[] made =
        MacAlgorithm.AES_CMAC.mac(
            HEX.parseHex(key), MacPadding.METHOD_1, java.util.Arrays.copyOf(data, length));
    assertThat(HEX.formatHex(made)).isEqualTo(mac);
  }

  @Test
  void aKeyOfAnotherLengthIsRefused() {
    assertThatThrownBy(() -> MacAlgorithm.RETAIL.mac(new byte[8], MacPadding.METHOD_1, new byte[0]))
        .hasMessageContaining("16 or 24 bytes");
    assertThatThrownBy(
            () -> MacAlgorithm.AES_CMAC.mac(new byte[17], MacPadding.METHOD_1, new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(MacAlgorithm.RETAIL.takesKeyOf(32)).isFalse();
    assertThat(MacAlgorithm.AES_CMAC.takesKeyOf(32)).isTrue();
    assertThat(MacAlgorithm.AES_CMAC.takesKeyOf(20)).isFalse();
  }

  private static void assertRetail(String key, MacPadding padding, byte[] data, String mac) {
    assertThat(HEX.formatHex(MacAlgorithm.RETAIL.mac(HEX.parseHex(key), padding, data)))
        .isEqualTo(mac);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
