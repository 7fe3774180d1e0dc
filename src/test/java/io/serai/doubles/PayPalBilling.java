package io.serai.doubles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * PayPal's Catalog Products v1 and Billing Subscriptions v1. The payer of a subscription is steered
 * like that of an order: {@code approve}, {@code cancel} (goes away), {@code suspend}, {@code
 * expire}, {@code renew}.
 */
final class PayPalBilling {

  private static final String SUBSCRIPTIONS = "/v1/billing/subscriptions";
  private static final Pattern ONE = Pattern.compile(SUBSCRIPTIONS + "/(I-\\w+)");
  private static final Pattern CANCEL = Pattern.compile(SUBSCRIPTIONS + "/(I-\\w+)/cancel");

  /** Begins the original of a question about a subscription. */
  private static final String ASKED = "subscription:";

  private final Recurrings subscriptions = new Recurrings("APPROVAL_PENDING");

  /** What the payer, or time, does to a subscription. */
  void does(String id, String what) throws BadRequest {
    if (subscriptions.find(id) == null) {
      throw new BadRequest(404, "INVALID_RESOURCE_ID", "id", "does not exist");
    }
    switch (what) {
      case "approve" -> subscriptions.become(id, "ACTIVE");
      case "suspend" -> subscriptions.become(id, "SUSPENDED");
      case "expire" -> subscriptions.become(id, "EXPIRED");
      case "renew" -> subscriptions.renew(id);
      case "cancel" -> {
        // the payer goes away; the subscription stays as it is
      }
      default ->
          throw new BadRequest(
              404, "no_such_path", what, "is none of approve, cancel, expire, renew, suspend");
    }
  }

  /**
   * Understands a request; null where it is not about Billing.
   *
   * @param request its PayPal-Request-Id, if it has one
   */
  @Nullable Call read(HttpCall http, String request) throws BadRequest {
    boolean post = http.method().equals(HttpMethod.POST);
    if (http.is(HttpMethod.POST, "/v1/catalogs/products")) {
      Fields.of(http).text("name");
      return made(http, Operation.PRODUCT, request);
    }
    if (http.is(HttpMethod.POST, "/v1/billing/plans")) {
      Fields fields = Fields.of(http);
      known("product_id", fields.text("product_id"));
      String price = "billing_cycles.0.pricing_scheme.fixed_price.";
      String currency = fields.currency(price + "currency_code");
      var unused = PayPalOrders.minor(fields.text(price + "value"), currency);
      return made(http, Operation.PLAN, request);
    }
    if (http.is(HttpMethod.POST, SUBSCRIPTIONS)) {
      known("plan_id", Fields.of(http).text("plan_id"));
      return made(http, Operation.SUBSCRIBE, request);
    }
    Matcher one = ONE.matcher(http.path());
    if (http.method().equals(HttpMethod.GET) && one.matches()) {
      String id = one.group(1);
      return new Call(Operation.INQUIRY, id.substring(2), null, ASKED + id, 0, "", "");
    }
    Matcher cancel = CANCEL.matcher(http.path());
    if (!post || !cancel.matches()) {
      return null;
    }
    String id = cancel.group(1);
    Recurrings.Subscription found = subscriptions.find(id);
    if (found == null) {
      throw new BadRequest(404, "INVALID_RESOURCE_ID", "id", "does not exist");
    }
    if (!found.status().equals("ACTIVE") && !found.status().equals("SUSPENDED")) {
      throw new BadRequest(
          422,
          "SUBSCRIPTION_STATUS_INVALID",
          "status",
          "Invalid subscription status for cancel action");
    }
    Fields.of(http).text("reason");
    return new Call(Operation.UNSUBSCRIBE, request, null, null, 0, "", id);
  }

  private void known(String field, String id) throws BadRequest {
    try {
      subscriptions.known(field, id);
    } catch (BadRequest e) {
      throw new BadRequest(404, "INVALID_RESOURCE_ID", field, "does not exist");
    }
  }

  private static Call made(HttpCall http, Operation operation, String request) {
    String body = new String(http.body(), StandardCharsets.UTF_8);
    return new Call(operation, request, null, body, 0, "", request);
  }

  /** The answer to what was done or asked; null where it is not about Billing. */
  @Nullable Reply write(Call call, Verdict verdict) throws BadRequest {
    String original = Objects.requireNonNullElse(call.originalReference(), "");
    boolean asked = call.operation() == Operation.INQUIRY && original.startsWith(ASKED);
    boolean billing =
        switch (call.operation()) {
          case PRODUCT, PLAN, SUBSCRIBE, UNSUBSCRIBE -> true;
          default -> asked;
        };
    if (!billing) {
      return null;
    }
    if (verdict instanceof Verdict.Declined declined) {
      throw new BadRequest(422, declined.code(), "request", "was refused");
    }
    if (!(verdict instanceof Verdict.Done done)) {
      throw verdict instanceof Verdict.NoOriginal
          ? new BadRequest(404, "INVALID_RESOURCE_ID", "id", "does not exist")
          : new BadRequest(422, "DUPLICATE_REQUEST_ID", "PayPal-Request-Id", "was used");
    }
    Effect effect = done.effect();
    return switch (call.operation()) {
      case PRODUCT -> new Reply.Json(201, object("PROD-", effect));
      case PLAN -> new Reply.Json(201, object("P-", effect).put("status", "ACTIVE"));
      case SUBSCRIBE -> new Reply.Json(201, subscription("I-" + effect.reference(), effect));
      case UNSUBSCRIBE -> {
        subscriptions.become(call.hubReference(), "CANCELLED");
        yield new Reply.Json(204, Map.of());
      }
      default -> new Reply.Json(200, subscription(original.substring(ASKED.length()), effect));
    };
  }

  private ObjectNode object(String prefix, Effect effect) {
    return WireShape.object()
        .put("id", subscriptions.give(prefix + effect.reference()))
        .put("create_time", effect.at().toString());
  }

  private ObjectNode subscription(String id, Effect effect) {
    JsonNode asked = json(Objects.requireNonNullElse(effect.call().originalReference(), "{}"));
    Recurrings.Subscription one =
        subscriptions.get(id, asked.path("plan_id").asText(), effect.at());
    ObjectNode body = WireShape.object().put("id", id).put("status", one.status());
    body.put("plan_id", one.plan()).put("custom_id", asked.path("custom_id").asText());
    if (one.status().equals("APPROVAL_PENDING")) {
      ObjectNode link = body.putArray("links").addObject();
      link.put("rel", "approve").put("method", "GET");
      link.put(
          "href", "https://www.sandbox.paypal.com/webapps/billing/subscriptions?ba_token=" + id);
    } else {
      ObjectNode info = body.putObject("billing_info");
      info.putObject("last_payment").put("time", one.start().toString());
      info.put("next_billing_time", one.end().toString());
    }
    return body;
  }

  private static JsonNode json(String text) {
    try {
      return Json.parse(text);
    } catch (IOException e) {
      return WireShape.object();
    }
  }
}
