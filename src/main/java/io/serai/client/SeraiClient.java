package io.serai.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A client of a hub's REST API. Safe for use by any number of threads; make one and keep it.
 *
 * <p>Every POST carries an idempotency key, so a call that got no answer, or one of 5xx, is sent
 * again under the same key, with pauses, as often as {@link ClientSettings} say: it takes effect
 * once. A 202 is an answer: the charge is {@code pending} or {@code unknown}, and the same call, or
 * a read, tells later what became of it.
 *
 * <p>What is no yes is an exception: {@link HubErrorException} where the hub said why, a decline
 * among them, and {@link NoAnswerException} where it did not. After the latter the effect may have
 * happened: send the same call again, never one with a new key.
 */
public final class SeraiClient {

  private final ClientSettings settings;
  private final HttpClient http;

  /** A client with settings of its own. */
  public SeraiClient(ClientSettings settings) {
    this.settings = settings;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.connectTimeout())
            .build();
  }

  /** A client of a hub with the usual settings. */
  public static SeraiClient of(URI hub, String apiKey) {
    return new SeraiClient(ClientSettings.of(hub, apiKey));
  }

  /**
   * A fresh idempotency key, for an effect that has no name of its own. Keep it before you send.
   */
  public static String newKey() {
    return UUID.randomUUID().toString();
  }

  /**
   * Sends a call and holds no thread while it is under way.
   *
   * @return its answer, or a {@link SeraiClientException}; cancelling it ends the tries and says
   *     nothing of the effect
   */
  public <T> CompletableFuture<T> sendAsync(Call<T> call) {
    return new Tries<>(http, settings, call).begin();
  }

  /**
   * Sends a call and waits for its answer.
   *
   * @throws HubErrorException if the hub answered with an error
   * @throws NoAnswerException if it did not answer, or the thread was interrupted meanwhile
   */
  public <T> T send(Call<T> call) {
    CompletableFuture<T> answer = sendAsync(call);
    try {
      return answer.get();
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new NoAnswerException("the wait for " + call + " was interrupted", true, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SeraiClientException known) {
        throw known;
      }
      throw new IllegalStateException(call + " could not be sent", e.getCause());
    }
  }

  /** {@link Call#charge(String, ChargeRequest)}, sent. */
  public Charge charge(String key, ChargeRequest request) {
    return send(Call.charge(key, request));
  }

  /** {@link Call#charge(String)}, sent. */
  public Charge charge(String payment) {
    return send(Call.charge(payment));
  }

  /** {@link Call#refund}, sent. */
  public Refund refund(String key, String payment, RefundRequest request) {
    return send(Call.refund(key, payment, request));
  }

  /** {@link Call#confirm}, sent. */
  public Charge confirm(String key, String payment) {
    return send(Call.confirm(key, payment));
  }

  /** {@link Call#history}, sent. */
  public History history(String payment) {
    return send(Call.history(payment));
  }

  /** {@link Call#providers}, sent. */
  public Providers providers() {
    return send(Call.providers());
  }

  /** {@link Call#orderPrices}, sent. */
  public OrderPrices orderPrices() {
    return send(Call.orderPrices());
  }

  /** {@link Call#order}, sent. */
  public Order order(String key, OrderRequest request) {
    return send(Call.order(key, request));
  }

  /** {@link Call#approveOrder}, sent. */
  public ApprovedOrder approveOrder(String key, String order) {
    return send(Call.approveOrder(key, order));
  }

  /** {@link Call#appleReceipt}, sent. */
  public Receipt appleReceipt(String key, AppleReceiptRequest request) {
    return send(Call.appleReceipt(key, request));
  }

  /** {@link Call#googleReceipt}, sent. */
  public Receipt googleReceipt(String key, GoogleReceiptRequest request) {
    return send(Call.googleReceipt(key, request));
  }

  /** {@link Call#receipt}, sent. */
  public Receipt receipt(String id) {
    return send(Call.receipt(id));
  }
}
