package io.serai.rest;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A body as it was before it was compressed (S3.11). It is read no further than a body may be long,
 * whatever its few bytes would become.
 */
final class Inflated {

  private Inflated() {}

  /**
   * The bytes themselves.
   *
   * @param encoding the header {@code Content-Encoding}, or null
   */
  static byte[] bytes(byte[] body, @Nullable String encoding, int longest) {
    String coded = encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT);
    return switch (coded) {
      case "", "identity" -> body;
      case "gzip", "x-gzip" -> inflate(body, longest);
      default ->
          throw new SeraiException(
              ErrorCode.CONTENT_TYPE_REFUSED,
              "send the body with 'Content-Encoding: gzip', or without that header");
    };
  }

  private static byte[] inflate(byte[] body, int longest) {
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
      byte[] bytes = gzip.readNBytes(longest + 1);
      if (bytes.length > longest) {
        throw new SeraiException(
            ErrorCode.BODY_TOO_LARGE, "The body is longer than " + longest + " bytes.");
      }
      return bytes;
    } catch (IOException e) {
      throw new SeraiException(
          ErrorCode.MALFORMED_BODY, null, "the body is not in gzip, or breaks off", e);
    }
  }
}
