package io.serai.payment;

/** Makes what came from outside safe to put into an error text or a log line. */
public final class Printable {

  private static final int LONGEST = 40;

  private Printable() {}

  /**
   * The text cut to 40 characters, control characters and every digit of runs that could be a card
   * number (12 digits or more) replaced, so that neither a line break nor a PAN gets through.
   */
  public static String of(Object value) {
    String text = String.valueOf(value).replaceAll("[^\\p{Print}]", "?");
    text = text.replaceAll("(?:\\d[ -]?){11,}\\d", "[number]");
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
