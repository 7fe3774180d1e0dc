package io.serai.iso8583;

import io.serai.payment.CardNumber;
import io.serai.payment.SeraiException;
import org.jspecify.annotations.Nullable;

/**
 * The card of a request, from DE2 and DE14 or from track 2. The track itself goes no further.
 *
 * @param number its number
 * @param expiry year and month (YYMM), or null where the request does not say
 */
record Card(CardNumber number, @Nullable String expiry) {

  private static final int EXPIRY_LENGTH = 4;

  /**
   * The card of a request, or null where it names none.
   *
   * @throws SeraiException on a wrong DE2, DE14 or DE35, or when DE2 and DE35 name two cards
   */
  static @Nullable Card of(IsoMessage request) {
    String pan = request.field(2);
    String track = request.field(35);
    Card swiped = track == null ? null : ofTrack(track);
    if (pan == null) {
      return swiped;
    }
    CardNumber number = CardNumber.of(pan, "DE2");
    if (swiped != null && !swiped.number.equals(number)) {
      throw SeraiException.invalid("DE35", "names another card than DE2");
    }
    String expiry = request.field(14);
    if (expiry != null && !Mask.isDigits(expiry)) {
      throw SeraiException.invalid("DE14", "must be digits");
    }
    return new Card(number, expiry != null || swiped == null ? expiry : swiped.expiry);
  }

  private static Card ofTrack(String track) {
    int end = separator(track);
    if (end < 0) {
      throw SeraiException.invalid("DE35", "has no separator behind the card number");
    }
    CardNumber number = CardNumber.of(track.substring(0, end), "DE35");
    int expiryEnd = end + 1 + EXPIRY_LENGTH;
    String expiry = track.length() < expiryEnd ? "" : track.substring(end + 1, expiryEnd);
    return new Card(number, Mask.isDigits(expiry) ? expiry : null);
  }

  private static int separator(String track) {
    for (int i = 0; i < track.length(); i++) {
      char c = track.charAt(i);
      if (c == '=' || c == 'D' || c == 'd') {
        return i;
      }
    }
    return -1;
  }
}
