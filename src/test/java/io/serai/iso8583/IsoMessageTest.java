package io.serai.iso8583;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.jpos.iso.ISOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages print nothing that must not be printed (I8), however malformed they are. */
class IsoMessageTest {

  private static final String SECRET = "SECRET";

  @Test
  void theCardNumberShowsFirstSixAndLastFour() {
    assertThat(Samples.request("0100", 1).build())
        .hasToString(
            "0100{2=411111******1111, 3=000000, 4=000000001000, 7=1123184500, 11=000001,"
                + " 14=[hidden], 32=00123456, 41=TERM0001, 42=MERCHANT01, 49=392}");
  }

  @ParameterizedTest
  @ValueSource(ints = {34, 35, 36, 43, 45, 46, 47, 48, 52, 53, 54, 55, 60, 62, 63, 102, 120, 127})
  void fieldsThatMayHoldSecretsAreNeverShown(int number) {
    assertThat(IsoMessage.of("0100").set(number, SECRET).build().toString())
        .contains(number + "=[hidden]")
        .doesNotContain(SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4111111111111111=30121010000012300000",
        "4111111111111111D30121010000012300000",
        "4111111111111111d3012",
        ";4111111111111111=3012?",
        "B4111111111111111^DOE/JANE^3012",
        "4111111111111111",
        "4111 1111 1111 1111=3012",
        "=4111111111111111"
      })
  void tracksAreHiddenInEveryFieldThatTheyMayHaveSlippedInto(String track) {
    for (int number : new int[] {2, 34, 35, 36, 45, 41, 42, 43, 44, 48, 90, 95, 3, 11, 39}) {
      String shown = IsoMessage.of("0100").set(number, track).build().toString();
      assertThat(shown).doesNotContain("4111111111111111").doesNotContain("4111 1111 1111 1111");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"4", "41111111111", "41111111x1111111", ""})
  void aMalformedCardNumberIsHiddenWhole(String pan) {
    assertThat(IsoMessage.of("0100").set(2, pan).build()).hasToString("0100{2=[hidden]}");
  }

  @Test
  void whatIsPackedIsReadBackTheSame() throws ISOException {
    Packager packager = Packager.named("iso87ascii", Path.of("kamelets"));
    IsoMessage request = Samples.reversal("0420", 3, "0100", 1).build();
    byte[] bytes = packager.pack(request);
    assertThat(new String(bytes, StandardCharsets.US_ASCII)).startsWith("0420F224");
    IsoMessage read = Objects.requireNonNull(packager.read(bytes).message());
    assertThat(read.field(90)).isEqualTo(request.field(90));
    assertThat(packager.pack(read)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void noGarbageMakesThePackagerThrow(int seed) throws ISOException {
    Packager packager = Packager.named("iso87ascii", Path.of("kamelets"));
    Random random = new Random(seed);
    byte[] good = packager.pack(Samples.reversal("0420", 3, "0100", 1).build());
    for (int i = 0; i < 20_000; i++) {
      byte[] frame = Arrays.copyOf(good, random.nextInt(good.length + 10));
      for (int changed = random.nextInt(4); changed > 0 && frame.length > 0; changed--) {
        frame[random.nextInt(frame.length)] = (byte) random.nextInt(256);
      }
      Packager.Reading reading = packager.read(frame);
      assertThat(reading.message() != null || reading.problem() != null).isTrue();
    }
  }
}
