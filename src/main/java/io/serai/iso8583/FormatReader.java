package io.serai.iso8583;

import static io.serai.iso8583.LinkValues.oneOf;

import io.serai.iso8583.mac.MacAlgorithm;
import io.serai.iso8583.mac.MacPadding;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** Reads how a link's bytes become messages. */
final class FormatReader {

  /** The keys of a link that it reads. */
  static final Set<String> KEYS =
      Set.of(
          "framing",
          "keep_alive",
          "max_frame",
          "frame_timeout",
          "tpdu",
          "header",
          "packager",
          "mac");

  private static final Set<String> MAC_KEYS =
      Set.of("algorithm", "padding", "keys", "network_management", "wrong");
  private static final String DROP = "drop";
  private static final byte[] NOTHING = new byte[0];

  private final LinkNode link;

  FormatReader(LinkNode link) {
    this.link = link;
  }

  LinkFormat read() {
    Framing framing =
        link.value("framing", Framing.TWO_BYTE_BINARY, oneOf(Framing.values(), Framing::word));
    DataSize maxFrame = link.value("max_frame", LinkFormat.DEFAULT_MAX_FRAME, LinkValues::size);
    if (maxFrame.toBytes() > framing.longest()) {
      link.problem(
          "max_frame", "with '" + framing.word() + "' it is at most " + framing.longest() + "B");
      maxFrame = DataSize.ofBytes(framing.longest());
    }
    return new LinkFormat(
        framing,
        link.value("keep_alive", KeepAlive.REFUSE, oneOf(KeepAlive.values(), KeepAlive::word)),
        maxFrame,
        link.value("frame_timeout", LinkFormat.DEFAULT_FRAME_TIMEOUT, LinkValues::positive),
        MessageHeader.of(
            link.value("tpdu", NOTHING, FormatReader::tpdu),
            link.value("header", NOTHING, FormatReader::header)),
        link.value("packager", LinkFormat.DEFAULT_PACKAGER, LinkValues::packager),
        mac());
  }

  private @Nullable LinkMac mac() {
    LinkNode mac = link.child("mac");
    if (mac == null) {
      return null;
    }
    mac.only(MAC_KEYS);
    String keys = mac.value("keys", "", text -> text);
    String wrong = mac.value("wrong", LinkMac.DEFAULT_WRONG, FormatReader::wrong);
    return new LinkMac(
        mac.value(
            "algorithm", MacAlgorithm.RETAIL, oneOf(MacAlgorithm.values(), MacAlgorithm::word)),
        mac.value("padding", MacPadding.METHOD_1, oneOf(MacPadding.values(), MacPadding::word)),
        keys.isBlank() ? null : Path.of(keys),
        mac.value("network_management", false, LinkValues::yesOrNo),
        wrong.equals(DROP) ? null : wrong);
  }

  private static String wrong(String text) {
    if (!text.equals(DROP) && !ResponseCodes.isTwoDigits(text)) {
      throw new IllegalArgumentException("is neither drop nor two digits for DE39");
    }
    return text;
  }

  private static byte[] tpdu(String text) {
    if (!text.matches("[0-9A-Fa-f]{10}")) {
      throw new IllegalArgumentException("is not the ten hexadecimal digits of a TPDU");
    }
    return HexFormat.of().parseHex(text);
  }

  private static byte[] header(String text) {
    if (text.matches("hex:([0-9A-Fa-f]{2}){1,64}")) {
      return HexFormat.of().parseHex(text.substring(4));
    }
    if (text.matches("text:[ -~]{1,64}")) {
      return text.substring(5).getBytes(StandardCharsets.US_ASCII);
    }
    throw new IllegalArgumentException("is neither text:… nor hex:… of at most 64 bytes");
  }
}
