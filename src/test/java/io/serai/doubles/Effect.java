package io.serai.doubles;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * What a request came to at the provider, as it stands now.
 *
 * @param declineCode the reason of a decline; null when approved
 * @param amount minor units really moved
 * @param refunded minor units given back since
 * @param undone minor units undone by a reversal since
 * @param undoneBy the key of that reversal; null while there is none
 * @param at when it was decided
 */
record Effect(
    Call call,
    String reference,
    String approvalCode,
    @Nullable String declineCode,
    long amount,
    String currency,
    String hubReference,
    long refunded,
    long undone,
    @Nullable String undoneBy,
    Instant at) {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneId.of("Asia/Seoul"));

  /** The day of the approval, as a VAN's ordinary cancel names it. */
  String day() {
    return DAY.format(at);
  }

  boolean approved() {
    return declineCode == null;
  }

  boolean reversed() {
    return undoneBy != null && undone == amount;
  }

  /** Minor units that can still be given back. */
  long left() {
    return amount - refunded - undone;
  }

  Effect withRefund(long more) {
    return with(refunded + more, undone, undoneBy);
  }

  Effect undoneBy(String reversalKey, long minor) {
    return with(refunded, minor, reversalKey);
  }

  private Effect with(long refunds, long reversed, @Nullable String reversalKey) {
    return new Effect(
        call,
        reference,
        approvalCode,
        declineCode,
        amount,
        currency,
        hubReference,
        refunds,
        reversed,
        reversalKey,
        at);
  }
}
