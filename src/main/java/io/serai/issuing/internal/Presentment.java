package io.serai.issuing.internal;

import io.serai.issuing.CardRequest.Merchant;
import io.serai.payment.Money;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A record of a clearing file, without the card number.
 *
 * @param number its number in the file, from 1
 * @param type what it tells of
 * @param token the keyed hash of the card number
 * @param lastFour the number's last four digits
 * @param amount at the merchant
 * @param billing in the cardholder's currency; this is what is booked
 * @param part which part of the purchase it is, from 1
 * @param parts how many parts there will be
 * @param approvalCode of the authorization, or null
 * @param rrn of the authorization, or null
 * @param reference the acquirer's reference of the purchase
 * @param merchant where it was bought
 * @param day when it was bought, as the merchant dates it
 */
record Presentment(
    int number,
    ClearingType type,
    String token,
    String lastFour,
    Money amount,
    Money billing,
    int part,
    int parts,
    @Nullable String approvalCode,
    @Nullable String rrn,
    String reference,
    Merchant merchant,
    LocalDate day) {

  /** The key by which it is booked once, also when another file tells of it again. */
  String key() {
    return "clearing/" + reference + "/" + type.word() + "/" + part;
  }

  /** What a repeat must share. */
  String fingerprint() {
    return token + " " + billing + " " + parts;
  }

  /** What its hold is looked for by. */
  HoldMatch.Wanted wanted() {
    return new HoldMatch.Wanted(approvalCode, rrn, merchant.id(), billing.minor(), day);
  }

  /** Whether more of the same purchase follows. */
  boolean more() {
    return part < parts;
  }
}
