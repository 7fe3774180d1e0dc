package io.serai.refund.internal;

import io.serai.engine.Refunds;
import io.serai.payment.CapExceeded;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import io.serai.refund.RefundSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a refund after it was asked for. One that was accepted past a cap is never given
 * up; one of a bulk refund is, after some tries, and then shown as failed.
 */
final class Judgement {

  // The row is written before the claim: this long a claim can surely not be on its way.
  private static final Duration NEVER_ACCEPTED = Duration.ofDays(1);

  private final RefundSettings settings;
  private final Clock clock;

  Judgement(RefundSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  Item.Next after(Item item, Refunds.Result result) {
    if (result.again()) {
      return again(item, result.code());
    }
    return switch (result.state()) {
      case "succeeded" -> ended("done", result);
      case "declined", "failed" -> ended("failed", result);
      default ->
          new Item.Next(
              "sent", result.code(), result.minor(), result.currency(), later(item.tries()), 1);
    };
  }

  private Item.Next ended(String state, Refunds.Result result) {
    return new Item.Next(
        state, result.code(), result.minor(), result.currency(), clock.instant(), 1);
  }

  /** A refund whose row was written, but which the journal does not know. */
  Item.Next unknownToTheJournal(Item item) {
    Instant now = clock.instant();
    return item.at().plus(NEVER_ACCEPTED).isBefore(now)
        ? new Item.Next("skipped", "never_accepted", null, null, now, 1)
        : waits("not_accepted_yet", later(item.tries()), 1);
  }

  Item.Next after(Item item, @Nullable SeraiException failure) {
    if (failure instanceof CapExceeded cap) {
      Instant longest = clock.instant().plus(settings.longestPause());
      return waits(cap.code().wire(), cap.until().isBefore(longest) ? cap.until() : longest, 0);
    }
    ErrorCode code = failure == null ? ErrorCode.INTERNAL : failure.code();
    return switch (code) {
      case STATE_CONFLICT, REFUND_EXCEEDS_CHARGE, PAYMENT_NOT_FOUND ->
          new Item.Next("skipped", code.wire(), null, null, clock.instant(), 1);
      case OVERLOADED, JOURNAL_UNAVAILABLE, NOT_READY -> waits(code.wire(), later(item.tries()), 0);
      default -> again(item, code.wire());
    };
  }

  private Item.Next again(Item item, String code) {
    return item.job() != null && item.tries() + 1 >= settings.tries()
        ? new Item.Next("failed", code, null, null, clock.instant(), 1)
        : waits(code, later(item.tries()), 1);
  }

  private static Item.Next waits(String code, Instant until, int tries) {
    return new Item.Next("waiting", code, null, null, until, tries);
  }

  private Instant later(int tries) {
    return clock.instant().plus(settings.pauseAfter(tries));
  }
}
