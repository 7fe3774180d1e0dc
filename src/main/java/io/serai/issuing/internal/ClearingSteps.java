package io.serai.issuing.internal;

import io.serai.issuing.AccountStep;
import io.serai.issuing.AccountWork;
import io.serai.issuing.CardAccount;
import io.serai.issuing.CardDecision;
import io.serai.issuing.CardEventKind;
import io.serai.issuing.CardPrograms;
import io.serai.issuing.CardRequest.From;
import io.serai.issuing.Change;
import io.serai.issuing.Hold;
import io.serai.issuing.Snapshot;
import io.serai.issuing.internal.ClearingQueue.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The records of clearing files as work over accounts. */
final class ClearingSteps {

  /** What stands for link and route in the history. */
  private static final String ORIGIN = "clearing";

  private final Booking booking;
  private final Supplier<String> approvalCodes;

  ClearingSteps(CardPrograms programs, Supplier<String> approvalCodes) {
    this.booking = new Booking(programs);
    this.approvalCodes = approvalCodes;
  }

  /** The work for a presentment, with the hold that it was matched to. */
  AccountWork presentment(Waiting waiting, @Nullable HoldMatch match) {
    String code = approvalCodes.get();
    ToBook bought = toBook(waiting.record(), match);
    AccountStep step =
        seen -> {
          CardAccount account = usable(seen, waiting);
          return account == null
              ? StepParts.nothing(StepParts.NO_CARD, StepParts.CARD_UNKNOWN)
              : booking.book(seen, account, bought, code);
        };
    return work(waiting, match == null ? null : match.hold(), step);
  }

  private static ToBook toBook(Presentment record, @Nullable HoldMatch match) {
    List<String> notes = new ArrayList<>();
    if (match != null && !match.surely()) {
      notes.add("matched by amount, merchant and day");
    }
    notes.addAll(notes(record));
    return new ToBook(
        record.type().word(),
        record.key(),
        record.billing().minor(),
        record.more(),
        record.merchant(),
        record.approvalCode(),
        "",
        String.join("; ", notes));
  }

  /** What the history says beside the amount that is booked. */
  private static List<String> notes(Presentment record) {
    List<String> notes = new ArrayList<>();
    if (record.parts() > 1) {
      notes.add("part " + record.part() + " of " + record.parts());
    }
    if (!record.amount().currency().equals(record.billing().currency())) {
      notes.add(record.amount() + " at the merchant");
    }
    return notes;
  }

  /**
   * The work for a credit: the merchant gives money back, whatever the status of the card; no hold
   * is looked for and no limit counts it.
   */
  AccountWork credit(Waiting waiting) {
    return work(waiting, null, seen -> credit(seen, waiting));
  }

  private static Change credit(Snapshot seen, Waiting waiting) {
    Presentment record = waiting.record();
    CardAccount account = usable(seen, waiting);
    if (account == null) {
      return StepParts.nothing(StepParts.NO_CARD, StepParts.CARD_UNKNOWN);
    }
    long minor = record.billing().minor();
    CardAccount after = account.post(minor).next();
    List<String> said = new ArrayList<>(List.of(record.type().word()));
    said.addAll(notes(record));
    String reason = String.join("; ", said);
    return new Change(
        after,
        null,
        StepParts.event(seen, after, CardEventKind.CLEARED)
            .about(record.key(), null, record.merchant())
            .moved(minor, minor, 0)
            .said("00", reason),
        StepParts.transfer("network_payable", "cardholder", "credit", minor),
        new CardDecision(
            "00",
            reason,
            minor,
            record.approvalCode(),
            after.availableMinor(),
            null,
            after.currency()));
  }

  /**
   * The work for a chargeback or a representment. The network owes what was charged back, until it
   * is presented again.
   */
  AccountWork dispute(Waiting waiting, @Nullable String hold) {
    boolean back = waiting.record().type() == ClearingType.CHARGEBACK;
    return work(waiting, hold, seen -> dispute(seen, waiting, back));
  }

  private static Change dispute(Snapshot seen, Waiting waiting, boolean back) {
    Presentment record = waiting.record();
    CardAccount account = usable(seen, waiting);
    if (account == null) {
      return StepParts.nothing(StepParts.NO_CARD, StepParts.CARD_UNKNOWN);
    }
    long minor = record.billing().minor();
    long posted = back ? minor : -minor;
    CardAccount after = account.post(posted).next();
    Hold hold = StepParts.hold(seen, account);
    String reason =
        record.type().word()
            + " of what was presented"
            + (after.availableMinor() < 0 ? "; overdrawn" : "");
    return new Change(
        after,
        hold,
        StepParts.event(seen, after, back ? CardEventKind.CHARGED_BACK : CardEventKind.REPRESENTED)
            .about(record.key(), hold == null ? null : hold.id(), record.merchant())
            .moved(minor, posted, 0)
            .said("00", reason),
        back
            ? StepParts.transfer("network_receivable", "cardholder", "chargeback", minor)
            : StepParts.transfer("cardholder", "network_receivable", "representment", minor),
        new CardDecision(
            "00",
            reason,
            minor,
            record.approvalCode(),
            after.availableMinor(),
            hold == null ? null : hold.id(),
            after.currency()));
  }

  private static @Nullable CardAccount usable(Snapshot seen, Waiting waiting) {
    CardAccount account = StepParts.account(seen, waiting.tenant());
    return account != null && account.currency().equals(waiting.record().billing().currency())
        ? account
        : null;
  }

  private static AccountWork work(Waiting waiting, @Nullable String hold, AccountStep step) {
    return new AccountWork(
        new AccountWork.ByToken(waiting.record().token()),
        waiting.record().key(),
        waiting.record().fingerprint(),
        hold,
        new From(
            waiting.tenant(), ORIGIN, ORIGIN, "", waiting.file() + "/" + waiting.record().number()),
        null,
        step,
        null);
  }
}
