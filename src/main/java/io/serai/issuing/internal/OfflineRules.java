package io.serai.issuing.internal;

import io.serai.issuing.AccountWork;
import io.serai.issuing.CardDecision;
import org.jspecify.annotations.Nullable;

/**
 * What is approved while the database is away (S4.6), and how it is booked once it is back.
 * Thread-safe, never blocks.
 */
interface OfflineRules {

  /**
   * An approval.
   *
   * @param decision what is answered
   * @param line what {@link #advice} needs to book it: one line of text, never card data
   */
  record Approved(CardDecision decision, String line) {}

  /** Whether it is approved; null where its program does not want it, or over the floor limit. */
  @Nullable Approved approve(AccountWork work);

  /**
   * The step that books an approval as an advice; it claims the request's own key, so that it is
   * booked once however often it is asked for.
   */
  AccountWork advice(String line);
}
