package io.serai.routing.internal;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * Hands a copy of an exchange to the active set and brings the result back, asynchronously and
 * without a thread of its own.
 */
final class EntryProducer extends DefaultAsyncProducer {

  private final String name;
  private final RouteSwitch routes;

  EntryProducer(Endpoint endpoint, String name, RouteSwitch routes) {
    super(endpoint);
    this.name = name;
    this.routes = routes;
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    RouteSet set = routes.enter(name, exchange);
    EntryConsumer target = set == null ? null : set.entry(name);
    if (set == null || target == null) {
      if (set != null) {
        set.leave();
      }
      exchange.setException(
          new SeraiException(
              ErrorCode.OVERLOADED, "no route of the active set begins with entry:" + name));
      callback.done(true);
      return true;
    }
    Exchange copy = target.createExchange(false);
    copy.setPattern(exchange.getPattern());
    copy.getIn().setBody(exchange.getMessage().getBody());
    copy.getIn().getHeaders().putAll(exchange.getMessage().getHeaders());
    copy.getProperties().putAll(exchange.getProperties());
    return target
        .getAsyncProcessor()
        .process(
            copy,
            doneSync -> {
              bringBack(copy, exchange);
              target.releaseExchange(copy, false);
              set.leave();
              callback.done(doneSync);
            });
  }

  private static void bringBack(Exchange copy, Exchange exchange) {
    exchange.getMessage().setBody(copy.getMessage().getBody());
    exchange.getMessage().getHeaders().putAll(copy.getMessage().getHeaders());
    exchange.getProperties().putAll(copy.getProperties());
    Exception failure = copy.getException();
    if (failure != null) {
      exchange.setException(failure);
    }
  }
}
