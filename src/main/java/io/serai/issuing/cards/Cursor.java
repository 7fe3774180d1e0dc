package io.serai.issuing.cards;

import io.serai.payment.SeraiException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of a card's history ended. It names the last event that was told, so that a page
 * stays what it is while new events come. Opaque to whoever holds it.
 */
final class Cursor {

  private Cursor() {}

  /** What to send for the events before this one. */
  static String of(String card, long seq) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((card + " " + seq).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The event that it names; all are before it where there is none.
   *
   * @throws SeraiException if it is not one, or another card's
   */
  static long seq(String card, @Nullable String cursor) {
    if (cursor == null) {
      return Long.MAX_VALUE;
    }
    String[] words = decoded(cursor).split(" ", -1);
    if (words.length != 2 || !words[1].matches("[0-9]{1,18}")) {
      throw SeraiException.invalid("after", "write what the last answer said in next");
    }
    if (!words[0].equals(card)) {
      throw SeraiException.invalid(
          "after", "is of another card; write what the last answer of this card said in next");
    }
    return Long.parseLong(words[1]);
  }

  private static String decoded(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
