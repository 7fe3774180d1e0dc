package io.serai.faults;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a card network asked for with one STAN, and what it was told. Written by its card's thread,
 * read by others.
 */
final class Purchase {

  static final String APPROVED = "00";
  static final String UNAVAILABLE = "91";

  private final int stan;
  private final String pan;
  private final long amount;
  private final boolean advice;
  private volatile @Nullable String code;
  private volatile @Nullable String approval;
  private volatile boolean reversed;
  private volatile long booked;
  private volatile @Nullable String contradiction;

  Purchase(int stan, String pan, long amount, boolean advice) {
    this.stan = stan;
    this.pan = pan;
    this.amount = amount;
    this.advice = advice;
  }

  int stan() {
    return stan;
  }

  String pan() {
    return pan;
  }

  long amount() {
    return amount;
  }

  /** Whether it only tells of what was approved elsewhere (0120). */
  boolean isAdvice() {
    return advice;
  }

  /** It heard an answer; a second one must say what the first said. */
  void told(String answer, @Nullable String approvalCode) {
    String before = code;
    if (before == null) {
      approval = approvalCode;
      code = answer;
    } else if (!before.equals(answer) || !Objects.equals(approval, approvalCode)) {
      contradicts("was told " + before + ", and later " + answer);
    }
  }

  /** DE39 of its answer, or null for none. */
  @Nullable String code() {
    return code;
  }

  boolean isApproved() {
    return APPROVED.equals(code);
  }

  /** It is taken back, whatever becomes of it. */
  void reversing() {
    reversed = true;
  }

  boolean isReversed() {
    return reversed;
  }

  /** So much of it is booked; the rest is given back. */
  void booking(long minor) {
    booked = minor;
  }

  /** What the balance must have lost by it. */
  long booked() {
    return booked;
  }

  /** What must be held for it. */
  long held() {
    return isApproved() && !reversed && booked == 0 ? amount : 0;
  }

  void contradicts(String what) {
    contradiction = this + ": " + what;
  }

  /** What must not be, or null. */
  @Nullable String contradiction() {
    return contradiction;
  }

  @Override
  public String toString() {
    return "%s %06d of %d told %s%s%s"
        .formatted(
            advice ? "advice" : "authorization",
            stan,
            amount,
            code,
            reversed ? ", reversed" : "",
            booked > 0 ? ", booked " + booked : "");
  }
}
