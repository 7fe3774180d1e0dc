package io.serai.iso8583;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the connections of a link come from.
 *
 * @param mode who opens them
 * @param addresses where to listen, or whom to dial in turn, unresolved; empty when the link is off
 * @param connections the most that are ever open at once (S4.7)
 * @param allowed who may connect; empty for everybody
 * @param tls how they are protected, or null
 * @param connectTimeout how long dialing may take
 * @param firstPause how long to wait before dialing again, doubled with each failure
 * @param longestPause but at most this
 */
public record LinkPeer(
    LinkMode mode,
    List<InetSocketAddress> addresses,
    int connections,
    List<Network> allowed,
    @Nullable LinkTls tls,
    Duration connectTimeout,
    Duration firstPause,
    Duration longestPause) {

  /** Where a listening link does not say how many connections it takes. */
  public static final int DEFAULT_ACCEPTED = 10_000;

  /** Where a link does not say how long dialing may take. */
  public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** Where a link does not say it. */
  public static final Duration DEFAULT_FIRST_PAUSE = Duration.ofMillis(500);

  /** Where a link does not say it. */
  public static final Duration DEFAULT_LONGEST_PAUSE = Duration.ofSeconds(30);
}
