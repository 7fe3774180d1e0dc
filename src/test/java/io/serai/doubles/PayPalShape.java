package io.serai.doubles;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code paypal}: Orders v2, Payments v2 and Billing Subscriptions v1 with tokens of OAuth 2.0. Of
 * orders, only a capture and a refund are booked. The payer is steered by {@code POST
 * /payer/<order>/approve}, {@code cancel}, {@code expire} or {@code void}; {@code POST
 * /tokens/revoke} makes the tokens given so far worthless.
 */
final class PayPalShape implements Shape<HttpCall> {

  private static final String ORDERS = "/v2/checkout/orders";
  private static final Pattern ORDER = Pattern.compile(ORDERS + "/([^/]+)");
  private static final Pattern CAPTURE = Pattern.compile(ORDERS + "/([^/]+)/capture");
  private static final Pattern REFUND = Pattern.compile("/v2/payments/captures/([^/]+)/refund");
  private static final Pattern PAYER = Pattern.compile("/payer/([^/]+)/([a-z]+)");
  private static final String NOT_YET = "none";

  private final String credentials;
  private final PayPalOrders orders = new PayPalOrders();
  private final PayPalBilling billing = new PayPalBilling();
  private final Set<String> tokens = ConcurrentHashMap.newKeySet();

  PayPalShape(String clientId, String clientSecret) {
    credentials =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((clientId + ":" + clientSecret).getBytes(StandardCharsets.UTF_8));
  }

  /** What is not steered stands before it: tokens, the payer. */
  Service<HttpCall> before(Service<HttpCall> api) {
    return call -> {
      Matcher payer = PAYER.matcher(call.path());
      if (call.is(HttpMethod.POST, "/v1/oauth2/token")) {
        return CompletableFuture.completedFuture(token(call));
      }
      if (call.is(HttpMethod.POST, "/tokens/revoke")) {
        tokens.clear();
        return CompletableFuture.completedFuture(new Reply.Json(200, Map.of()));
      }
      if (call.method().equals(HttpMethod.POST) && payer.matches()) {
        return CompletableFuture.completedFuture(payer(call, payer.group(1), payer.group(2)));
      }
      return api.serve(call);
    };
  }

  private Reply.Json token(HttpCall call) {
    String given = call.headers().get(HttpHeaderNames.AUTHORIZATION, "");
    String grant = new String(call.body(), StandardCharsets.UTF_8);
    if (!given.equals(credentials) || !grant.equals("grant_type=client_credentials")) {
      return new Reply.Json(
          401,
          Map.of("error", "invalid_client", "error_description", "Client Authentication failed"));
    }
    String token = "A21AA" + UUID.randomUUID().toString().replace("-", "");
    tokens.add(token);
    return new Reply.Json(
        200,
        Map.of("access_token", token, "token_type", "Bearer", "expires_in", 32_400, "scope", ""));
  }

  private Reply payer(HttpCall call, String order, String what) {
    try {
      if (order.startsWith("I-")) {
        billing.does(order, what);
      } else {
        orders.does(order, what);
      }
      return new Reply.Json(200, Map.of("id", order, "payer", what));
    } catch (BadRequest e) {
      return invalid(call, e);
    }
  }

  @Override
  public Call read(HttpCall http) throws BadRequest {
    String bearer = http.headers().get(HttpHeaderNames.AUTHORIZATION, "");
    if (!tokens.contains(bearer.replaceFirst("^Bearer ", ""))) {
      throw new BadRequest(401, "invalid_token", "Authorization", "is not valid");
    }
    if (http.path().startsWith("/v1/")) {
      boolean asks = http.method().equals(HttpMethod.GET);
      Call asked = billing.read(http, asks ? "" : requestId(http));
      if (asked != null) {
        return asked;
      }
    }
    if (http.is(HttpMethod.POST, ORDERS)) {
      requestId(http);
      return Call.inquiry(NOT_YET);
    }
    Matcher order = ORDER.matcher(http.path());
    if (http.method().equals(HttpMethod.GET) && order.matches()) {
      return Call.inquiry(orders.get(order.group(1)).captureKey());
    }
    Matcher capture = CAPTURE.matcher(http.path());
    if (http.method().equals(HttpMethod.POST) && capture.matches()) {
      return capture(orders.get(capture.group(1)), requestId(http));
    }
    Matcher refund = REFUND.matcher(http.path());
    if (http.method().equals(HttpMethod.POST) && refund.matches()) {
      return refund(http, refund.group(1), requestId(http));
    }
    throw BadRequest.noSuchPath(http);
  }

  private static String requestId(HttpCall http) throws BadRequest {
    String id = http.headers().get("PayPal-Request-Id");
    if (id == null || id.isBlank() || id.length() > 108) {
      throw new BadRequest("PayPal-Request-Id", "is missing or too long");
    }
    return id;
  }

  private static Call capture(PayPalOrders.Order order, String request) throws BadRequest {
    if (!order.status().equals("APPROVED")) {
      throw new BadRequest(422, "ORDER_NOT_APPROVED", "order", "is not approved by the payer");
    }
    return new Call(
        Operation.CHARGE,
        order.captureKey(),
        request,
        null,
        order.minor(),
        order.currency(),
        payment(request));
  }

