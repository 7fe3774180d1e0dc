package io.serai.iso8583;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys out of the file that a link names: one on each line, in hexadecimal digits. */
final class MacKeyFile {

  private MacKeyFile() {}

  /**
   * Reads the file once, so that a new key needs a restart.
   *
   * @throws SeraiException with {@link ErrorCode#CONFIGURATION}, without anything from the file
   */
  static MacKeys read(String link, LinkMac mac, Path file) {
    try {
      List<MacKey> keys =
          Files.readAllLines(file).stream()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .map(line -> new MacKey(HexFormat.of().parseHex(line)))
              .toList();
      if (keys.isEmpty() || !keys.stream().allMatch(k -> mac.algorithm().takesKeyOf(k.length()))) {
        throw wrong(link, file, null);
      }
      return any -> keys;
    } catch (IOException e) {
      throw wrong(link, file, e);
    } catch (IllegalArgumentException e) {
      throw wrong(link, file, null); // The cause would quote a key.
    }
  }

  private static SeraiException wrong(String link, Path file, @Nullable Throwable cause) {
    String field = "links." + link + ".mac.keys";
    return new SeraiException(
        ErrorCode.CONFIGURATION,
        field,
        field
            + ": "
            + file
            + " must hold one key on each line, in hexadecimal digits, of a length that the"
            + " algorithm takes",
        cause);
  }
}
