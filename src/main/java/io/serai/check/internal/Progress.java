package io.serai.check.internal;

import io.serai.check.CheckReport;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** How far a run is, and what it leaves for the next one; not thread-safe. */
final class Progress {

  private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Setting setting;
  private final Instant lateBefore;
  private final long begun = System.nanoTime();
  private long told = begun;
  private long payments;
  private long entries;
  private long records;
  private long accounts;
  private long unresolved;
  private long unsettled;
  private int epoch = Integer.MAX_VALUE;
  private long xid = -1;

  Progress(Setting setting) {
    this.setting = setting;
    this.lateBefore = setting.clock().instant().minus(setting.patience());
  }

  /** Whether what is of that instant should have arrived everywhere. */
  boolean isLate(Instant at) {
    return !at.isAfter(lateBefore);
  }

  /** Notes a payment that was checked. */
  void checked(PaymentFile payment) {
    payments++;
    entries += payment.entries().size();
    if (!payment.atRest()) {
      unresolved++;
    }
  }

  /** Notes an entry that is on its way; the next run looks at it again. */
  void unsettled(PaymentFile payment, Entry first) {
    unsettled++;
    waitsFor(first);
  }

  /** Lets the next run begin at this entry at the latest. */
  void waitsFor(Entry entry) {
    boolean earlier =
        entry.epoch() < epoch
            || (entry.epoch() == epoch && Long.compareUnsigned(entry.xid(), xid) < 0);
    if (earlier) {
      epoch = entry.epoch();
      xid = entry.xid();
    }
  }

  /** Where the next run has to begin, if this one came up to {@code end}. */
  Mark next(Mark end) {
    return epoch < end.epoch() || (epoch == end.epoch() && Long.compareUnsigned(xid, end.xid()) < 0)
        ? new Mark(epoch, xid, end.at())
        : end;
  }

  /** Notes card accounts that were checked. */
  void cards(long more) {
    accounts += more;
    tell("checked " + accounts + " card accounts");
  }

  void read(long more) {
    records += more;
    tell("read " + records + " records from Kafka");
  }

  /** Tells how many payments are checked, from time to time. */
  void of(long total) {
    tell("checked " + payments + " of " + Math.max(total, payments) + " payments");
  }

  /** Tells something at once. */
  void say(String line) {
    setting.progress().accept(line);
  }

  private void tell(String line) {
    long now = System.nanoTime();
    if (now - told >= EVERY_NANOS) {
      told = now;
      long perSecond =
          (payments + records + accounts) * TimeUnit.SECONDS.toNanos(1) / (now - begun);
      say(line + ", " + perSecond + " a second");
    }
  }

  CheckReport report(Findings findings) {
    return new CheckReport(
        findings.breaches(),
        findings.found(),
        payments,
        entries,
        records,
        accounts,
        unresolved,
        unsettled);
  }
}
