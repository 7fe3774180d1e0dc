package io.serai.payment;

import org.jspecify.annotations.Nullable;

/**
 * What an entry says, as far as money is concerned. Words are text, so that a word that a newer hub
 * writes does not stop an older reader.
 *
 * @param payment the payment's id
 * @param event the entry's kind
 * @param state the payment's state after it
 * @param attempt the attempt's number; 0 if it is about none
 * @param operation what the provider was asked, or null
 * @param provider which provider, or null
 * @param subject the payment's or the refund's id, or null
 * @param outcome the attempt's outcome, or null
 * @param code the outcome's code, or null
 * @param minor minor units, or null
 */
public record MoneyEvent(
    String payment,
    String event,
    String state,
    int attempt,
    @Nullable String operation,
    @Nullable String provider,
    @Nullable String subject,
    @Nullable String outcome,
    @Nullable String code,
    @Nullable Long minor) {

  /** What a provider's table calls the answer to an inquiry about a request that was undone. */
  public static final String ORIGINAL_REVERSED = "original_reversed";

  /** What an entry says of a payment that stands as {@code after}. */
  public static MoneyEvent of(Payment after, EventKind kind, EventData.Facts facts) {
    Integer attempt = facts.attempt();
    Operation operation = facts.operation();
    return new MoneyEvent(
        after.id(),
        kind.word(),
        after.state().word(),
        attempt == null ? 0 : attempt,
        operation == null ? null : operation.word(),
        facts.provider(),
        facts.subject(),
        facts.outcome(),
        facts.code(),
        facts.minor());
  }

  /** Whether a provider did what it was asked, with money. */
  public boolean approved() {
    return "approved".equals(outcome) && namesMoney();
  }

  /** Whether the provider says, whatever it was asked, that it has undone the payment's request. */
  boolean foundReversed() {
    return ORIGINAL_REVERSED.equals(code) && payment.equals(subject) && namesMoney();
  }

  private boolean namesMoney() {
    return provider != null && minor != null && minor != 0;
  }

  /** Whether it tells of an answer that came after its attempt had been given up. */
  boolean late() {
    return event.equals(EventKind.LATE_ANSWER.word());
  }
}
