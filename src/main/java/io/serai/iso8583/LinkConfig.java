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
 * @param registered whether merchants and terminals must be in the registry (S3.9)
 * @param asked how its peer's requests are understood, and how long it waits
 */
public record LinkConfig(
    String name,
    String tenant,
    LinkPeer peer,
    LinkFormat format,
    LinkSession session,
    LinkRequests requests,
    boolean reverseLostAnswers,
    Duration lateWindow,
    boolean registered,
    Asked asked) {

  /** Where a link does not say it. */
  public static final Duration DEFAULT_LATE_WINDOW = Duration.ofMinutes(5);

  /** A link on which every merchant may ask. */
  public LinkConfig(
      String name,
      String tenant,
      LinkPeer peer,
      LinkFormat format,
      LinkSession session,
      LinkRequests requests,
      boolean reverseLostAnswers,
      Duration lateWindow) {
    this(
        name,
        tenant,
        peer,
        format,
        session,
        requests,
        reverseLostAnswers,
        lateWindow,
        false,
        Asked.STANDARD);
  }

  /** Whether we open the connections. */
  public boolean dials() {
    return peer.mode() == LinkMode.DIAL;
  }
}
