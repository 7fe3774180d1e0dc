package io.serai.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request of the REST API, not sent yet. Immutable: sent again, by this client or another, it
 * is the same request under the same idempotency key, and takes effect once.
 *
 * @param <T> what it is answered with
 * @param method GET or POST
 * @param path below the hub's address
 * @param key the idempotency key of a POST: 1 to 255 printable characters of ASCII, one for each
 *     intended effect; null for a GET. Write it down before you send, so that you can send the same
 *     again after a crash.
 * @param body what is sent, as {@link ClientJson} writes it; null for a GET
 * @param answer what the hub's JSON is read into
 */
public record Call<T>(
    String method, String path, @Nullable String key, @Nullable Object body, Class<T> answer) {

  /** Checks that a POST has a key and a body, and nothing else has. */
  public Call {
    boolean post = method.equals("POST");
    if (!post && !method.equals("GET")) {
      throw new IllegalArgumentException("method: must be GET or POST");
    }
    if (post && (key == null || !key.matches("[ -~]{1,255}"))) {
      throw new IllegalArgumentException(
          "key: must be 1 to 255 printable characters of ASCII, one key for each intended effect");
    }
    if (post != (body != null) || post != (key != null)) {
      throw new IllegalArgumentException("body: a POST has a key and a body, a GET has neither");
    }
  }

  /** Charges a payment method once. */
  public static Call<Charge> charge(String key, ChargeRequest request) {
    return post("/v1/charges", key, request, Charge.class);
  }

  /** Reads a charge as it stands. */
  public static Call<Charge> charge(String payment) {
    return get("/v1/charges/" + segment("payment", payment), Charge.class);
  }

  /** Gives all of a charge back, or a part of it. */
  public static Call<Refund> refund(String key, String payment, RefundRequest request) {
    return post(below(payment, "/refunds"), key, request, Refund.class);
  }

  /** Acknowledges that the caller knows of a charge. */
  public static Call<Charge> confirm(String key, String payment) {
    return post(below(payment, "/confirm"), key, Map.of(), Charge.class);
  }

  /** Reads everything that happened to a payment, in order. */
  public static Call<History> history(String payment) {
    return get("/v1/payments/" + segment("payment", payment) + "/history", History.class);
  }

  /** Reads what each provider can do. */
  public static Call<Providers> providers() {
    return get("/v1/providers", Providers.class);
  }

  /** Reads what an order costs. */
  public static Call<OrderPrices> orderPrices() {
    return get("/order/prices", OrderPrices.class);
  }

  /** Orders; the payer is to approve it at {@link Order#approvalUrl()}. */
  public static Call<Order> order(String key, OrderRequest request) {
    return post("/order/create", key, request, Order.class);
  }

  /**
   * Says that the payer has approved; later it tells how the order stands.
   *
   * @param order the order's id, or the provider's that the payer came back with
   */
  public static Call<ApprovedOrder> approveOrder(String key, String order) {
    return post("/order/approve", key, Map.of("order_id", order), ApprovedOrder.class);
  }

  /** Verifies a purchase in Apple's App Store. */
  public static Call<Receipt> appleReceipt(String key, AppleReceiptRequest request) {
    return post("/v1/receipts/apple", key, request, Receipt.class);
  }

  /** Verifies a purchase in Google Play. */
  public static Call<Receipt> googleReceipt(String key, GoogleReceiptRequest request) {
    return post("/v1/receipts/google", key, request, Receipt.class);
  }

  /** Reads a verification as it stands. */
  public static Call<Receipt> receipt(String id) {
    return get("/v1/receipts/" + segment("id", id), Receipt.class);
  }

  /** A GET of a path that this client has no method for. */
  public static <T> Call<T> get(String path, Class<T> answer) {
    return new Call<>("GET", path, null, null, answer);
  }

  /** A POST to a path that this client has no method for. */
  public static <T> Call<T> post(String path, String key, Object body, Class<T> answer) {
    return new Call<>("POST", path, key, body, answer);
  }

  /** The JSON of the body, or null for a GET. */
  public @Nullable String json() {
    return body == null ? null : ClientJson.text(body);
  }

  /** The method and the path; a body is for the hub alone. */
  @Override
  public String toString() {
    return method + " " + path;
  }

  private static String below(String payment, String what) {
    return "/v1/charges/" + segment("payment", payment) + what;
  }

  private static String segment(String name, String id) {
    if (id.isBlank()) {
      throw new IllegalArgumentException(name + ": is empty; give the id as it was answered");
    }
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
