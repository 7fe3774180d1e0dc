package io.serai.client;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/**
 * How a hub is reached. Immutable.
 *
 * @param hub where the REST API is, such as {@code https://pay.example.com}, with or without a path
 * @param apiKey the tenant's; it is shown nowhere
 * @param connectTimeout how long connecting may take
 * @param timeout how long each try may take; the hub asks providers meanwhile
 * @param tries how often a call is sent at most, always under the same key; 1 to 20
 * @param firstPause the pause after the first try; it doubles, and varies by up to a tenth
 * @param longestPause the longest pause, also where the hub asks for a longer one
 */
public record ClientSettings(
    URI hub,
    String apiKey,
    Duration connectTimeout,
    Duration timeout,
    int tries,
    Duration firstPause,
    Duration longestPause) {

  private static final int MOST_TRIES = 20;

  /** Checks each of them; the message names the one that is wrong. */
  public ClientSettings {
    String scheme = String.valueOf(hub.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.matches("https?")
        || hub.getHost() == null
        || hub.getRawQuery() != null
        || hub.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "hub: is no address of a hub; write such as https://pay.example.com");
    }
    if (!apiKey.matches("[!-~]{1,255}")) {
      throw new IllegalArgumentException(
          "apiKey: is not one line of visible characters; give the key as it was printed");
    }
    positive("connectTimeout", connectTimeout);
    positive("timeout", timeout);
    positive("firstPause", firstPause);
    positive("longestPause", longestPause);
    if (tries < 1 || tries > MOST_TRIES) {
      throw new IllegalArgumentException("tries: must be 1 to " + MOST_TRIES);
    }
  }

  /** A hub and a key, and for the rest: 5 s, 30 s, 4 tries, pauses of 500 ms to 5 s. */
  public static ClientSettings of(URI hub, String apiKey) {
    return new ClientSettings(
        hub,
        apiKey,
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        4,
        Duration.ofMillis(500),
        Duration.ofSeconds(5));
  }

  /** The same with another time for each try. */
  public ClientSettings withTimeout(Duration each) {
    return new ClientSettings(hub, apiKey, connectTimeout, each, tries, firstPause, longestPause);
  }

  /** The same with another number of tries; 1 repeats nothing. */
  public ClientSettings withTries(int most) {
    return new ClientSettings(hub, apiKey, connectTimeout, timeout, most, firstPause, longestPause);
  }

  /** The same with other pauses between tries. */
  public ClientSettings withPauses(Duration first, Duration longest) {
    return new ClientSettings(hub, apiKey, connectTimeout, timeout, tries, first, longest);
  }

  private static void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + ": must be longer than nothing");
    }
  }

  /** Everything but the key. */
  @Override
  public String toString() {
    return "ClientSettings[hub=%s, timeout=%s, tries=%d]".formatted(hub, timeout, tries);
  }
}
