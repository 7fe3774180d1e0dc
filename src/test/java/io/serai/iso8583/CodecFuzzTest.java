package io.serai.iso8583;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.jpos.iso.ISOException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Seeded garbage for what reads bytes: it ends read or refused, never thrown, never endless. */
@Timeout(60)
class CodecFuzzTest {

  @ParameterizedTest
  @ValueSource(strings = {"iso87ascii", "iso87binary", "iso87ebcdic", "iso93ascii", "iso93binary"})
  void noPackagerThrowsOnWhatIsNoMessage(String name) throws ISOException {
    Random random = new Random(8583);
    Packager packager = Packager.named(name, Path.of("kamelets"));
    byte[] good = packager.pack(everything());
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      Packager.Reading reading = packager.read(mutated(good, random));
      assertThat(reading.message() != null || reading.problem() != null).isTrue();
      IsoMessage message = reading.message();
      if (message != null) {
        read++;
        assertThat(message.toString()).doesNotContain(Samples.PAN);
      }
    }
    assertThat(read).isGreaterThan(1000);
  }

  @ParameterizedTest
  @EnumSource(Framing.class)
  void noFramingThrowsOrTakesMoreThanItsLimit(Framing framing) {
    Random random = new Random(8583);
    Frames frames = new Frames(framing, 100);
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = new byte[random.nextInt(120)];
      random.nextBytes(bytes);
      if (random.nextBoolean() && bytes.length > 3) {
        Arrays.fill(bytes, 0, 3, (byte) (framing == Framing.FOUR_ASCII_DIGITS ? '0' : 0));
      }
      ByteBuf in = Unpooled.wrappedBuffer(bytes);
      Frames.Next next = frames.next(in);
      while (next instanceof Frames.Next.Whole || next instanceof Frames.Next.KeepAlive) {
        if (next instanceof Frames.Next.Whole frame) {
          assertThat(frame.bytes()).hasSizeBetween(1, 100);
        }
        next = frames.next(in);
      }
    }
  }

  private static byte[] mutated(byte[] good, Random random) {
    byte[] bytes = good.clone();
    for (int changes = random.nextInt(4); changes > 0; changes--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return switch (random.nextInt(4)) {
      case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 1 -> Arrays.copyOf(bytes, bytes.length + random.nextInt(20));
      default -> bytes;
    };
  }

  private static IsoMessage everything() {
    return Samples.reversal("0420", 3, "0100", 1)
        .set(35, Samples.PAN + "=30121010000012300000")
        .set(48, "private")
        .setBinary(52, HexFormat.of().parseHex("0412AC89ABCDEF67"))
        .set(54, "0040392D000000001000")
        .setBinary(55, HexFormat.of().parseHex("9F2608DEADBEEF12345678"))
        .set(90, null)
        .set(128, "0011223344556677")
        .build();
  }
}
