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
 * Finds the hold that a presentment is about, among those of the card's account: by the approval
 * code, else by the retrieval reference, else, since not every acquirer hands those on, by amount,
 * merchant and day. Pure.
 *
 * @param hold the hold's id
 * @param surely whether by a reference, and not by what two purchases may share
 */
record HoldMatch(String hold, boolean surely) {

  /** An approval code is given out again after a while. */
  private static final long FARTHEST_DAYS = 45;

  private static final long NEAR_DAYS = 3;

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
      Instant at) {

    private long daysFrom(LocalDate day) {
      return Math.abs(ChronoUnit.DAYS.between(at.atZone(ZoneOffset.UTC).toLocalDate(), day));
    }

    private boolean isOf(long minor) {
      return authorizedMinor == minor || heldMinor == minor;
    }
  }

  /** The hold that is meant, or nothing. */
  static Optional<HoldMatch> of(Presentment record, List<Candidate> candidates) {
    return best(record, candidates, c -> c.approvalCode().equalsIgnoreCase(record.approvalCode()))
        .or(
            () ->
                best(
                    record,
                    candidates,
                    c -> record.rrn() != null && record.rrn().equalsIgnoreCase(c.rrn())))
        .map(found -> new HoldMatch(found.id(), true))
        .or(
            () ->
                best(record, candidates, c -> isLike(record, c))
                    .map(found -> new HoldMatch(found.id(), false)));
  }

  private static boolean isLike(Presentment record, Candidate one) {
    return one.open()
        && one.merchant().equals(record.merchant().id())
        && one.isOf(record.billing().minor())
        && one.daysFrom(record.day()) <= NEAR_DAYS;
  }

  /** Of several: with the same reference, open, of the amount, of the nearest day, the oldest. */
  private static Optional<Candidate> best(
      Presentment record, List<Candidate> candidates, Predicate<Candidate> meant) {
    Comparator<Candidate> order =
        Comparator.<Candidate, Boolean>comparing(
                c -> record.rrn() == null || !record.rrn().equalsIgnoreCase(c.rrn()))
            .thenComparing(c -> !c.open())
            .thenComparing(c -> !c.isOf(record.billing().minor()))
            .thenComparing(c -> c.daysFrom(record.day()))
            .thenComparing(Candidate::at)
            .thenComparing(Candidate::id);
    return candidates.stream()
        .filter(c -> c.daysFrom(record.day()) <= FARTHEST_DAYS)
        .filter(meant)
        .min(order);
  }
}
