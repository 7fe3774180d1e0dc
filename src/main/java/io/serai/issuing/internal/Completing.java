package io.serai.issuing.internal;

import io.serai.issuing.AccountStep;
import io.serai.issuing.CardRequest;

/** How what was bought comes to be booked. */
interface Completing {

  /**
   * A 0220: booked whatever the account says, against its hold where there is one. It ends the hold
   * and gives back what was held beyond it, unless {@code wishes.incremental} says that it is one
   * of several.
   */
  AccountStep completion(CardRequest request);

  /**
   * A 0200: ruled on like an authorization, and booked at once where it is approved. What it leaves
   * is a hold that is cleared already, under its own key, so that a reversal finds what to give
   * back.
   */
  AccountStep purchase(CardRequest request);
}
