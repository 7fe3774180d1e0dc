package io.serai.provider;

/**
 * How much of one provider a process takes on, so that one that hangs holds up nobody else (S3.24).
 *
 * @param atOnce requests under way to it at once, 1 or more
 * @param waiting requests that wait for one of those to end, 0 or more; what comes on top is not
 *     sent, and the next provider is asked
 */
public record Limits(int atOnce, int waiting) {

  /** Where a provider says nothing. */
  public static final Limits DEFAULT = new Limits(1_000, 1_000);

  /** The most that may be written down. */
  public static final int MOST = 100_000;
}
