package io.serai.provider.internal;

import io.serai.payment.Outcome;
import io.serai.payment.SendBy;
import io.serai.provider.Attempts;
import io.serai.provider.Provider;
import io.serai.provider.ProviderCall;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Attempts whose ends are counted for the bypass (S3.8), and which send nothing to a provider that
 * an operator forced out. Never waits.
 */
final class WatchedAttempts implements Attempts {

  private static final Logger LOG = LoggerFactory.getLogger(WatchedAttempts.class);

  private final Attempts inner;
  private final Watches watches;
  private final UnlistedAnswers unlisted;

  WatchedAttempts(Attempts inner, Watches watches, UnlistedAnswers unlisted) {
    this.inner = inner;
    this.watches = watches;
    this.unlisted = unlisted;
  }

  @Override
  public CompletableFuture<Outcome> send(Provider provider, ProviderCall call, SendBy sendBy) {
    Watch watch = watches.of(provider.name());
    Standing standing = watch.standing();
    if (standing.forcedOut()) {
      return CompletableFuture.completedFuture(new Outcome.NotSent("forced_out"));
    }
    return inner
        .send(provider, call, sendBy)
        .thenApply(
            outcome -> {
              note(watch, call, outcome, standing.openingOfWhatIsSent());
              return outcome;
            });
  }

  /** A mistake here must not cost a payment its outcome. */
  private void note(Watch watch, ProviderCall call, Outcome outcome, int openingsWhenSent) {
    try {
      watches.ended(watch, call.key(), outcome, openingsWhenSent);
      unlisted.look(watch.name(), outcome);
    } catch (RuntimeException e) {
      LOG.error("An outcome of {} was not counted", watch.name(), e);
    }
  }

  @Override
  public boolean takes(String provider) {
    return inner.takes(provider);
  }

  @Override
  public boolean bypasses(Provider provider, String key) {
    return watches.of(provider.name()).refuses(key, provider.definition().bypass());
  }
}
