package io.serai.iso8583;

/**
 * What may be shown of a track: the card number's first six and last four digits, and nothing from
 * behind the separator. A track that cannot be told apart is not shown at all.
 */
final class TrackMask {

  private static final int SHORTEST = 12;
  private static final int LONGEST = 19;

  /** Digits before the card number on track 3. */
  private static final int FORMAT_CODE = 2;

  private TrackMask() {}

  /**
   * Track 1 or 2, as text or packed (whose separator is a {@code D}), with sentinels or without.
   */
  static String of(String track) {
    int from = isOneOf(track, 0, "%;") ? 1 : 0;
    return shown(track, isOneOf(track, from, "Bb") ? from + 1 : from);
  }

  /** Track 3, whose first two digits are no card number. */
  static String ofThird(String track) {
    int from = isOneOf(track, 0, ";+") ? 1 : 0;
    int end = digitsEnd(track, from);
    return end - from < FORMAT_CODE ? Mask.HIDDEN : shown(track, from + FORMAT_CODE);
  }

  private static String shown(String track, int from) {
    int end = digitsEnd(track, from);
    int length = end - from;
    if (length < SHORTEST || length > LONGEST || !isOneOf(track, end, "=Dd^")) {
      return Mask.HIDDEN;
    }
    return Mask.cardNumber(track.substring(from, end)) + track.charAt(end) + Mask.HIDDEN;
  }

  private static int digitsEnd(String track, int from) {
    int end = from;
    while (end < track.length() && track.charAt(end) >= '0' && track.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  private static boolean isOneOf(String track, int at, String characters) {
    return at < track.length() && characters.indexOf(track.charAt(at)) >= 0;
  }
}
