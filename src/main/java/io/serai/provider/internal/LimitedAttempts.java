package io.serai.provider.internal;

import io.netty.util.Timer;
import io.serai.payment.Outcome;
import io.serai.payment.SendBy;
import io.serai.provider.Attempts;
import io.serai.provider.Provider;
import io.serai.provider.ProviderCall;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Attempts of which each provider has its own share, in all sets of routes together: one that hangs
 * fills its own queue and no other (S3.24). A request waits no longer than it may still be sent.
 */
final class LimitedAttempts implements Attempts {

  private final Attempts inner;
  private final Timer timer;
  private final Map<String, Bulkhead> bulkheads = new ConcurrentHashMap<>();
  private final LimitGauges gauges;

  LimitedAttempts(Attempts inner, Timer timer, LimitGauges gauges) {
    this.inner = inner;
    this.timer = timer;
    this.gauges = gauges;
  }

  @Override
  public CompletableFuture<Outcome> send(Provider provider, ProviderCall call, SendBy sendBy) {
    var outcome = new CompletableFuture<Outcome>();
    Bulkhead bulkhead = bulkheads.computeIfAbsent(provider.name(), this::open);
    bulkhead.enter(
        provider.definition().limits(),
        sendBy,
        new Bulkhead.Turn() {
          @Override
          public void go() {
            begin(provider, call, sendBy, bulkhead, outcome);
          }

          @Override
          public void refused(String why) {
            outcome.complete(new Outcome.NotSent(why));
          }
        });
    return outcome;
  }

  private void begin(
      Provider provider,
      ProviderCall call,
      SendBy sendBy,
      Bulkhead bulkhead,
      CompletableFuture<Outcome> outcome) {
    CompletableFuture<Outcome> sent;
    try {
      sent = inner.send(provider, call, sendBy);
    } catch (RuntimeException e) {
      sent = CompletableFuture.failedFuture(e);
    }
    var unused =
        sent.whenComplete(
            (what, failure) -> {
              bulkhead.leave();
              if (failure == null) {
                outcome.complete(what);
              } else {
                outcome.completeExceptionally(failure);
              }
            });
  }

  private Bulkhead open(String provider) {
    var bulkhead = new Bulkhead(timer);
    gauges.show(provider, bulkhead);
    return bulkhead;
  }

  @Override
  public boolean takes(String provider) {
    return inner.takes(provider);
  }

  @Override
  public boolean bypasses(Provider provider, String key) {
    return inner.bypasses(provider, key);
  }
}
