package io.serai.provider.internal;

import io.serai.payment.ExchangeKeys;
import io.serai.payment.LinkTrace;
import io.serai.payment.LinkTraces;
import io.serai.payment.Operation;
import io.serai.payment.SendBy;
import io.serai.provider.ProviderCall;
import io.serai.provider.ProviderDefinition;
import io.serai.provider.Rail;
import io.serai.provider.answers.Asked;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/** Reaches a provider through its Kamelet, asynchronously. */
final class KameletRail implements Rail {

  private final CamelContext context;
  private final ProviderDefinition definition;
  private final LinkTraces traces;
  private final AtomicLong underWay = new AtomicLong();
  private volatile @Nullable AsyncProducer producer;

  KameletRail(CamelContext context, ProviderDefinition definition, LinkTraces traces) {
    this.context = context;
    this.definition = definition;
    this.traces = traces;
  }

  @Override
  public @Nullable LinkTrace trace() {
    String link = definition.link();
    return link == null ? null : traces.next(link);
  }

  @Override
  public Duration handOver() {
    return definition.link() == null ? definition.connectTime() : Duration.ZERO;
  }

  @Override
  public void start() {
    var uri = new StringBuilder("kamelet:").append(definition.kamelet());
    char separator = '?';
    for (var setting : definition.settings().entrySet()) {
      uri.append(separator)
          .append(setting.getKey())
          .append("=RAW(")
          .append(setting.getValue())
          .append(')');
      separator = '&';
    }
    try {
      AsyncProducer made = context.getEndpoint(uri.toString()).createAsyncProducer();
      ServiceHelper.startService(made);
      producer = made;
    } catch (Exception e) {
      throw new IllegalStateException(
          "provider "
              + definition.name()
              + ": its Kamelet "
              + definition.kamelet()
              + " does not start: "
              + e.getMessage(),
          e);
    }
  }

  @Override
  public CompletableFuture<Map<String, Object>> send(ProviderCall call, SendBy sendBy) {
    var answer = new CompletableFuture<Map<String, Object>>();
    Exchange exchange = new DefaultExchange(context, ExchangePattern.InOut);
    exchange.getIn().setBody(call.body());
    exchange.setProperty(ExchangeKeys.SEND_BY, sendBy);
    new Asked(definition.name(), Objects.requireNonNull(definition.kamelet()), call.operation())
        .on(exchange);
    if (definition.link() != null) {
      LinkTrace trace = call.onLink().trace();
      if (trace == null && call.attempt() > 0) {
        // Under numbers that are not journaled nobody could undo it after a crash.
        return CompletableFuture.failedFuture(new ConnectException("no trace number"));
      }
      exchange.setProperty(ExchangeKeys.ATTEMPT, call.payment() + "/" + call.attempt());
      exchange.setProperty(ExchangeKeys.LINK_TRACE, trace);
      exchange.setProperty(ExchangeKeys.PASSED, call.onLink().passed());
      exchange.setProperty(ExchangeKeys.PIN, call.onLink().pin());
      exchange.setProperty(ExchangeKeys.LINK, call.onLink().from());
    }
    underWay.incrementAndGet();
    AsyncProducer open = producer;
    if (open == null) {
      underWay.decrementAndGet();
      return CompletableFuture.failedFuture(new ConnectException("its set of routes is closed"));
    }
    open.process(
        exchange,
        doneSync -> {
          underWay.decrementAndGet();
          complete(answer, exchange, call.operation());
        });
    return answer;
  }

  @Override
  public long underWay() {
    return underWay.get();
  }

  private void complete(
      CompletableFuture<Map<String, Object>> answer, Exchange exchange, Operation operation) {
    Exception failure = exchange.getException();
    if (failure != null) {
      answer.completeExceptionally(failure);
      return;
    }
    Object body = exchange.getMessage().getBody();
    if (body instanceof Map<?, ?> fields) {
      Map<String, Object> evidence = new java.util.HashMap<>();
      fields.forEach(
          (name, value) -> {
            if (value != null) {
              evidence.put(String.valueOf(name), value);
            }
          });
      answer.complete(evidence);
    } else {
      answer.completeExceptionally(
          new IllegalStateException(
              definition.kamelet() + " gave no evidence for " + operation.word()));
    }
  }

  @Override
  public void stop() {
    AsyncProducer open = producer;
    producer = null;
    ServiceHelper.stopService(open);
  }
}
