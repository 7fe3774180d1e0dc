package io.serai.issuing.rules;

import io.serai.issuing.CardStatus;
import io.serai.issuing.Usage.Used;
import java.util.Map;

/**
 * Declines a card that is not active, each status with its own DE39.
 *
 * @param codes DE39 by status; all but active
 */
record StatusCheck(Map<CardStatus, String> codes) implements Check {

  /** What a program that says nothing else answers. */
  static final Map<CardStatus, String> USUAL =
      Map.of(
          CardStatus.BLOCKED, "62",
          CardStatus.LOST, "41",
          CardStatus.STOLEN, "43",
          // Merchants who keep the number on file look for the new one when they hear of expiry.
          CardStatus.REPLACED, "54",
          CardStatus.CLOSED, "14");

  private static final String OTHERWISE = "62";

  StatusCheck {
    codes = Map.copyOf(codes);
  }

  @Override
  public Verdict judge(Asked asked, Used used) {
    CardStatus status = asked.card().status();
    return Verdict.declinedUnless(
        status == CardStatus.ACTIVE, codes.getOrDefault(status, OTHERWISE));
  }
}
