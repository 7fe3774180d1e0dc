package io.serai.provider;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the token by which a provider knows us until shortly before it expires. However many want
 * one at the same time, one of them fetches it and the others wait for that. It sends nothing
 * itself. Thread-safe; no thread waits.
 */
public final class TokenKeeper {

  private final Duration before;
  private @Nullable Wanted current;

  /**
   * Keeps none yet.
   *
   * @param before how long before its end a token is no longer used; one that lives for less than
   *     twice that is used for half of its life
   */
  public TokenKeeper(Duration before) {
    this.before = before;
  }

  /** A token, which is in no log, and until when on the monotonic clock it is used. */
  public static final class Token {

    private final String text;
    private final long untilNanos;

    private Token(String text, long untilNanos) {
      this.text = text;
      this.untilNanos = untilNanos;
    }

    /** It itself; a secret. */
    public String text() {
      return text;
    }

    private boolean isFresh() {
      return System.nanoTime() - untilNanos < 0;
    }
  }

  /**
   * What somebody gets who wants a token.
   *
   * @param token the token, now or once it was fetched; fails where it was not
   * @param mine whether it is this caller who fetches it, and says so by {@link #granted} or {@link
   *     #failed} whatever happens
   */
  public record Turn(CompletableFuture<Token> token, boolean mine) {}

  private record Wanted(CompletableFuture<Token> token, long askedAtNanos) {

    boolean isPending() {
      return !token.isDone();
    }

    @Nullable Token known() {
      return token.isDone() && !token.isCompletedExceptionally() ? token.join() : null;
    }
  }

  /** The token, or the task to fetch it. */
  public synchronized Turn want() {
    Wanted kept = current;
    Token known = kept == null ? null : kept.known();
    if (kept != null && (kept.isPending() || (known != null && known.isFresh()))) {
      return new Turn(kept.token(), false);
    }
    // From when it is asked for: what its answer took is gone from its life.
    Wanted wanted = new Wanted(new CompletableFuture<>(), System.nanoTime());
    current = wanted;
    return new Turn(wanted.token(), true);
  }

  /**
   * Says that a token was fetched; all who wait go on, on this thread.
   *
   * @param lasts how long it lives, as who gave it says
   */
  public void granted(String text, Duration lasts) {
    Duration used =
        lasts.compareTo(before.multipliedBy(2)) > 0 ? lasts.minus(before) : lasts.dividedBy(2);
    Wanted wanted = pending();
    if (wanted != null) {
      wanted.token().complete(new Token(text, wanted.askedAtNanos() + used.toNanos()));
    }
  }

  /** Says that none was fetched: all who wait fail, and the next one fetches it. */
  public void failed(Throwable why) {
    Wanted wanted = pending();
    if (wanted != null) {
      wanted.token().completeExceptionally(why);
    }
  }

  private synchronized @Nullable Wanted pending() {
    Wanted wanted = current;
    return wanted != null && wanted.isPending() ? wanted : null;
  }

  /** Keeps a token no longer that a provider refused; another one that came since stays. */
  public synchronized void forget(String text) {
    Token known = current == null ? null : current.known();
    if (known != null && known.text().equals(text)) {
      current = null;
    }
  }
}
