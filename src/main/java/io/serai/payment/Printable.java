package io.serai.payment;

import java.util.regex.Pattern;

/** Makes what came from outside safe to put into an error text or a log line. */
public final class Printable {

  private static final int LONGEST = 40;

  /** With what stands behind the number on a track, in text or packed. */
  private static final Pattern CARD_OR_TRACK =
      Pattern.compile("(?:\\d[ -]?){11,}\\d(?:[=Dd][0-9A-Fa-f=]*|\\^[^?]*)?");

  private Printable() {}

  /**
   * The text cut to 40 characters, control characters and every digit of runs that could be a card
   * number (12 digits or more) replaced, so that neither a line break nor a PAN gets through.
   */
  public static String of(Object value) {
    String text = String.valueOf(value).replaceAll("[^\\p{Print}]", "?");
    text = CARD_OR_TRACK.matcher(text).replaceAll("[number]");
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
