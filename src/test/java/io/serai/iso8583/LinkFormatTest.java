package io.serai.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.serai.iso8583.mac.MacAlgorithm;
import io.serai.iso8583.mac.MacPadding;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

/** How a link's bytes become messages: its keys in {@code links.yaml}, and over real sockets. */
@Timeout(60)
class LinkFormatTest {

  private static final byte[] KEY = HexFormat.of().parseHex("0123456789ABCDEFFEDCBA9876543210");

  @Test
  void everyKeyIsRead() throws IOException {
    List<String> problems = new ArrayList<>();
    LinkFormat format =
        read(
            problems,
            "{ framing: 4 ASCII digits, keep_alive: answer, max_frame: 9000B, tpdu: '6000030000',"
                + " header: 'text:ISO026000070', packager: iso93binary, mac: { algorithm: aes-cmac,"
                + " padding: '2', keys: /run/keys/van, network_management: true, wrong: drop } }");
    assertThat(problems).isEmpty();
    assertThat(format.framing()).isEqualTo(Framing.FOUR_ASCII_DIGITS);
    assertThat(format.keepAlive()).isEqualTo(KeepAlive.ANSWER);
    assertThat(format.maxFrame()).isEqualTo(DataSize.ofBytes(9000));
    assertThat(HexFormat.of().formatHex(format.header().ofRequest()))
        .isEqualTo("6000030000" + "49534f303236303030303730");
    assertThat(format.packager()).isEqualTo("iso93binary");
    assertThat(format.mac())
        .isEqualTo(
            new LinkMac(
                MacAlgorithm.AES_CMAC, MacPadding.METHOD_2, Path.of("/run/keys/van"), true, null));
  }

  @Test
  void mistakesAreToldWithTheirKeys() throws IOException {
    List<String> problems = new ArrayList<>();
    var unused =
        read(
            problems,
            "{ framing: 2-byte BCD, keep_alive: maybe, max_frame: 16KiB, tpdu: 60, header: ISO,"
                + " mac: { algorithm: md5, padding: 3, wrong: maybe, colour: red } }");
    assertThat(String.join("\n", problems))
        .contains(
            "links.van.keep_alive: 'maybe' is none of refuse, ignore, answer",
            "links.van.max_frame: with '2-byte BCD' it is at most 9999B",
            "links.van.tpdu: '60' is not the ten hexadecimal digits",
            "links.van.header: 'ISO' is neither text:",
            "links.van.mac.algorithm: 'md5' is none of retail, aes-cmac",
            "links.van.mac.padding: '3' is none of 1, 2",
            "links.van.mac.wrong: 'maybe' is neither drop nor two digits",
            "links.van.mac.colour");
  }

  @ParameterizedTest
  @CsvSource({
    "2-byte binary, iso87ascii",
    "2-byte binary inclusive, iso87binary",
    "4 ASCII digits, iso87ebcdic",
    "4-byte binary, iso87ascii",
    "2-byte BCD, iso87binary"
  })
  void aRequestIsAnsweredInItsOwnFormat(String framing, String packager) throws Exception {
    LinkFormat format =
        read(
            new ArrayList<>(),
            "{ framing: "
                + framing
                + ", packager: "
                + packager
                + ", keep_alive: answer, tpdu: '6000030000', header: 'hex:00FF' }");
    try (TerminalsDouble hub = approving(format);
        Socket terminal = new Socket(InetAddress.getLoopbackAddress(), hub.port)) {
      terminal.setSoTimeout(10_000);
      Frames frames = format.frames();
      Packager plain = Packager.named(packager, Path.of("kamelets"));
      write(terminal, frames.keepAlive(UnpooledByteBufAllocator.DEFAULT));
      assertThat(next(terminal, frames)).isInstanceOf(Frames.Next.KeepAlive.class);
      byte[] header = HexFormat.of().parseHex("60001122334455");
      byte[] body = plain.pack(Samples.request("0100", 7).build());
      ByteBuf request =
          frames.frame(
              UnpooledByteBufAllocator.DEFAULT,
              HexFormat.of()
                  .parseHex(HexFormat.of().formatHex(header) + HexFormat.of().formatHex(body)));
      write(terminal, request);
      byte[] answer = ((Frames.Next.Whole) next(terminal, frames)).bytes();
      assertThat(HexFormat.of().formatHex(answer, 0, 7)).isEqualTo("60223300114455");
      IsoMessage read =
          Objects.requireNonNull(
              plain.read(java.util.Arrays.copyOfRange(answer, 7, answer.length)).message());
      assertThat(read.field(39)).isEqualTo("00");
      assertThat(read.field(11)).isEqualTo("000007");
    }
  }

