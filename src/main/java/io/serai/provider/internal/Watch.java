package io.serai.provider.internal;

import io.serai.payment.Outcome;
import io.serai.provider.BypassRule;
import io.serai.provider.OperatorOverride;
import io.serai.provider.ProviderHealth;
import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What this process knows of one provider: how the database says it stands, what its own attempts
 * came to since, and whether a payment may go through as a probe. Thread-safe; nothing waits for
 * more than a few field reads.
 */
final class Watch {

  /** What was not sent for reasons of the hub's own says nothing of the provider. */
  private static final Set<String> OURS =
      Set.of(TimedAttempts.TOO_LATE, Bulkhead.BUSY, OwnProviders.NOT_HERE);

  /** Traffic within so long is a reason to take the probe that needs a payment. */
  private static final long ASKED_LATELY_NANOS = Duration.ofSeconds(5).toNanos();

  private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();

  private final ErrorWindow own = new ErrorWindow();
  private final String name;
  private final LongSupplier ticker;
  private volatile Standing standing = Standing.GOOD;
  private volatile String lastError = "";
  private long askedNanos;
  private boolean asked;
  private boolean offered;
  private @Nullable String probe;
  private @Nullable String probeResult;
  private boolean probeWorked;
  private long probeUntilNanos;

  /**
   * A provider of which nothing bad is known.
   *
   * @param ticker the monotonic clock, in nanoseconds
   */
  Watch(String name, LongSupplier ticker) {
    this.name = name;
    this.ticker = ticker;
  }

  String name() {
    return name;
  }

  Standing standing() {
    return standing;
  }

  String lastError() {
    return lastError;
  }

  /** Takes over what the database says; what was counted before a return counts no more. */
  synchronized void update(Standing now) {
    boolean back =
        now.state() == ProviderHealth.State.CLOSED
            && standing.state() != ProviderHealth.State.CLOSED;
    if (back || now.openings() != standing.openings()) {
      own.clear();
    }
    standing = now;
  }

  /** Whether a payment or a refund of that key is to go elsewhere. */
  synchronized boolean refuses(String key, BypassRule rule) {
    long nanos = ticker.getAsLong();
    asked = true;
    askedNanos = nanos;
    if (standing.forcedOut()) {
      return true;
    }
    if (isProbe(key, nanos) || standing.mode() == OperatorOverride.Mode.IN) {
      return false;
    }
    return standing.state() != ProviderHealth.State.CLOSED || tooMany(rule, nanos);
  }

  private boolean isProbe(String key, long nanos) {
    if (offered && nanos - probeUntilNanos < 0) {
      offered = false;
      probe = key;
    }
    return key.equals(probe);
  }

  private boolean tooMany(BypassRule rule, long nanos) {
    return own.count(nanos / SECOND_NANOS, rule.within().toSeconds()) >= rule.errors();
  }

  /** Whether this process alone has seen too many errors. */
  synchronized boolean tripped(BypassRule rule) {
    return tooMany(rule, ticker.getAsLong());
  }

  /** Notes an attempt's end; true if it is an error that counts. */
  synchronized boolean ended(String key, Outcome outcome, int openingsWhenSent) {
    boolean ours = OURS.contains(outcome.code());
    boolean error =
        !ours
            && switch (outcome.kind()) {
              case NOT_SENT, UNKNOWN -> true;
              case APPROVED, DECLINED, PENDING -> false;
            };
    if (key.equals(probe)) {
      probe = null;
      probeResult = ours ? null : outcome.word() + " " + outcome.code();
      probeWorked = !error;
    }
    // What was sent before it was last left out says nothing about how it does since.
    if (!error || openingsWhenSent != standing.openings()) {
      return false;
    }
    own.add(ticker.getAsLong() / SECOND_NANOS);
    lastError = outcome.code();
    return true;
  }

  /** Whether payments come for it, one of which could be the probe. */
  synchronized boolean askedLately() {
    return asked && ticker.getAsLong() - askedNanos < ASKED_LATELY_NANOS;
  }

  /** Lets one payment through, if it comes in time. */
  synchronized void offer(Duration within) {
    offered = true;
    probe = null;
    probeResult = null;
    probeUntilNanos = ticker.getAsLong() + within.toNanos();
  }

  /**
   * What came of the payment that was let through.
   *
   * @param worked whether the provider is back
   * @param result the outcome
   */
  record Probed(boolean worked, String result) {}

  /** Its result, once; null while there is none. */
  synchronized @Nullable Probed probed() {
    String result = probeResult;
    probeResult = null;
    return result == null ? null : new Probed(probeWorked, result);
  }
}
