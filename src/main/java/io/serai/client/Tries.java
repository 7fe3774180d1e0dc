package io.serai.client;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One call and its tries: the same request under the same key until it is answered, or often
 * enough. Its steps come one after the other, on the threads of the HTTP client and the JDK's
 * timer.
 */
final class Tries<T> {

  private static final int TENTH = 10;
  private static final int MOST_DOUBLINGS = 10;

  private final HttpClient http;
  private final ClientSettings settings;
  private final Call<T> call;
  private final HttpRequest request;
  private final CompletableFuture<T> answer = new CompletableFuture<>();
  private volatile boolean mayHaveHappened;

  Tries(HttpClient http, ClientSettings settings, Call<T> call) {
    this.http = http;
    this.settings = settings;
    this.call = call;
    this.request = request(settings, call);
  }

  CompletableFuture<T> begin() {
    next(1);
    return answer;
  }

  private static HttpRequest request(ClientSettings settings, Call<?> call) {
    String hub = settings.hub().toString().replaceFirst("/+$", "");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(hub + call.path()))
            .timeout(settings.timeout())
            .header("Authorization", "Bearer " + settings.apiKey())
            .header("Accept", "application/json, application/problem+json");
    String body = call.json();
    if (body != null && call.key() != null) {
      request
          .header("Idempotency-Key", call.key())
          .header("Content-Type", "application/json")
          .POST(HttpRequest.BodyPublishers.ofString(body));
    }
    return request.build();
  }

  private void next(int number) {
    if (answer.isDone()) {
      return;
    }
    var unused =
        http.sendAsync(request, BodyHandlers.ofString())
            // The request's own time-out ends with the answer's head.
            .orTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((response, failure) -> take(number, response, failure));
  }

  private void take(
      int number, @Nullable HttpResponse<String> response, @Nullable Throwable failure) {
    Duration asked = Duration.ZERO;
    SeraiClientException wrong;
    try {
      if (response != null) {
        asked = AnswerReader.retryAfter(response);
        answer.complete(AnswerReader.read(call, response));
        return;
      }
      wrong = noAnswer(failure);
    } catch (SeraiClientException e) {
      wrong = e;
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
      return;
    }
    mayHaveHappened |= wrong.mayHaveHappened();
    if (wrong.mayBeSentAgain() && number < settings.tries()) {
      CompletableFuture.delayedExecutor(pause(number, asked).toMillis(), TimeUnit.MILLISECONDS)
          .execute(() -> next(number + 1));
    } else if (wrong instanceof NoAnswerException last && mayHaveHappened) {
      answer.completeExceptionally(last.afterAll());
    } else {
      answer.completeExceptionally(wrong);
    }
  }

  private NoAnswerException noAnswer(@Nullable Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    // An unconnected socket took nothing, so nothing can have happened.
    if (cause instanceof HttpConnectTimeoutException
        || cause instanceof ConnectException
        || cause instanceof UnresolvedAddressException) {
      return new NoAnswerException("cannot connect to " + settings.hub(), false, cause);
    }
    if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
      return new NoAnswerException(
          "no answer of " + settings.hub() + " in " + settings.timeout().toMillis() + " ms",
          true,
          cause);
    }
    return new NoAnswerException("the connection to " + settings.hub() + " broke", true, cause);
  }

  private Duration pause(int number, Duration asked) {
    long first = settings.firstPause().toMillis();
    long longest = settings.longestPause().toMillis();
    long doubled = Math.min(longest, first << Math.min(number - 1, MOST_DOUBLINGS));
    long spread = doubled / TENTH;
    long own = doubled + ThreadLocalRandom.current().nextLong(-spread, spread + 1);
    return Duration.ofMillis(Math.min(longest, Math.max(own, asked.toMillis())));
  }
}
