package io.serai.iso8583;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * How the bytes of a link become messages.
 *
 * @param framing how messages are told apart on the connection
 * @param keepAlive what is done with a frame of length zero
 * @param maxFrame the longest frame taken, at most what the framing can say
 * @param frameTimeout how long a frame may take from its first byte to its last; then its
 *     connection is closed
 * @param header what stands before the message type
 * @param packager the name of a jPOS GenericPackager file, beside the Kamelets or built in
 * @param mac how messages are authenticated, or null where they are not
 */
public record LinkFormat(
    Framing framing,
    KeepAlive keepAlive,
    DataSize maxFrame,
    Duration frameTimeout,
    MessageHeader header,
    String packager,
    @Nullable LinkMac mac) {

  /** Where a link does not say it. */
  public static final DataSize DEFAULT_MAX_FRAME = DataSize.ofKilobytes(4);

  /** Where a link does not say it. */
  public static final Duration DEFAULT_FRAME_TIMEOUT = Duration.ofSeconds(10);

  /** Where a link does not say it. */
  public static final String DEFAULT_PACKAGER = "iso87ascii";

  Frames frames() {
    return new Frames(framing, Math.toIntExact(maxFrame.toBytes()));
  }

  /**
   * The packager of a link.
   *
   * @param link its name
   * @param folder where packager files are
   * @param keys where keys come from when the link names no file
   * @throws io.serai.payment.SeraiException when a file is missing or wrong
   */
  Packager packager(String link, Path folder, MacKeys keys) {
    Packager plain = Packager.named(packager, folder).with(header);
    if (mac == null) {
      return plain;
    }
    Path file = mac.keys();
    return plain.with(mac, link, file == null ? keys : MacKeyFile.read(link, mac, file));
  }
}
