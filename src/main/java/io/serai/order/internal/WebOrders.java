package io.serai.order.internal;

import io.serai.intake.JsonBody;
import io.serai.order.OrderSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The service in which an order is created once it is paid (S2.12): one POST with the order's id as
 * {@code Idempotency-Key}, sent again until it is answered. Nothing blocks.
 */
final class WebOrders {

  /** Answers after which the same may be taken a moment later. */
  private static final Set<Integer> LATER = Set.of(408, 425, 429);

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final OrderSettings settings;

  WebOrders(OrderSettings settings) {
    this.settings = settings;
  }

  /** What the service says. */
  enum Answer {
    /** The order is there. */
    CREATED,
    /** It will never take it. */
    REFUSED,
    /** It may take it later, or may have taken it. */
    LATER
  }

  /**
   * An answer and its reason.
   *
   * @param code for people
   */
  record Said(Answer answer, String code) {}

  /** Creates it; the future does not fail. */
  CompletableFuture<Said> create(Order order) {
    HttpRequest request;
    try {
      request =
          HttpRequest.newBuilder(URI.create(settings.webOrderServiceUrl()))
              .timeout(settings.webOrderTimeout())
              .header("Content-Type", "application/json")
              .header("Idempotency-Key", order.id())
              .POST(HttpRequest.BodyPublishers.ofByteArray(JsonBody.bytes(body(order))))
              .build();
    } catch (IllegalArgumentException e) {
      return CompletableFuture.completedFuture(new Said(Answer.LATER, "address"));
    }
    return CLIENT
        .sendAsync(request, HttpResponse.BodyHandlers.discarding())
        .handle((answer, failure) -> said(answer));
  }

  private static Said said(@Nullable HttpResponse<?> answer) {
    if (answer == null) {
      return new Said(Answer.LATER, "no_answer");
    }
    int status = answer.statusCode();
    String code = "web_order_" + status;
    if (status / 100 == 2) {
      return new Said(Answer.CREATED, code);
    }
    boolean never = status / 100 == 4 && !LATER.contains(status);
    return new Said(never ? Answer.REFUSED : Answer.LATER, code);
  }

  private static Map<String, Object> body(Order order) {
    OrderRequest request = order.request();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("order_id", order.id());
    body.put("cluster_name", request.clusterName());
    body.put("user_id", request.userId());
    body.put("has_monitoring", request.hasMonitoring());
    body.put("has_alerting", request.hasAlerting());
    body.put("images_storage", request.imagesStorage());
    body.put("monitoring_storage", request.monitoringStorage());
    body.put("amount", order.total().minor());
    body.put("currency", order.total().currency().alphabetic());
    body.put("payment_id", order.payment());
    return body;
  }
}
