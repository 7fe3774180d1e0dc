package io.serai.doubles;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stripe's Billing: customers, products, prices and subscriptions. {@code POST
 * /steer/<subscription>/<status>} puts a subscription into a status, {@code renew} moves it into
 * its next period.
 */
final class StripeBilling {

  private static final Map<String, Operation> MADE =
      Map.of(
          "/v1/customers", Operation.CUSTOMER,
          "/v1/products", Operation.PRODUCT,
          "/v1/prices", Operation.PLAN,
          "/v1/subscriptions", Operation.SUBSCRIBE);
  private static final Pattern ONE = Pattern.compile("/v1/subscriptions/(sub_\\w+)");
  private static final Pattern STEER = Pattern.compile("/steer/(sub_\\w+)/([a-z_]+)");

  /** Begins the original of a question about a subscription. */
  private static final String ASKED = "subscription:";

  private final Recurrings subscriptions = new Recurrings("active");

  /** What is not steered by a behaviour stands before it. */
  Service<HttpCall> before(Service<HttpCall> api) {
    return call -> {
      Matcher steer = STEER.matcher(call.path());
      if (!call.method().equals(HttpMethod.POST) || !steer.matches()) {
        return api.serve(call);
      }
      if (steer.group(2).equals("renew")) {
        subscriptions.renew(steer.group(1));
      } else {
        subscriptions.become(steer.group(1), steer.group(2));
      }
      return CompletableFuture.completedFuture(new Reply.Json(200, Map.of("id", steer.group(1))));
    };
  }

  /** Understands a request; null where it is not about Billing. */
  @Nullable Call read(HttpCall http) throws BadRequest {
    Matcher one = ONE.matcher(http.path());
    if (http.method().equals(HttpMethod.POST) && MADE.containsKey(http.path())) {
      return made(http, Objects.requireNonNull(MADE.get(http.path())));
    }
    if (!one.matches()) {
      return null;
    }
    String id = one.group(1);
    if (http.method().equals(HttpMethod.GET)) {
      return new Call(Operation.INQUIRY, id.substring(4), null, ASKED + id, 0, "", "");
    }
    Recurrings.Subscription known = subscriptions.find(id);
    if (known == null || known.status().equals("canceled")) {
      throw new BadRequest(404, "resource_missing", "id", "No such subscription: " + id);
    }
    if (http.method().equals(HttpMethod.DELETE)) {
      return new Call(Operation.UNSUBSCRIBE, "delete:" + id, null, ASKED + id, 0, "", id);
    }
    Form form = Form.of(http);
    if (!form.text("items[0][id]").equals("si_" + id.substring(4))) {
      throw new BadRequest("items[0][id]", "Invalid subscription item");
    }
    subscriptions.known("price", form.text("items[0][price]"));
    return new Call(Operation.CHANGE_PLAN, key(http), null, body(http), 0, "", id);
  }

  private Call made(HttpCall http, Operation operation) throws BadRequest {
    Form form = Form.of(http);
    switch (operation) {
      case PRODUCT -> form.text("name");
      case PLAN -> {
        subscriptions.known("product", form.text("product"));
        form.amount("unit_amount");
        form.text("currency");
        if (!form.text("recurring[interval]").matches("day|week|month|year")) {
          throw new BadRequest("recurring[interval]", "must be one of day, month, week, or year");
        }
      }
      case SUBSCRIBE -> {
        subscriptions.known("customer", form.text("customer"));
        subscriptions.known("price", form.text("items[0][price]"));
      }
      default -> {
        // a customer may come with nothing
      }
    }
    return new Call(operation, key(http), null, body(http), 0, "", form.text("metadata[serai_id]"));
  }

  private static String key(HttpCall http) throws BadRequest {
    String key = http.headers().get("Idempotency-Key");
    if (key == null || key.isBlank()) {
      throw new BadRequest("Idempotency-Key", "is missing");
    }
    return key;
  }

  private static String body(HttpCall http) {
    return new String(http.body(), StandardCharsets.UTF_8);
  }

  /** The answer to what was done or asked; null where it is not about Billing. */
  @Nullable ObjectNode write(Call call, Effect effect) {
    String original = Objects.requireNonNullElse(call.originalReference(), "");
    return switch (call.operation()) {
      case CUSTOMER -> object(effect, "customer", "cus_");
      case PRODUCT -> object(effect, "product", "prod_").put("active", true);
      case PLAN -> object(effect, "price", "price_").put("active", true);
      case SUBSCRIBE -> subscription("sub_" + effect.reference(), effect);
      case UNSUBSCRIBE -> {
        subscriptions.become(call.hubReference(), "canceled");
        yield subscription(call.hubReference(), effect);
      }
      case CHANGE_PLAN -> {
        subscriptions.change(call.hubReference(), field(original, "items[0][price]"));
        yield subscription(call.hubReference(), effect);
      }
      case INQUIRY ->
          original.startsWith(ASKED)
              ? subscription(original.substring(ASKED.length()), effect)
              : null;
      default -> null;
    };
  }

  private ObjectNode object(Effect effect, String type, String prefix) {
    ObjectNode object =
        WireShape.object().put("id", subscriptions.give(prefix + effect.reference()));
    object.put("object", type).put("livemode", false).put("created", effect.at().getEpochSecond());
    object.putObject("metadata").put("serai_id", effect.hubReference());
    return object;
  }

  private ObjectNode subscription(String id, Effect effect) {
    String form = Objects.requireNonNullElse(effect.call().originalReference(), "");
    Recurrings.Subscription one =
        subscriptions.get(id, field(form, "items[0][price]"), effect.at());
    ObjectNode body = WireShape.object().put("id", id).put("object", "subscription");
    body.put("status", one.status()).put("customer", field(form, "customer"));
    body.put("current_period_start", one.start().getEpochSecond());
    body.put("current_period_end", one.end().getEpochSecond());
    body.put("cancel_at_period_end", false).put("collection_method", "charge_automatically");
    body.put("latest_invoice", "in_" + id.substring(4));
    ObjectNode items = body.putObject("items").put("object", "list");
    ObjectNode item = items.putArray("data").addObject().put("id", "si_" + id.substring(4));
    item.put("object", "subscription_item");
    item.putObject("price").put("id", one.plan()).put("object", "price");
    return body;
  }

  private static String field(String form, String name) {
    List<String> values =
        new QueryStringDecoder(form, StandardCharsets.UTF_8, false)
            .parameters()
            .getOrDefault(name, List.of(""));
    return values.get(0);
  }
}
