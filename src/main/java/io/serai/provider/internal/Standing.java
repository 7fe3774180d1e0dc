package io.serai.provider.internal;

import io.serai.provider.OperatorOverride;
import io.serai.provider.ProviderHealth;

/**
 * How a provider stands as the database last said.
 *
 * @param state what its errors say
 * @param mode what an operator decided
 * @param openings how often it was left out
 * @param probeDue whether somebody may probe it now
 * @param errors errors within the window, over all processes
 */
record Standing(
    ProviderHealth.State state,
    OperatorOverride.Mode mode,
    int openings,
    boolean probeDue,
    long errors) {

  static final Standing GOOD =
      new Standing(ProviderHealth.State.CLOSED, OperatorOverride.Mode.AUTO, 0, false, 0);

  boolean bypassed() {
    return ProviderHealth.bypassed(state, mode);
  }

  /**
   * The opening that what is sent now belongs to. What is sent while the provider is left out, such
   * as a cancel, may end after it has come back, and says nothing of how it does from then on.
   */
  int openingOfWhatIsSent() {
    return bypassed() ? openings - 1 : openings;
  }

  boolean forcedOut() {
    return mode == OperatorOverride.Mode.OUT;
  }
}
