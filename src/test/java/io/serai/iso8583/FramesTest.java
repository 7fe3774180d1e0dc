package io.serai.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jpos.iso.ISOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How messages are told apart, byte by byte. */
class FramesTest {

  private static final int LIMIT = 4096;
  private static final byte[] TEN = "0123456789".getBytes(StandardCharsets.US_ASCII);

  @ParameterizedTest
  @CsvSource({
    "TWO_BYTE_BINARY, 000A",
    "TWO_BYTE_BINARY_INCLUSIVE, 000C",
    "FOUR_ASCII_DIGITS, 30303130",
    "FOUR_BYTE_BINARY, 0000000A",
    "TWO_BYTE_BCD, 0010"
  })
  void tenBytesStandBehindTheirLength(Framing framing, String length) throws ISOException {
    ByteBuf frame = new Frames(framing, LIMIT).frame(UnpooledByteBufAllocator.DEFAULT, TEN);
    assertThat(hex(frame)).isEqualTo(length + HexFormat.of().withUpperCase().formatHex(TEN));
  }

  @ParameterizedTest
  @EnumSource(Framing.class)
  void whatIsWrittenIsReadBackHoweverItIsTornApart(Framing framing) throws ISOException {
    Frames frames = new Frames(framing, LIMIT);
    for (int length : new int[] {1, 9, 99, 100, 999, 1234, LIMIT}) {
      byte[] message = new byte[length];
      message[length - 1] = 7;
      ByteBuf whole = frames.frame(UnpooledByteBufAllocator.DEFAULT, message);
      ByteBuf in = Unpooled.buffer();
      while (whole.readableBytes() > 1) {
        in.writeByte(whole.readByte());
        assertThat(frames.next(in)).isInstanceOf(Frames.Next.Incomplete.class);
      }
      in.writeByte(whole.readByte());
      assertThat(frames.next(in))
          .isInstanceOfSatisfying(
              Frames.Next.Whole.class, frame -> assertThat(frame.bytes()).isEqualTo(message));
      assertThat(in.readableBytes()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TWO_BYTE_BINARY, 0000",
    "TWO_BYTE_BINARY_INCLUSIVE, 0000",
    "TWO_BYTE_BINARY_INCLUSIVE, 0002",
    "FOUR_ASCII_DIGITS, 30303030",
    "FOUR_BYTE_BINARY, 00000000",
    "TWO_BYTE_BCD, 0000"
  })
  void aLengthOfZeroIsAKeepAlive(Framing framing, String bytes) {
    assertThat(next(framing, bytes)).isInstanceOf(Frames.Next.KeepAlive.class);
  }

  @ParameterizedTest
  @CsvSource({
    "TWO_BYTE_BINARY, 1001, says it has 4097 bytes",
    "TWO_BYTE_BINARY, FFFF, says it has 65535 bytes",
    "TWO_BYTE_BINARY_INCLUSIVE, 0001, are no length (2-byte binary inclusive)",
    "TWO_BYTE_BINARY_INCLUSIVE, 1003, says it has 4097 bytes",
    "FOUR_ASCII_DIGITS, 34303937, says it has 4097 bytes",
    "FOUR_ASCII_DIGITS, 2D303031, are no length (4 ASCII digits)",
    "FOUR_ASCII_DIGITS, 30304131, are no length (4 ASCII digits)",
    "FOUR_BYTE_BINARY, FFFFFFFF, are no length (4-byte binary)",
    "FOUR_BYTE_BINARY, 80000000, are no length (4-byte binary)",
    "FOUR_BYTE_BINARY, 7FFFFFFF, says it has 2147483647 bytes",
    "TWO_BYTE_BCD, 00A0, are no length (2-byte BCD)",
    "TWO_BYTE_BCD, 4097, says it has 4097 bytes"
  })
  void whatIsNoLengthOrOverTheLimitIsRefusedBeforeItIsWaitedFor(
      Framing framing, String bytes, String problem) {
    assertThat(next(framing, bytes))
        .isInstanceOfSatisfying(
            Frames.Next.Refused.class, no -> assertThat(no.problem()).contains(problem));
  }

  @Test
  void aMessageThatTheFramingCannotSayIsNotWritten() {
    Frames digits = new Frames(Framing.FOUR_ASCII_DIGITS, LIMIT);
    assertThatThrownBy(() -> digits.frame(UnpooledByteBufAllocator.DEFAULT, new byte[10_000]))
        .hasMessageContaining("10000 bytes is too long");
    assertThatThrownBy(() -> new Frames(Framing.TWO_BYTE_BCD, 10_000))
        .hasMessageContaining("at most 9999");
  }

  private static Frames.Next next(Framing framing, String bytes) {
    return new Frames(framing, LIMIT).next(Unpooled.wrappedBuffer(HexFormat.of().parseHex(bytes)));
  }

  private static String hex(ByteBuf bytes) {
    byte[] all = new byte[bytes.readableBytes()];
    bytes.readBytes(all);
    return HexFormat.of().withUpperCase().formatHex(all);
  }
}
