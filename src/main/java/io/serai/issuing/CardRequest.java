package io.serai.issuing;

import io.serai.payment.Money;
import java.time.Instant;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * What a network asks or tells of a card (0100, 0200, 0120, 0220, 0400, 0420), without the card
 * number.
 *
 * @param kind what it is
 * @param key by which a repeat is known (link, DE32, DE41, DE42, DE11, DE7, class)
 * @param fingerprint what a repeat must share
 * @param originalKey the key of the request that this one reverses, adds to or completes, or null
 * @param token the keyed hash of the card number; empty in a reversal without one
 * @param amount in the merchant's currency (DE4, DE49)
 * @param billing in the cardholder's currency (DE6, DE51), or null where the network has not said
 * @param replacementMinor what is to stay of a reversed amount, in the currency of {@code amount}
 *     (DE95), or null where nothing is
 * @param origin where it came from
 * @param merchant who asks
 * @param presented how the card was presented
 * @param wishes what the request allows
 * @param expiry as the card says (DE14), or null
 * @param approvalCode of the original (DE38), or null
 * @param rrn retrieval reference (DE37), or null
 * @param arrivedAt when it came in
 * @param answerBy after it nobody waits for the answer any more, or null for an advice
 */
public record CardRequest(
    Kind kind,
    String key,
    String fingerprint,
    @Nullable String originalKey,
    String token,
    Money amount,
    @Nullable Money billing,
    @Nullable Long replacementMinor,
    From origin,
    Merchant merchant,
    Presented presented,
    Wishes wishes,
    @Nullable YearMonth expiry,
    @Nullable String approvalCode,
    @Nullable String rrn,
    Instant arrivedAt,
    @Nullable Instant answerBy) {

  /** What a request is. */
  public enum Kind {
    /** May it be spent? (0100) */
    AUTHORIZATION,
    /** May it be spent, and it is spent with the answer. (0200) */
    PURCHASE,
    /** It was approved by somebody else; it is held. (0120) */
    ADVICE,
    /** It was completed; it is booked. (0220) */
    COMPLETION,
    /** It did not happen, or less of it did. (0400, 0420) */
    REVERSAL
  }

  /**
   * Where a request came from.
   *
   * @param tenant whose link it came in by
   * @param link the link's name
   * @param route the route that took it
   * @param routeSet the hash of its route set
   * @param trace the trace id
   */
  public record From(String tenant, String link, String route, String routeSet, String trace) {}

  /**
   * Who asks.
   *
   * @param id card acceptor (DE42)
   * @param terminal terminal (DE41)
   * @param category merchant category code (DE18), or null
   * @param country ISO 3166 alpha-2 of the acceptor (DE43 or DE19), or null
   */
  public record Merchant(
      String id, String terminal, @Nullable String category, @Nullable String country) {}

  /**
   * How the card was presented.
   *
   * @param mode the way
   * @param pin whether the holder typed a PIN
   */
  public record Presented(EntryMode mode, boolean pin) {}

  /**
   * What a request allows and asks.
   *
   * @param partial whether less may be approved (DE39 10)
   * @param balance whether the balance is asked for (DE54)
   * @param estimated whether the amount is an estimate
   * @param incremental whether it adds to the original
   * @param more whether more completions of the same purchase follow, so that the rest stays held
   */
  public record Wishes(
      boolean partial, boolean balance, boolean estimated, boolean incremental, boolean more) {

    /** Nothing out of the ordinary. */
    public static final Wishes NONE = new Wishes(false, false, false, false);

    /** Of a request that is no completion, or the last one. */
    public Wishes(boolean partial, boolean balance, boolean estimated, boolean incremental) {
      this(partial, balance, estimated, incremental, false);
    }
  }
}
