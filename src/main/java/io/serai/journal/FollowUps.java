package io.serai.journal;

import io.serai.payment.LinkTrace;
import io.serai.payment.Operation;
import io.serai.payment.Payment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is owed after unknown outcomes, and what a lost process left behind. These calls block and
 * are made from the resolver's own threads only. Thread-safe.
 */
public interface FollowUps {

  /**
   * A follow-up that is due.
   *
   * @param followUp what is owed
   * @param tries how often it was tried
   * @param since when it was owed, or last taken up by hand
   * @param manual whether people were asked to see to it
   * @param heardAt since when the provider answers what it is asked about it, or null if it never
   *     did or was silent the last time
   * @param sent what was sent for it last over a link, or null
   * @param finding what a person has found out, so that nobody has to be asked; or null
   * @param owedAt when it was owed first, whatever people did since
   */
  record Due(
      FollowUp followUp,
      int tries,
      Instant since,
      boolean manual,
      @Nullable Instant heardAt,
      @Nullable OnLink sent,
      @Nullable Finding finding,
      Instant owedAt) {

    /** One that nobody took up by hand. */
    public Due(
        FollowUp followUp,
        int tries,
        Instant since,
        boolean manual,
        @Nullable Instant heardAt,
        @Nullable OnLink sent,
        @Nullable Finding finding) {
      this(followUp, tries, since, manual, heardAt, sent, finding, since);
    }

    /** One that was never sent over a link, and whose provider has not been heard. */
    public Due(FollowUp followUp, int tries, Instant since, boolean manual) {
      this(followUp, tries, since, manual, null, null, null);
    }
  }

  /**
   * What was sent over a link for a follow-up; a repeat has the same numbers.
   *
   * @param operation what was asked
   * @param trace the numbers of the first such request
   */
  record OnLink(Operation operation, LinkTrace trace) {}

  /**
   * What stands of a follow-up.
   *
   * @param followUp what is or was owed
   * @param open whether anything is still owed
   * @param lastCode the code of its latest try, or null before it
   */
  record Standing(FollowUp followUp, boolean open, @Nullable String lastCode) {}

  /**
   * Takes a follow-up that is due, so that nobody else sees to it for a while. Empty if it is
   * closed or not due, or if an earlier attempt of its payment has to be seen to first.
   *
   * @param followUpId which
   * @param now the time that all processes share
   * @param hold for how long it is held
   * @param stuckAfter an earlier one that was tried so often holds up no other
   */
  Optional<Due> take(String followUpId, Instant now, Duration hold, int stuckAfter);

  /** Puts one off without counting a try; false if it is closed. */
  boolean delay(String followUpId, Instant until);

  /**
   * Lets every open one of a payment be seen to at once, because its provider has told that
   * something happened; also what waits for a person.
   *
   * @return how many there are
   */
  int hurry(String paymentId, Instant now);

  /**
   * Notes that an operation is about to be sent for it.
   *
   * @param trace its numbers on a link, kept for its repeats; null where it goes over none
   * @return the number of this send of that operation: 1 for the first, which is no repeat
   */
  int sending(String followUpId, Operation operation, @Nullable LinkTrace trace);

  /**
   * Notes since when the provider answers, or that it is silent.
   *
   * @param since its first answer since it was last silent, or null after a try without an answer
   */
  void heard(String followUpId, @Nullable Instant since);

  /**
   * Puts one off after a try that did not end it.
   *
   * @param counts whether its latest send counts; false if provably nothing was handed over
   */
  void putOff(String followUpId, Instant until, String code, boolean counts);

  /** From now on the provider's approval is cancelled in the ordinary way; due at once. */
  void cancelFrom(FollowUp toCancel);

  /** What a person had found did not close it; it is not acted on again. */
  void actedOn(String followUpId, Finding finding);

  /**
   * Puts it into the queue of people.
   *
   * @param next when it is tried again by itself, or null if only by hand
   */
  void handOver(String followUpId, Instant now, @Nullable Instant next);

  /** What was or is owed after attempts that went out under those numbers, over any link. */
  List<FollowUp> withTrace(LinkTrace trace);

  /**
   * Payments with an attempt under way that went out under those numbers, over any link; those of
   * processes that are gone too, until they are taken over.
   */
  List<Payment> underWayWithTrace(LinkTrace trace);

  /** What stands of one, or empty if nothing was ever owed. */
  Optional<Standing> find(String followUpId);

  /**
   * Payments with attempts of processes that have lost their lease, or that had to be sent before
   * an instant and that nobody can be seeing to any more.
   */
  List<Payment> leftBehind(Instant sentBefore, int most);

  /** Names of the processes that hold a lease. */
  List<String> leases();

  /** Forgets card numbers that no reversal can need any more; says how many. */
  int forgetCards(Instant takenBefore);

  /**
   * Forgets keys of payments that have been final for so long; renewals' keys are kept for ever.
   * Says how many.
   */
  int forgetKeys(Instant finalBefore, int most);
}
