package io.serai.iso8583;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.jpos.iso.ISOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packagers by name, with messages that others have published and taken apart by hand. */
class PackagersTest {

  private static final Path KAMELETS = Path.of("kamelets");
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /** github.com/patrickaburu/ISO8583-PACK-UNPACK, README. */
  @Test
  void ascii1987() throws ISOException {
    String sample = "02003220000000808000000010000000001500120604120000000112340001840";
    assertReads(
        "iso87ascii",
        sample.getBytes(StandardCharsets.US_ASCII),
        "0200",
        Map.of(
            3,
            "000010",
            4,
            "000000001500",
            7,
            "1206041200",
            11,
            "000001",
            41,
            "12340001",
            49,
            "840"));
  }

  /** moov-io/iso8583, message_test.go; the card number is Stripe's test number. */
  @Test
  void ascii1987WithACardNumber() throws ISOException {
    assertReads(
        "iso87ascii",
        "01007000000000000000164242424242424242123456000000000100"
            .getBytes(StandardCharsets.US_ASCII),
        "0100",
        Map.of(2, "4242424242424242", 3, "123456", 4, "000000000100"));
  }

  /** Stack Overflow 11421449, "ISO8583 message decoding". */
  @Test
  void binary1987() throws ISOException {
    assertReads(
        "iso87binary",
        HEX.parseHex("08002020000000800000000000000001" + "3239313130303031"),
        "0800",
        Map.of(3, "000000", 11, "000001", 41, "29110001"));
  }

  /** github.com/ralvescosta/digital-payments, README: a key exchange with bytes in DE63. */
  @Test
  void binary1987WithBytesInAPrivateElement() throws ISOException {
    String sample =
        "08002038000000200002810000000001084909052253415630305A303537363331202020205341564E4758"
            + "3130303131303032303030302020202020200011010008B9F3F723CA3CD2F8";
    IsoMessage read =
        assertReads(
            "iso87binary",
            HEX.parseHex(sample),
            "0800",
            Map.of(3, "810000", 11, "000001", 12, "084909", 13, "0522"));
    assertThat(read.field(43)).startsWith("SAV00Z057631").hasSize(40);
    assertThat(HEX.formatHex(Objects.requireNonNull(read.bytes(63))))
        .isEqualTo("010008B9F3F723CA3CD2F8");
  }

  /** Stack Overflow 11421574: BCD numbers, EBCDIC text; so a packager beside the Kamelets. */
  @Test
  void aPackagerOfOnesOwnWithNumbersInBcdAndTextInEbcdic(@TempDir Path folder) throws Exception {
    variant("iso87binary.xml", folder, "IF_CHAR", "IFE_CHAR");
    byte[] sample = HEX.parseHex("0810822000000200000004000000000000000501130427000005F0F00001");
    assertReads(
        Packager.named("mine", folder),
        sample,
        "0810",
        Map.of(7, "0501130427", 11, "000005", 39, "00", 70, "001"));
  }

  /** Stack Overflow 11421449: two bytes of length, a header of ten, a binary bitmap. */
  @Test
  void aPackagerOfOnesOwnBehindAFixedHeader(@TempDir Path folder) throws Exception {
    variant("iso87ascii.xml", folder, "IFA_BITMAP", "IFB_BITMAP");
    byte[] header = "0110000000".getBytes(StandardCharsets.US_ASCII);
    byte[] sample =
        HEX.parseHex(
            "30313130303030303030"
                + "30383230"
                + "80380000008100000400000000000000"
                + "333632393130313032393537313033313130303030303035"
                + "303331"
                + "53553230313131303331313032393537323031313130333131303239353733"
                + "303031");
    Packager packager = Packager.named("mine", folder).with(MessageHeader.of(new byte[0], header));
    IsoMessage read =
        assertReads(
            packager,
            sample,
            "0820",
            Map.of(
                11,
                "362910",
                12,
                "102957",
                13,
                "1031",
                41,
                "10000005",
                48,
                "SU20111031102957201110311029573",
                70,
                "001"));
    assertThat(packager.pack(Answers.to(read, "00").build())).startsWith(header);
  }

  /** The bytes of each element as IBM code page 1047 has them. */
  @Test
  void ebcdic1987() throws ISOException {
    String sample =
        "F0F8F0F0" // 0800
            + "82200000008000000400000000000000"
            + "F1F1F2F3F1F8F4F5F0F0" // DE7
            + "F0F0F0F0F0F1" // DE11
            + "E3C5D9D4F0F0F0F1" // DE41 TERM0001
            + "F3F0F1"; // DE70
    assertReads(
        "iso87ebcdic",
        HEX.parseHex(sample),
        "0800",
        Map.of(7, "1123184500", 11, "000001", 41, "TERM0001", 70, "301"));
  }

  /** ISO 8583:1993: longer dates, a function code, three digits of action code. */
  @Test
  void ascii1993() throws ISOException {
    assertReads(
        "iso93ascii",
        ("1804" + "0030010000000000" + "000007" + "261123184500" + "831")
            .getBytes(StandardCharsets.US_ASCII),
        "1804",
        Map.of(11, "000007", 12, "261123184500", 24, "831"));
    assertReads(
        "iso93ascii",
        ("1814" + "0030010002000000" + "000007" + "261123184500" + "831" + "800")
            .getBytes(StandardCharsets.US_ASCII),
        "1814",
        Map.of(39, "800"));
  }

