package io.serai.issuing.internal;

import io.serai.issuing.AccountStep;
import io.serai.issuing.CardRequest;

/** How what was bought comes to be booked. */
interface Completing {

  /** A 0220: booked whatever the account says, against its hold where there is one. */
  AccountStep completion(CardRequest request);

  /** A 0200: ruled on like an authorization, and booked at once where it is approved. */
  AccountStep purchase(CardRequest request);
}
