package io.serai.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.payment.PinBlock;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** PIN blocks leave only translated, and are never seen (I8). */
@ExtendWith(OutputCaptureExtension.class)
class PinGateTest {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final byte[] IN = HEX.parseHex("0123456789ABCDEFFEDCBA9876543210");
  private static final byte[] OUT = HEX.parseHex("00112233445566778899AABBCCDDEEFF");
  private static final byte[] FILLING = HEX.parseHex("FFFFFFFFFFFFFFFF");

  /** Wikipedia, "ISO 9564", format 0. */
  @Test
  void format0AsPublished() {
    assertThat(HEX.formatHex(SoftwarePins.format0("1234", "43219876543210987")))
        .isEqualTo("0412AC89ABCDEF67");
    assertThat(SoftwarePins.pinOfFormat0(HEX.parseHex("0412AC89ABCDEF67"), "43219876543210987"))
        .isEqualTo("1234");
  }

  /** python-psec (github.com/knovichikhin/psec), tests/test_pinblock.py. */
  @Test
  void format4AsPublished() {
    byte[] block = SoftwarePins.encipherFormat4(OUT, "1234", "1234567890123456789", FILLING);
    assertThat(HEX.formatHex(block)).isEqualTo("28B41FDDD29B743E93124BD8E32D921E");
    assertThat(SoftwarePins.decipherFormat4(OUT, block, "1234567890123456789")).isEqualTo("1234");
  }

  @Test
  void aBlockLeavesUnderTheKeyOfTheNextLink() {
    byte[] block =
        SoftwarePins.desede(Cipher.ENCRYPT_MODE, IN, SoftwarePins.format0("1234", Samples.PAN));
    IsoMessage request = Samples.request("0200", 1).setBinary(52, block).build();
    IsoMessage sent =
        new PinGate(new SoftwarePins(IN, OUT, FILLING)).out(request, "terminals", "van").join();
    byte[] made = java.util.Objects.requireNonNull(sent.binary(52));
    assertThat(SoftwarePins.decipherFormat4(OUT, made, Samples.PAN)).isEqualTo("1234");
    assertThat(sent.field(11)).isEqualTo("000001");
    assertThat(request.binary(52)).isEqualTo(block);
  }

  @Test
  void withoutTranslationNoMessageWithABlockLeaves(CapturedOutput log) {
    IsoMessage request = Samples.request("0200", 1).set(52, "0412AC89ABCDEF67").build();
    assertThatThrownBy(() -> new PinGate(null).out(request, "terminals", "van").join())
        .hasCauseInstanceOf(NotTranslatedException.class);
    PinTranslation quoting =
        (block, card, from, to) -> {
          throw new IllegalStateException(HEX.formatHex(block.bytes()));
        };
    PinTranslation failing =
        (block, card, from, to) ->
            CompletableFuture.failedFuture(new IllegalStateException(HEX.formatHex(block.bytes())));
    for (PinTranslation translation : new PinTranslation[] {quoting, failing}) {
      assertThatThrownBy(() -> new PinGate(translation).out(request, null, "van").join())
          .hasCauseInstanceOf(NotTranslatedException.class);
    }
    assertThat(log).contains("no PIN translation").doesNotContain("0412AC89ABCDEF67");
  }

  @Test
  void aMessageWithoutOneLeavesAsItIs() {
    IsoMessage request = Samples.request("0100", 1).build();
    assertThat(new PinGate(null).out(request, null, "van").join()).isSameAs(request);
  }

  @Test
  void nothingThatPrintsShowsABlock() {
    IsoMessage message = Samples.request("0100", 1).set(52, "0412AC89ABCDEF67").build();
    assertThat(message.toString()).contains("52=[hidden]").doesNotContain("AC89");
    assertThat(new PinBlock(HEX.parseHex("0412AC89ABCDEF67"))).hasToString("PinBlock[hidden]");
    assertThat(new MacKey(OUT)).hasToString("MacKey[hidden]");
  }
}
