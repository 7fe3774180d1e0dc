package io.serai.rest;

import io.serai.payment.SeraiException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * What stands in a query. netty-http would make headers of it, which is why none of it is let in as
 * one ({@link RestHeaders}).
 */
final class RestQuery {

  private static final int LONGEST_VALUE = 255;

  private RestQuery() {}

  /**
   * The parameters that an operation has; others are left alone, as other paths do.
   *
   * @throws SeraiException naming one that stands twice or cannot be
   */
  static Map<String, Object> of(Message in, Set<String> names) {
    Map<String, Object> found = new LinkedHashMap<>();
    String query = in.getHeader(Exchange.HTTP_RAW_QUERY, String.class);
    if (query == null || names.isEmpty()) {
      return found;
    }
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      if (names.contains(name)) {
        String value = equals < 0 ? "" : decoded(name, pair.substring(equals + 1));
        if (found.put(name, value) != null) {
          throw SeraiException.invalid(name, "must stand once");
        }
      }
    }
    return found;
  }

  private static String decoded(String name, String value) {
    try {
      String text = URLDecoder.decode(value, StandardCharsets.UTF_8);
      if (text.length() <= LONGEST_VALUE) {
        return text;
      }
    } catch (IllegalArgumentException e) {
      // Told below, as any other that cannot be.
    }
    throw SeraiException.invalid(name, "must be at most " + LONGEST_VALUE + " characters");
  }
}
