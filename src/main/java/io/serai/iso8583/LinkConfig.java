package io.serai.iso8583;

import java.time.Duration;

/**
 * One ISO 8583 link as {@code routes/links.yaml} describes it.
 *
 * @param name its name, which is part of every claim key: renaming a link forgets its repeats
 * @param tenant the tenant whose traffic comes in on it
 * @param peer where its connections come from
 * @param format how its bytes become messages
 * @param session what is said besides payments
 * @param requests limits and time-outs of requests
 * @param reverseLostAnswers whether an approval that could not be written is undone
 * @param lateWindow how long a request may still arrive after its own reversal
 */
public record LinkConfig(
    String name,
    String tenant,
    LinkPeer peer,
    LinkFormat format,
    LinkSession session,
    LinkRequests requests,
    boolean reverseLostAnswers,
    Duration lateWindow) {

  /** Where a link does not say it. */
  public static final Duration DEFAULT_LATE_WINDOW = Duration.ofMinutes(5);

  /** Whether we open the connections. */
  public boolean dials() {
    return peer.mode() == LinkMode.DIAL;
  }
}
