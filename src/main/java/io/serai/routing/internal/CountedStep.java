package io.serai.routing.internal;

import io.micrometer.core.instrument.Counter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** A {@code to:} step that counts itself and, of a payment, which provider had it last. */
final class CountedStep extends DelegateAsyncProcessor {

  private static final Pattern MOVES = Pattern.compile("payment:(authorize|charge|refund)\\b");

  private final Traffic traffic;
  private final String route;
  private final String via;
  private final Counter sent;
  private final boolean pays;
  private final boolean moves;
  // As many as there are providers.
  private final Map<String, Counter> answered = new ConcurrentHashMap<>();
  private final Map<String, Counter> outcomes = new ConcurrentHashMap<>();

  CountedStep(Processor step, Traffic traffic, String route, String via) {
    super(step);
    this.traffic = traffic;
    this.route = route;
    this.via = via;
    this.sent = traffic.sent(route, via);
    this.pays = via.startsWith("payment:");
    this.moves = MOVES.matcher(via).lookingAt();
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    sent.increment();
    return super.process(
        exchange,
        pays
            ? doneSync -> {
              answered(exchange);
              callback.done(doneSync);
            }
            : callback);
  }

  private void answered(Exchange exchange) {
    if (exchange.getException() != null
        || !(exchange.getMessage().getBody() instanceof Map<?, ?> result)) {
      return;
    }
    if (result.get("provider") instanceof String provider) {
      answered.computeIfAbsent(provider, name -> traffic.answered(route, via, name)).increment();
    }
    if (moves && result.get("outcome") instanceof String outcome) {
      outcomes.computeIfAbsent(outcome, traffic::outcome).increment();
    }
  }
}