  @Test
  void aKeepAliveIsPassedOverWhereSoConfigured() throws Exception {
    LinkFormat format = read(new ArrayList<>(), "{ keep_alive: ignore }");
    try (TerminalsDouble hub = approving(format);
        RawTerminal terminal = new RawTerminal(hub.port)) {
      terminal.sendBytes((byte) 0, (byte) 0);
      terminal.sendBytes((byte) 0, (byte) 0);
      terminal.sendFrame("08000020000000000000" + "000079");
      assertThat(terminal.receive()).startsWith("0810").contains("000079");
    }
  }

  @Test
  void aRequestWithAWrongCodeIsAnsweredAndNeverProcessed(@TempDir Path folder) throws Exception {
    Path keys = Files.writeString(folder.resolve("keys"), HexFormat.of().formatHex(KEY));
    LinkFormat format =
        read(new ArrayList<>(), "{ mac: { algorithm: retail, keys: " + keys + " } }");
    List<String> processed = new java.util.concurrent.CopyOnWriteArrayList<>();
    try (TerminalsDouble hub =
            new TerminalsDouble(
                (entry, exchange, done) -> {
                  processed.add(entry);
                  Samples.answer(exchange, Samples.approved(exchange));
                  done.run();
                },
                TerminalsDouble.shipped(format));
        RawTerminal terminal = new RawTerminal(hub.port)) {
      Packager signing =
          Packager.named("iso87ascii", Path.of("kamelets"))
              .with(
                  Objects.requireNonNull(format.mac()),
                  "terminals",
                  link -> List.of(new MacKey(KEY)));
      byte[] right = signing.pack(Samples.request("0100", 1).build());
      byte[] wrong = right.clone();
      wrong[wrong.length - 1] = (byte) (wrong[wrong.length - 1] == '0' ? '1' : '0');
      terminal.sendFrame(latin(wrong));
      IsoMessage refused =
          Objects.requireNonNull(signing.read(latin(terminal.receive())).message());
      assertThat(refused.field(39)).isEqualTo("63");
      assertThat(processed).isEmpty();
      terminal.sendFrame(latin(right));
      Packager.Reading approved = signing.read(latin(terminal.receive()));
      assertThat(approved.problem()).isNull();
      assertThat(Objects.requireNonNull(approved.message()).field(39)).isEqualTo("00");
      assertThat(processed).hasSize(1);
    }
  }

  @Test
  void aKeyFileThatIsMissingStopsTheStart() throws IOException {
    LinkFormat format = read(new ArrayList<>(), "{ mac: { keys: /nowhere } }");
    assertThatThrownBy(() -> format.packager("van", Path.of("kamelets"), any -> List.of()))
        .hasMessageContaining("links.van.mac.keys: /nowhere");
  }

  private static TerminalsDouble approving(LinkFormat format) {
    return new TerminalsDouble(
        (entry, exchange, done) -> {
          Samples.answer(exchange, Samples.approved(exchange));
          done.run();
        },
        TerminalsDouble.shipped(format));
  }

  private static LinkFormat read(List<String> problems, String yaml) throws IOException {
    return new FormatReader(new LinkNode("links.van", new YAMLMapper().readTree(yaml), problems))
        .read();
  }

  private static void write(Socket socket, ByteBuf bytes) throws IOException {
    bytes.readBytes(socket.getOutputStream(), bytes.readableBytes());
  }

  private static Frames.Next next(Socket socket, Frames frames) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    ByteBuf bytes = Unpooled.buffer();
    Frames.Next next = frames.next(bytes);
    while (next instanceof Frames.Next.Incomplete) {
      bytes.writeByte(in.readUnsignedByte());
      next = frames.next(bytes);
    }
    return next;
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private static byte[] latin(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
  }
}
