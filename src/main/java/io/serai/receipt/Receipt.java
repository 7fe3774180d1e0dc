package io.serai.receipt;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A verification as it stands; the receipt itself is kept nowhere.
 *
 * @param id {@code rcp_…}
 * @param tenant whose it is
 * @param key the idempotency key
 * @param fingerprint what must be the same under the same key
 * @param provider the store
 * @param user who bought, as the upstream calls them
 * @param product what was bought
 * @param purchase a keyed hash of the store's token of the purchase, or null
 * @param routeId the route that asked
 * @param routeSet content hash of its set
 * @param trace trace id
 * @param createdAt when it was asked for first
 * @param verdict how it stands
 */
public record Receipt(
    String id,
    String tenant,
    String key,
    String fingerprint,
    String provider,
    String user,
    String product,
    @Nullable String purchase,
    String routeId,
    String routeSet,
    String trace,
    Instant createdAt,
    Verdict verdict) {

  /**
   * How a verification stands.
   *
   * @param state its state
   * @param code the store's word or the reason, such as {@code wrong_product}
   * @param facts what the store says of the purchase, in its own words
   * @param disowned whether the store does not know the purchase any more, if it ever did
   */
  public record Verdict(
      ReceiptState state, String code, Map<String, String> facts, boolean disowned) {

    /** Nothing is known. */
    public static final Verdict OPEN = unknown("under_way");

    /** The code of a transaction that another verification of the same user has. */
    public static final String USED_BY_SAME_USER = "used_by_same_user";

    /** The code of a transaction that somebody else has. */
    public static final String USED_BY_ANOTHER_USER = "used_by_another_user";

    /** The code of a purchase that was verified once and is over. */
    public static final String ENDED = "ended";

    /** Copies what could change. */
    public Verdict {
      facts = Map.copyOf(facts);
    }

    /** Nobody knows. */
    public static Verdict unknown(String code) {
      return new Verdict(ReceiptState.UNKNOWN, code, Map.of(), false);
    }

    /** The same, refused for a reason of ours. */
    public Verdict refused(String why, Map<String, String> more) {
      Map<String, String> all = new java.util.HashMap<>(facts);
      all.putAll(more);
      return new Verdict(ReceiptState.REFUSED, why, all, false);
    }

    /** The same, of a purchase that had been verified. */
    public Verdict ended() {
      return new Verdict(ReceiptState.ENDED, ENDED, facts, true);
    }

    /** Under which name the purchase counts once; empty where there is none. */
    public String transaction() {
      return facts.getOrDefault("transaction", "");
    }

    /** Live purchases and those of testers are counted apart. */
    public String environment() {
      return facts.getOrDefault("environment", "");
    }
  }

  /** The same with another verdict. */
  public Receipt with(Verdict other) {
    return new Receipt(
        id,
        tenant,
        key,
        fingerprint,
        provider,
        user,
        product,
        purchase,
        routeId,
        routeSet,
        trace,
        createdAt,
        other);
  }
}
