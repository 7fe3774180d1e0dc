package io.serai.issuing.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the hold that a presentment or a completion is about, among those of the card's account: by
 * the approval code, else by the retrieval reference, else, since not every acquirer hands those
 * on, by amount, merchant and day. Pure.
 *
 * @param hold the hold's id
 * @param surely whether by a reference, and not by what two purchases may share
 */
record HoldMatch(String hold, boolean surely) {

  /** An approval code is given out again after a while. */
  private static final long FARTHEST_DAYS = 45;

  private static final long NEAR_DAYS = 3;

  /**
   * What is known of the purchase.
   *
   * @param approvalCode DE38, or null
   * @param rrn DE37, or null
   * @param merchant DE42
   * @param minor how much, in minor units of the account's currency
   * @param day when
   */
  record Wanted(
      @Nullable String approvalCode,
      @Nullable String rrn,
      String merchant,
      long minor,
      LocalDate day) {

    private boolean isOf(Candidate one) {
      return one.authorizedMinor() == minor || one.heldMinor() == minor;
    }

    private long daysFrom(Candidate one) {
      return Math.abs(ChronoUnit.DAYS.between(one.at().atZone(ZoneOffset.UTC).toLocalDate(), day));
    }

    private boolean hasRrnOf(Candidate one) {
      return rrn != null && rrn.equalsIgnoreCase(one.rrn());
    }
  }

  /**
   * A hold that may be meant.
   *
   * @param id its id
   * @param approvalCode DE38 of its answer
   * @param rrn DE37, or null
   * @param merchant DE42
   * @param authorizedMinor what was approved
   * @param heldMinor what is still held
   * @param open whether it still holds
   * @param at when it was made
   */
  record Candidate(
      String id,
      String approvalCode,
      @Nullable String rrn,
      String merchant,
      long authorizedMinor,
      long heldMinor,
      boolean open,
      Instant at) {}

  /** The hold that is meant, or nothing. */
  static Optional<HoldMatch> of(Wanted wanted, List<Candidate> candidates) {
    return best(wanted, candidates, c -> c.approvalCode().equalsIgnoreCase(wanted.approvalCode()))
        .or(() -> best(wanted, candidates, wanted::hasRrnOf))
        .map(found -> new HoldMatch(found.id(), true))
        .or(
            () ->
                best(wanted, candidates, c -> isLike(wanted, c))
                    .map(found -> new HoldMatch(found.id(), false)));
  }

  private static boolean isLike(Wanted wanted, Candidate one) {
    return one.open()
        && one.merchant().equals(wanted.merchant())
        && wanted.isOf(one)
        && wanted.daysFrom(one) <= NEAR_DAYS;
  }

  /** Of several: with the same reference, open, of the amount, of the nearest day, the oldest. */
  private static Optional<Candidate> best(
      Wanted wanted, List<Candidate> candidates, Predicate<Candidate> meant) {
    Comparator<Candidate> order =
        Comparator.<Candidate, Boolean>comparing(c -> !wanted.hasRrnOf(c))
            .thenComparing(c -> !c.open())
            .thenComparing(c -> !wanted.isOf(c))
            .thenComparing(wanted::daysFrom)
            .thenComparing(Candidate::at)
            .thenComparing(Candidate::id);
    return candidates.stream()
        .filter(c -> wanted.daysFrom(c) <= FARTHEST_DAYS)
        .filter(meant)
        .min(order);
  }
}
