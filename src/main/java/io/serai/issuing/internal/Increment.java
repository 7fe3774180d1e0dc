package io.serai.issuing.internal;

import io.serai.issuing.CardDecision;
import io.serai.issuing.CardRequest;
import io.serai.issuing.Change;
import io.serai.issuing.Hold;
import org.jspecify.annotations.Nullable;

/** An authorization that has no hold of its own: it added to the hold of its original. */
final class Increment {

  /** The class of an authorization's key; what else names a hold is no increment. */
  private static final String AUTHORIZATION = ":1";

  private static final String TAKEN_BACK = "/back";

  private Increment() {}

  /** Whether a request that is named by its key added to that hold. */
  static boolean is(Hold hold, @Nullable String named) {
    return named != null && !named.equals(hold.key()) && named.endsWith(AUTHORIZATION);
  }

  /** Whether a hold was found by a key that neither made it nor added to it. */
  static boolean isNeither(Hold hold, CardRequest request) {
    String named = request.originalKey();
    return named != null && !named.equals(hold.key()) && !named.endsWith(AUTHORIZATION);
  }

  /** The claim that says that it was taken back alone: once, by whatever request. */
  static Change.AlsoClaims takenBack(String named, CardDecision told) {
    return new Change.AlsoClaims(named + TAKEN_BACK, "", told);
  }
}
