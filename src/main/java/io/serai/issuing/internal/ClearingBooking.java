package io.serai.issuing.internal;

import io.serai.issuing.AccountWork;
import io.serai.issuing.CardAccounts;
import io.serai.issuing.internal.ClearingLookup.Account;
import io.serai.issuing.internal.ClearingLookup.Dispute;
import io.serai.issuing.internal.ClearingLookup.Found;
import io.serai.issuing.internal.ClearingQueue.Done;
import io.serai.issuing.internal.ClearingQueue.Waiting;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Books what waits in clearing files, batch after batch. Each record claims a key of its own, so a
 * process that ends in the middle, or two at once, book nothing twice: what had been booked is
 * heard as a replay. Blocking; on a timer's thread.
 */
final class ClearingBooking implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(ClearingBooking.class);
  private static final Duration BROKEN_OFF = Duration.ofDays(1);

  private final ClearingQueue queue;
  private final ClearingLookup lookup;
  private final ClearingSteps steps;
  private final CardAccounts accounts;
  private final Clock clock;
  private final int page;
  private final BooleanSupplier goOn;

  /**
   * Booking.
   *
   * @param page records at once
   * @param goOn whether another batch may begin
   */
  ClearingBooking(
      ClearingQueue queue,
      ClearingLookup lookup,
      ClearingSteps steps,
      CardAccounts accounts,
      Clock clock,
      int page,
      BooleanSupplier goOn) {
    this.queue = queue;
    this.lookup = lookup;
    this.steps = steps;
    this.accounts = accounts;
    this.clock = clock;
    this.page = page;
    this.goOn = goOn;
  }

  @Override
  public void run() {
    List<Waiting> batch = queue.next(page);
    while (!batch.isEmpty() && goOn.getAsBoolean() && book(batch)) {
      batch = queue.next(page);
    }
    queue
        .finish(clock.instant())
        .forEach(file -> LOG.info("Clearing file {} is booked; its report says what is not", file));
    queue.forget(clock.instant().minus(BROKEN_OFF));
  }

  /** Books a batch; false if some of it has to wait, since the database takes no more just now. */
  private boolean book(List<Waiting> batch) {
    Found found = lookup.find(batch);
    List<CompletableFuture<@Nullable Done>> under = new ArrayList<>();
    batch.forEach(waiting -> under.add(book(waiting, found)));
    List<Done> done = new ArrayList<>();
    for (CompletableFuture<@Nullable Done> one : under) {
      Done ended = one.join();
      if (ended != null) {
        done.add(ended);
      }
    }
    queue.put(done, clock.instant());
    return done.size() == batch.size();
  }

  private CompletableFuture<@Nullable Done> book(Waiting waiting, Found found) {
    Done aside = refused(waiting, found);
    if (aside != null) {
      return CompletableFuture.completedFuture(aside);
    }
    HoldMatch match =
        HoldMatch.of(waiting.record().wanted(), found.candidates(waiting)).orElse(null);
    Dispute dispute = found.dispute(waiting);
    AccountWork work =
        switch (waiting.record().type()) {
          case PRESENTMENT -> steps.presentment(waiting, match);
          case CREDIT -> steps.credit(waiting);
          case CHARGEBACK, REPRESENTMENT ->
              steps.dispute(waiting, dispute == null ? null : dispute.hold());
        };
    return commit(work)
        .handle(
            (done, failure) -> failure == null ? ended(waiting, done) : failed(waiting, failure));
  }

  private CompletableFuture<CardAccounts.Done> commit(AccountWork work) {
    try {
      return accounts.commit(work);
    } catch (SeraiException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** What is looked at before a key is claimed for it, so that it can be sent again once mended. */
  private static @Nullable Done refused(Waiting waiting, Found found) {
    Presentment record = waiting.record();
    Account account = found.account(waiting);
    if (account == null) {
      return Done.aside(waiting, "card", "the tenant has no card of this number");
    }
    if (!account.currency().equals(record.billing().currency().alphabetic())) {
      return Done.asideForGood(
          waiting, "billing_currency", "the card's account is in " + account.currency());
    }
    if (!record.type().isDispute()) {
      return null;
    }
    Dispute dispute = found.dispute(waiting);
    if (dispute == null) {
      return Done.aside(
          waiting, "acquirer_reference", "no presentment of this reference was booked");
    }
    if (dispute.keys().contains(record.key())) {
      return null; // told again: its key says whether it is the same
    }
    boolean back = record.type() == ClearingType.CHARGEBACK;
    long most = back ? dispute.presented() : dispute.chargedBack();
    return record.billing().minor() <= most
        ? null
        : Done.aside(
            waiting,
            "billing_amount",
            "is more than the " + most + (back ? " that were presented" : " charged back"));
  }

  private static Done ended(Waiting waiting, CardAccounts.Done done) {
    return done.decision().approved() || done.decision().responseCode().equals("00")
        ? Done.booked(waiting, done.decision().hold(), done.decision().reason(), done.replay())
        : Done.asideForGood(waiting, "card", done.decision().reason());
  }

  private static @Nullable Done failed(Waiting waiting, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof SeraiException known) {
      if (known.code() == ErrorCode.IDEMPOTENCY_KEY_REUSED) {
        return Done.asideForGood(
            waiting,
            "acquirer_reference",
            "was booked before with another card, amount or number of parts");
      }
      if (known.code().category() == ErrorCode.Category.UNAVAILABLE) {
        LOG.warn("Clearing pauses: {}", known.getMessage());
        return null;
      }
    }
    LOG.error(
        "Record {} of clearing file {} cannot be booked",
        waiting.record().number(),
        waiting.file(),
        cause);
    return Done.aside(waiting, "line", "the hub failed at it; its log says why");
  }
}