  private static Call refund(HttpCall http, String capture, String request) throws BadRequest {
    Fields fields = Fields.of(http);
    String value = fields.optionalText("amount.value");
    long minor =
        value == null ? 0 : PayPalOrders.minor(value, fields.currency("amount.currency_code"));
    return new Call(Operation.REFUND, request, null, capture, minor, "", payment(request));
  }

  /** The hub's payment, which its keys begin with. */
  private static String payment(String request) {
    return request.replaceFirst("[.][0-9]+$", "");
  }

  @Override
  public Reply write(HttpCall http, Call call, Verdict verdict) {
    try {
      Reply ofBilling = billing.write(call, verdict);
      if (ofBilling != null) {
        return ofBilling;
      }
      if (http.is(HttpMethod.POST, ORDERS)) {
        return new Reply.Json(200, order(orders.create(requestId(http), Fields.of(http)), null));
      }
      if (call.operation() == Operation.REFUND) {
        return refunded(http, call, verdict);
      }
      Matcher path = Pattern.compile(ORDERS + "/([^/]+).*").matcher(http.path());
      PayPalOrders.Order order = orders.get(path.matches() ? path.group(1) : "");
      boolean asked = call.operation() == Operation.INQUIRY;
      if (verdict instanceof Verdict.Done done && done.effect().approved()) {
        return new Reply.Json(asked ? 200 : 201, order(order, done.effect()));
      }
      if (asked) {
        return new Reply.Json(200, order(order, null));
      }
      if (verdict instanceof Verdict.Declined declined) {
        orders.declined(order.id());
        throw new BadRequest(422, declined.code(), "order", "was declined");
      }
      throw new BadRequest(422, "ORDER_ALREADY_CAPTURED", "order", "is captured already");
    } catch (BadRequest e) {
      return invalid(http, e);
    }
  }

  private Reply refunded(HttpCall http, Call call, Verdict verdict) {
    if (verdict instanceof Verdict.Done done) {
      ObjectNode body = WireShape.object().put("id", done.effect().reference());
      body.put("status", "COMPLETED");
      body.set("amount", amount(done.effect().amount(), done.effect().currency()));
      return new Reply.Json(201, body);
    }
    if (verdict instanceof Verdict.Declined declined) {
      String issue =
          declined.code().equals(Book.TOO_MUCH) ? "REFUND_AMOUNT_EXCEEDED" : declined.code();
      return invalid(http, new BadRequest(422, issue, "capture", "was not refunded"));
    }
    return verdict instanceof Verdict.NoOriginal
        ? invalid(http, new BadRequest(404, "INVALID_RESOURCE_ID", "capture", "is not known"))
        : invalid(http, new BadRequest(422, "DUPLICATE_REQUEST_ID", call.key(), "was used"));
  }

  private static ObjectNode order(PayPalOrders.Order order, @Nullable Effect captured) {
    ObjectNode body = WireShape.object().put("id", order.id()).put("intent", "CAPTURE");
    body.put("status", captured == null ? order.status() : "COMPLETED");
    ObjectNode unit = body.putArray("purchase_units").addObject();
    unit.put("reference_id", "default").put("custom_id", order.custom());
    unit.set("amount", amount(order.minor(), order.currency()));
    if (captured != null) {
      ObjectNode capture = unit.putObject("payments").putArray("captures").addObject();
      capture.put("id", captured.reference()).put("status", "COMPLETED");
      capture.put("final_capture", true);
      capture.set("amount", amount(captured.amount(), captured.currency()));
    }
    ObjectNode link = body.putArray("links").addObject();
    if (order.status().equals("PAYER_ACTION_REQUIRED")) {
      link.put("rel", "payer-action").put("method", "GET");
      link.put("href", "https://www.sandbox.paypal.com/checkoutnow?token=" + order.id());
    } else {
      link.put("rel", "self").put("method", "GET");
      link.put("href", "https://api-m.sandbox.paypal.com" + ORDERS + "/" + order.id());
    }
    return body;
  }

  private static ObjectNode amount(long minor, String currency) {
    return WireShape.object()
        .put("currency_code", currency)
        .put("value", PayPalOrders.text(minor, currency));
  }

  @Override
  public Reply unavailable(HttpCall request) {
    return new Reply.Json(
        429,
        Map.of(
            "name",
            "RATE_LIMIT_REACHED",
            "message",
            "Too many requests. Blocked due to rate limiting.",
            "debug_id",
            "d0b1e"));
  }

  @Override
  public Reply invalid(HttpCall request, BadRequest bad) {
    if (bad.status() == 401) {
      return new Reply.Json(
          401,
          Map.of(
              "error",
              "invalid_token",
              "error_description",
              "Token signature verification failed"));
    }
    ObjectNode body = WireShape.object();
    body.put(
        "name",
        switch (bad.status()) {
          case 404 -> "RESOURCE_NOT_FOUND";
          case 422 -> "UNPROCESSABLE_ENTITY";
          default -> "INVALID_REQUEST";
        });
    body.putArray("details")
        .addObject()
        .put("issue", bad.code())
        .put("description", Objects.requireNonNullElse(bad.getMessage(), ""));
    body.put("message", "The requested action could not be performed.").put("debug_id", "d0b1e");
    return new Reply.Json(bad.status(), body);
  }
}