  /** jPOS fills an odd number of digits at its end, here and in no other packager. */
  @Test
  void binary1993() throws ISOException {
    assertReads(
        "iso93binary",
        HEX.parseHex("1804" + "0030010000000000" + "000007" + "261123184500" + "8310"),
        "1804",
        Map.of(11, "000007", 12, "261123184500", 24, "831"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"iso87ascii", "iso87binary", "iso87ebcdic", "iso93ascii", "iso93binary"})
  void privateElementsAndChipDataGoThroughUntouched(String name) throws ISOException {
    Packager packager = Packager.named(name, KAMELETS);
    byte[] every = new byte[256];
    for (int i = 0; i < every.length; i++) {
      every[i] = (byte) i;
    }
    String text = new String(every, StandardCharsets.ISO_8859_1);
    String chip = "9F2608DEADBEEF123456789F3704A1B2C3D4";
    IsoMessage sent =
        IsoMessage.of("0100")
            .set(48, text)
            .setBinary(52, HEX.parseHex("0412AC89ABCDEF67"))
            .setBinary(55, HEX.parseHex(chip))
            .set(60, "  two spaces, then =|D  ")
            .set(61, text)
            .set(62, "62")
            .set(63, text)
            .set(128, "0011223344556677")
            .build();
    byte[] bytes = packager.pack(sent);
    IsoMessage read = Objects.requireNonNull(packager.read(bytes).message());
    assertThat(read.field(48)).isEqualTo(text);
    assertThat(read.field(60)).isEqualTo(sent.field(60));
    assertThat(read.field(61)).isEqualTo(text);
    assertThat(read.field(63)).isEqualTo(text);
    assertThat(read.field(52)).isEqualTo("0412AC89ABCDEF67");
    assertThat(HEX.formatHex(Objects.requireNonNull(read.binary(55)))).isEqualTo(chip);
    assertThat(packager.pack(read)).isEqualTo(bytes);
    assertThat(packager.pack(read.toBuilder().build())).isEqualTo(bytes);
  }

  @Test
  void aTpduComesBackWithItsAddressesExchanged() throws ISOException {
    MessageHeader header = MessageHeader.of(HEX.parseHex("6000030001"), new byte[0]);
    Packager packager = Packager.named("iso87binary", KAMELETS).with(header);
    byte[] frame = HEX.parseHex("6010030502" + "0800" + "0020000000000000" + "000001");
    IsoMessage request = Objects.requireNonNull(packager.read(frame).message());
    assertThat(HEX.formatHex(packager.pack(Answers.to(request, "00").build())))
        .startsWith("6005021003" + "0810");
    IsoMessage own = IsoMessage.of("0800").set(11, "000002").build();
    assertThat(HEX.formatHex(packager.pack(own))).startsWith("6000030001" + "0800");
    assertThat(packager.read(HEX.parseHex("601003")).problem()).contains("shorter than");
  }

  @Test
  void anAnswerOf1993HasAnActionCode() {
    IsoMessage request = IsoMessage.of("1420").set(11, "000001").build();
    assertThat(Answers.to(request, "00").build().field(39)).isEqualTo("400");
    assertThat(Answers.to(request, "30").build().field(39)).isEqualTo("904");
    assertThat(Answers.to(IsoMessage.of("1100").build(), "00").build().field(39)).isEqualTo("000");
  }

  @Test
  void aBinaryElementThatIsNotHexadecimalIsNotSentAndNotQuoted() {
    Packager packager = Packager.named("iso87ascii", KAMELETS);
    IsoMessage message = IsoMessage.of("0100").set(52, "SECRET").build();
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> packager.pack(message))
        .hasMessageContaining("DE52 is binary")
        .hasMessageNotContaining("SECRET");
  }

  private static void variant(String of, Path folder, String from, String to) throws IOException {
    try (var in =
        Objects.requireNonNull(PackagersTest.class.getResourceAsStream("/packager/" + of))) {
      String xml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(
          folder.resolve("mine.xml"), xml.replace("iso." + from + '"', "iso." + to + '"'));
    }
  }

  private static IsoMessage assertReads(
      String name, byte[] frame, String mti, Map<Integer, String> fields) throws ISOException {
    return assertReads(Packager.named(name, KAMELETS), frame, mti, fields);
  }

  private static IsoMessage assertReads(
      Packager packager, byte[] frame, String mti, Map<Integer, String> fields)
      throws ISOException {
    Packager.Reading reading = packager.read(frame);
    assertThat(reading.problem()).isNull();
    IsoMessage message = Objects.requireNonNull(reading.message());
    assertThat(message.mti()).isEqualTo(mti);
    fields.forEach((number, value) -> assertThat(message.field(number)).isEqualTo(value));
    assertThat(HEX.formatHex(packager.pack(message))).isEqualTo(HEX.formatHex(frame));
    return message;
  }
}
