package io.serai.payment;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A cap of {@code caps.yaml} is reached (S1.23, S1.24): nothing was charged or refunded, and the
 * same key may be sent again once the cap has room.
 */
public final class CapExceeded extends SeraiException {

  private static final long serialVersionUID = 1L;

  private final String cap;
  private final Instant until;
  private final long seconds;
  private final boolean byCount;

  /**
   * A refusal by a cap.
   *
   * @param cap which cap, such as {@code refund/day/tenant/acme/JPY}
   * @param message for the caller, without card data
   * @param until when the cap's minute or day ends
   * @param seconds how long that is from now, at least 1
   * @param byCount whether the count is reached, rather than the sum
   */
  public CapExceeded(String cap, String message, Instant until, long seconds, boolean byCount) {
    super(ErrorCode.CAP_EXCEEDED, message);
    this.cap = cap;
    this.until = until;
    this.seconds = seconds;
    this.byCount = byCount;
  }

  /** Which cap, such as {@code refund/day/tenant/acme/JPY}. */
  public String cap() {
    return cap;
  }

  /** When the cap's minute or day ends. */
  public Instant until() {
    return until;
  }

  /** Whether the count is reached, rather than the sum. */
  public boolean byCount() {
    return byCount;
  }

  /** What a problem tells besides: the cap, until when, and the seconds until then. */
  Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("cap", cap);
    members.put("until", until.toString());
    members.put("retry_after", seconds);
    return members;
  }
}
