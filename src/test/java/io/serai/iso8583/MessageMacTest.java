package io.serai.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.iso8583.mac.MacAlgorithm;
import io.serai.iso8583.mac.MacPadding;
import io.serai.payment.SeraiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jpos.iso.ISOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DE64 and DE128: every message is signed, and none without a right code is processed. */
class MessageMacTest {

  private static final byte[] KEY = HexFormat.of().parseHex("0123456789ABCDEFFEDCBA9876543210");
  private static final byte[] OTHER = HexFormat.of().parseHex("2B7E151628AED2A6ABF7158809CF4F3C");

  @ParameterizedTest
  @CsvSource({
    "iso87ascii, RETAIL, METHOD_1, 16",
    "iso87ascii, RETAIL, METHOD_2, 16",
    "iso87ascii, AES_CMAC, METHOD_1, 16",
    "iso87binary, RETAIL, METHOD_1, 8",
    "iso87binary, AES_CMAC, METHOD_1, 8",
    "iso87ebcdic, AES_CMAC, METHOD_1, 8",
    "iso93ascii, RETAIL, METHOD_2, 16",
    "iso93binary, AES_CMAC, METHOD_1, 8"
  })
  void theCodeIsMadeOfAllBytesBeforeIt(
      String name, MacAlgorithm algorithm, MacPadding padding, int length) throws ISOException {
    LinkMac settings = new LinkMac(algorithm, padding, null, false, "63");
    Packager plain = Packager.named(name, Path.of("kamelets"));
    Packager signing = plain.with(settings, "van", link -> List.of(new MacKey(KEY)));
    byte[] bytes = signing.pack(Samples.request("0100", 1).build());
    IsoMessage read = Objects.requireNonNull(plain.read(bytes).message());
    byte[] data = Arrays.copyOf(bytes, bytes.length - length);
    byte[] code = Arrays.copyOf(algorithm.mac(KEY, padding, data), 8);
    assertThat(read.bytes(64)).isEqualTo(code);
    assertThat(signing.read(bytes).problem()).isNull();
    for (int at = 0; at < bytes.length; at++) {
      byte[] changed = bytes.clone();
      changed[at] ^= (byte) 1;
      assertThat(signing.read(changed).problem()).isNotNull();
    }
  }

  @Test
  void behindElementsOver64ItIsDe128() throws ISOException {
    Packager signing = signing("63", KEY);
    IsoMessage reversal = Samples.reversal("0420", 2, "0100", 1).build();
    IsoMessage read = Objects.requireNonNull(signing.read(signing.pack(reversal)).message());
    assertThat(read.has(64)).isFalse();
    assertThat(read.has(128)).isTrue();
  }

  @Test
  void aSignedMessageThatGoesOnIsSignedAnew() throws ISOException {
    Packager one = signing("63", KEY);
    Packager two = signing("63", OTHER);
    IsoMessage read =
        Objects.requireNonNull(one.read(one.pack(Samples.request("0100", 1).build())).message());
    assertThat(two.read(two.pack(read)).problem()).isNull();
    assertThat(two.read(one.pack(read)).problem()).contains("wrong authentication code");
  }

  @ParameterizedTest
  @CsvSource(
      value = {"63, 63", "05, 05", "null, null"},
      nullValues = "null")
  void aWrongOrMissingCodeIsAnsweredOrDroppedAsConfigured(
      @Nullable String wrong, @Nullable String code) throws ISOException {
    Packager plain = Packager.named("iso87ascii", Path.of("kamelets"));
    Packager.Reading missing =
        signing(wrong, KEY).read(plain.pack(Samples.request("0100", 1).build()));
    assertThat(missing.problem()).isEqualTo("has no authentication code in DE64");
    assertThat(missing.code()).isEqualTo(code);
    Packager.Reading other =
        signing(wrong, KEY).read(signing("63", OTHER).pack(Samples.request("0100", 1).build()));
    assertThat(other.problem()).isEqualTo("has a wrong authentication code in DE64");
    assertThat(other.code()).isEqualTo(code);
  }

  @Test
  void anOlderKeyStillVerifiesAndTheNewestSigns() throws ISOException {
    byte[] old = signing("63", KEY).pack(Samples.request("0100", 1).build());
    Packager both = signing("63", OTHER, KEY);
    assertThat(both.read(old).problem()).isNull();
    byte[] fresh = both.pack(Samples.request("0100", 1).build());
    assertThat(signing("63", OTHER).read(fresh).problem()).isNull();
  }

  @Test
  void networkManagementIsExemptUnlessConfigured() throws ISOException {
    IsoMessage signOn = IsoMessage.of("0800").set(11, "000001").set(70, "001").build();
    Packager exempting = signing("63", KEY);
    assertThat(exempting.read(exempting.pack(signOn)).problem()).isNull();
    assertThat(Objects.requireNonNull(exempting.read(exempting.pack(signOn)).message()).has(128))
        .isFalse();
    LinkMac all = new LinkMac(MacAlgorithm.RETAIL, MacPadding.METHOD_1, null, true, "63");
    Packager strict =
        Packager.named("iso87ascii", Path.of("kamelets"))
            .with(all, "van", link -> List.of(new MacKey(KEY)));
    assertThat(strict.read(exempting.pack(signOn)).problem()).contains("DE128");
  }

  @Test
  void withoutAKeyNothingIsSentAndNothingIsProcessed() throws ISOException {
    Packager none = signing("63");
    assertThatThrownBy(() -> none.pack(Samples.request("0100", 1).build()))
        .hasMessageContaining("no key");
    byte[] signed = signing("63", KEY).pack(Samples.request("0100", 1).build());
    assertThat(none.read(signed).problem()).contains("wrong authentication code");
  }

  @Test
  void keysComeOutOfAFileThatNoErrorQuotes(@TempDir Path folder) throws IOException, ISOException {
    Path file = folder.resolve("van.keys");
    LinkMac mac = new LinkMac(MacAlgorithm.RETAIL, MacPadding.METHOD_1, file, false, "63");
    Files.writeString(
        file,
        "# newest first\n2b7e151628aed2a6abf7158809cf4f3c\n0123456789ABCDEFFEDCBA9876543210\n");
    Packager both =
        Packager.named("iso87ascii", Path.of("kamelets"))
            .with(mac, "van", MacKeyFile.read("van", mac, file));
    byte[] old = signing("63", KEY).pack(Samples.request("0100", 1).build());
    assertThat(both.read(old).problem()).isNull();
    for (String wrong : new String[] {"", "0123", "0123456789ABCDEFXYDCBA9876543210"}) {
      Files.writeString(file, wrong);
      assertThatThrownBy(() -> MacKeyFile.read("van", mac, file))
          .isInstanceOf(SeraiException.class)
          .hasMessageContaining("links.van.mac.keys")
          .hasMessageNotContaining("0123")
          .hasNoCause();
    }
  }

  private static Packager signing(@Nullable String wrong, byte[]... keys) {
    LinkMac settings = new LinkMac(MacAlgorithm.RETAIL, MacPadding.METHOD_1, null, false, wrong);
    List<MacKey> known = Arrays.stream(keys).map(MacKey::new).toList();
    return Packager.named("iso87ascii", Path.of("kamelets")).with(settings, "van", link -> known);
  }
}
