package io.serai.webhook.internal;

import io.serai.webhook.WebhookSettings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;

/**
 * Sends one delivery once. No thread waits; redirects are not followed; it connects to the very
 * address that was checked, so that a name which changes meanwhile leads nowhere else.
 */
final class Sender {

  private static final int KEEP_ALIVE_SECONDS = 20;
  private static final int MOST_ANSWER_BYTES = 64 * 1024;

  private final Vertx vertx;
  private final HttpClient client;
  private final Names names;
  private final WebhookSettings settings;
  private final Clock clock;

  Sender(Vertx vertx, Names names, WebhookSettings settings, Clock clock) {
    this.vertx = vertx;
    this.names = names;
    this.settings = settings;
    this.clock = clock;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setMaxPoolSize(settings.inFlight())
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setDecompressionSupported(false));
  }

  /** Completes, never exceptionally, with what the endpoint made of it; within the time-out. */
  CompletableFuture<Result> send(Endpoint endpoint, Delivery delivery) {
    CompletableFuture<Result> result = new CompletableFuture<>();
    long timer =
        vertx.setTimer(settings.timeout().toMillis(), t -> result.complete(Result.TIMEOUT));
    var unusedCancel = result.whenComplete((done, never) -> vertx.cancelTimer(timer));
    var unusedLookup =
        names
            .of(endpoint.url().getHost())
            .thenAccept(found -> toOneOf(found, endpoint, delivery, result))
            .exceptionally(
                failure -> {
                  result.complete(failed(failure));
                  return null;
                });
    return result;
  }

  private void toOneOf(
      List<InetAddress> found,
      Endpoint endpoint,
      Delivery delivery,
      CompletableFuture<Result> result) {
    Optional<InetAddress> address =
        found.stream().filter(one -> settings.allowPrivate() || !Addresses.inside(one)).findFirst();
    if (address.isEmpty()) {
      result.complete(Result.failed("address_refused"));
      return;
    }
    client
        .request(options(endpoint, address.get()))
        .onFailure(failure -> result.complete(failed(failure)))
        .onSuccess(request -> write(request, endpoint, delivery, result));
  }

  private RequestOptions options(Endpoint endpoint, InetAddress address) {
    return new RequestOptions()
        .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, endpoint.port())))
        .setHost(endpoint.url().getHost())
        .setPort(endpoint.port())
        .setSsl(endpoint.tls())
        .setURI(endpoint.target())
        .setMethod(HttpMethod.POST)
        .setFollowRedirects(false)
        .setConnectTimeout(settings.timeout().toMillis());
  }

  private void write(
      HttpClientRequest request,
      Endpoint endpoint,
      Delivery delivery,
      CompletableFuture<Result> result) {
    // Whatever has been decided meanwhile, such as the time-out, ends the request too.
    var unused =
        result.whenComplete(
            (done, never) -> {
              if (!done.answered()) {
                request.reset();
              }
            });
    Instant now = clock.instant();
    if (now.isAfter(delivery.sendBy())) {
      result.complete(Result.failed("not_sent"));
    }
    if (result.isDone()) {
      return;
    }
    request
        .putHeader("content-type", "application/cloudevents+json; charset=utf-8")
        .putHeader("user-agent", "serai-webhooks")
        .putHeader("serai-event-id", delivery.event())
        .putHeader("serai-event-type", delivery.type())
        .putHeader("serai-signature", endpoint.signer().sign(now, delivery.body()))
        .send(delivery.body())
        .onFailure(failure -> result.complete(failed(failure)))
        .onSuccess(response -> answered(response, result));
  }

  /** The status counts; of the rest only so much is read as lets the connection be used again. */
  private void answered(HttpClientResponse response, CompletableFuture<Result> result) {
    var left = new int[] {MOST_ANSWER_BYTES};
    long timer =
        vertx.setTimer(settings.timeout().toMillis(), t -> response.request().connection().close());
    response.exceptionHandler(failure -> vertx.cancelTimer(timer));
    response.endHandler(end -> vertx.cancelTimer(timer));
    response.handler(
        part -> {
          left[0] -= part.length();
          if (left[0] < 0) {
            response.request().connection().close();
          }
        });
    result.complete(Result.answered(response.statusCode()));
  }

  private static Result failed(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof UnknownHostException) {
      return Result.failed("unknown_host");
    }
    if (cause instanceof SSLException) {
      return Result.failed("tls");
    }
    return Result.failed("connection");
  }
}
