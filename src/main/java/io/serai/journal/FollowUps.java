package io.serai.journal;

import io.serai.payment.Payment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

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
   */
  record Due(FollowUp followUp, int tries) {}

  /**
   * Takes due follow-ups, so that no other process sees to them for a while.
   *
   * @param now the hub's clock
   * @param hold for how long they are held
   * @param most how many at the most
   */
  List<Due> take(Instant now, Duration hold, int most);

  /** Puts one off after a try that did not end it. */
  void putOff(String followUpId, Instant until, String code);

  /**
   * Payments with attempts of processes that have lost their lease, or that had to be sent before
   * an instant and that nobody can be seeing to any more.
   */
  List<Payment> leftBehind(Instant sentBefore, int most);

  /** Names of the processes that hold a lease. */
  List<String> leases();

  /** Forgets card numbers that no reversal can need any more; says how many. */
  int forgetCards(Instant takenBefore);
}
