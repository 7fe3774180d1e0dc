package io.serai.doubles;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code stripe}: PaymentIntents, refunds and Billing under {@code /v1}, as the published API has
 * them: forms in, JSON out, a bearer key, {@code Idempotency-Key} and {@code Stripe-Version}, 402
 * for a decline, errors as {@code {"error": {"type", "code", "decline_code", "payment_intent"}}}.
 * What has succeeded cannot be cancelled, only given back.
 */
final class StripeShape implements WireShape {

  private final StripeBilling billing = new StripeBilling();

  private static final Pattern CANCEL = Pattern.compile("/v1/payment_intents/pi_(\\w+)/cancel");
  private static final Pattern INTENT = Pattern.compile("/v1/payment_intents/pi_(\\w+)");

  /** Marks a question that is really a cancel: the double has nothing that could be cancelled. */
  private static final String CANCELLING = "cancel";

  private static final String SEARCHING = "search";

  private static final Pattern SEARCH = Pattern.compile("metadata\\['serai_key']:'([^']+)'");

  /** The reasons that a behaviour may name by two digits, in this provider's words. */
  private static final Map<String, String> REASONS =
      Map.of(
          "05", "do_not_honor",
          "41", "lost_card",
          "43", "stolen_card",
          "51", "insufficient_funds",
          "54", "expired_card",
          "59", "fraudulent");

  /** What is not steered by a behaviour stands before it: what becomes of subscriptions. */
  Service<HttpCall> before(Service<HttpCall> api) {
    return billing.before(api);
  }

  @Override
  public Call read(HttpCall http) throws BadRequest {
    String authorization = http.headers().get(HttpHeaderNames.AUTHORIZATION, "");
    if (!authorization.matches("Bearer [sr]k_(test|live)_\\w+")) {
      throw BadRequest.noCredential("Authorization");
    }
    if (http.headers().get("Stripe-Version", "").isBlank()) {
      throw new BadRequest("Stripe-Version", "is missing");
    }
    Call asked = billing.read(http);
    if (asked != null) {
      return asked;
    }
    if (http.method().equals(HttpMethod.GET)) {
      return inquiry(http);
    }
    Form form = Form.of(http);
    if (http.is(HttpMethod.POST, "/v1/payment_intents")) {
      form.text("payment_method");
      if (!form.text("confirm").equals("true")) {
        throw new BadRequest("confirm", "must be true");
      }
      return call(http, form, Operation.CHARGE, null);
    }
    if (http.is(HttpMethod.POST, "/v1/refunds")) {
      String intent = form.text("payment_intent").replaceFirst("^pi_", "");
      return call(http, form, Operation.REFUND, intent);
    }
    Matcher cancel = CANCEL.matcher(http.path());
    if (cancel.matches()) {
      return new Call(Operation.INQUIRY, cancel.group(1), null, CANCELLING, 0, "", "");
    }
    throw BadRequest.noSuchPath(http);
  }

  private static Call inquiry(HttpCall http) throws BadRequest {
    Matcher intent = INTENT.matcher(http.path());
    if (http.path().equals("/v1/payment_intents/search")) {
      Matcher key = SEARCH.matcher(String.valueOf(http.query("query")));
      if (!key.matches()) {
        throw new BadRequest("query", "cannot be parsed");
      }
      return new Call(Operation.INQUIRY, key.group(1), key.group(1), SEARCHING, 0, "", "");
    }
    if (intent.matches()) {
      return Call.inquiry(intent.group(1));
    }
    throw BadRequest.noSuchPath(http);
  }

  private static Call call(
      HttpCall http, Form form, Operation operation, @Nullable String originalReference)
      throws BadRequest {
    String key = http.headers().get("Idempotency-Key");
    if (key == null || key.isBlank()) {
      throw new BadRequest("Idempotency-Key", "is missing");
    }
    boolean charge = operation == Operation.CHARGE;
    return new Call(
        operation,
        key,
        null,
        originalReference,
        charge ? form.amount("amount") : form.optionalAmount("amount"),
        charge ? form.text("currency").toUpperCase(Locale.ROOT) : "",
        form.text("metadata[serai_payment]"));
  }

  @Override
  public Reply.Json write(Call call, Verdict verdict) {
    if (verdict instanceof Verdict.Done done) {
      ObjectNode ofBilling = billing.write(call, done.effect());
      return ofBilling == null ? done(call, done.effect()) : new Reply.Json(200, ofBilling);
    }
    if (verdict instanceof Verdict.Declined declined) {
      return declined(declined.effect(), declined.code());
    }
    if (verdict instanceof Verdict.NoOriginal) {
      if (SEARCHING.equals(call.originalReference())) {
        return found(null);
      }
      return new Reply.Json(
          404, error("invalid_request_error", "resource_missing", "No such payment_intent."));
    }
    return new Reply.Json(
        400,
        error(
            "idempotency_error",
            null,
            "Keys for idempotent requests can only be used with the same parameters they were first"
                + " used with."));
  }

  private static Reply.Json done(Call call, Effect effect) {
    if (call.operation() == Operation.REFUND) {
      ObjectNode refund = WireShape.object().put("id", "re_" + effect.reference());
      refund.put("object", "refund").put("amount", effect.amount()).put("status", "succeeded");
      return new Reply.Json(200, refund);
    }
    if (CANCELLING.equals(call.originalReference())) {
      ObjectNode error =
          error(
              "invalid_request_error",
              "payment_intent_unexpected_state",
              "You cannot cancel this PaymentIntent because it has a status of succeeded.");
      error.withObject("/error").set("payment_intent", intent(effect));
      return new Reply.Json(400, error);
    }
    return SEARCHING.equals(call.originalReference())
        ? found(effect)
        : new Reply.Json(200, intent(effect));
  }

  private static Reply.Json found(@Nullable Effect effect) {
    ObjectNode list = WireShape.object().put("object", "search_result").put("has_more", false);
    list.put("url", "/v1/payment_intents/search");
    var data = list.putArray("data");
    if (effect != null) {
      data.add(intent(effect));
    }
    return new Reply.Json(200, list);
  }

  private static ObjectNode intent(Effect effect) {
    ObjectNode intent = WireShape.object().put("id", "pi_" + effect.reference());
    intent.put("object", "payment_intent").put("amount", effect.amount());
    intent.put("currency", effect.currency().toLowerCase(Locale.ROOT));
    intent.put("status", effect.approved() ? "succeeded" : "requires_payment_method");
    ObjectNode charge = intent.putObject("latest_charge").put("id", "ch_" + effect.reference());
    charge.put("object", "charge").put("amount_refunded", effect.refunded());
    charge.put("refunded", effect.approved() && effect.left() == 0);
    String decline = effect.declineCode();
    if (decline == null) {
      charge.put("authorization_code", effect.approvalCode());
    } else {
      intent.putObject("last_payment_error").setAll(reason(decline));
    }
    return intent;
  }

  private static Reply.Json declined(Effect effect, String code) {
    if (effect.call().operation() == Operation.REFUND) {
      boolean all = code.equals(Book.TOO_MUCH) && effect.amount() == 0;
      return new Reply.Json(
          400,
          error(
              "invalid_request_error",
              all ? "charge_already_refunded" : null,
              "Refund amount is greater than unrefunded amount on charge."));
    }
    ObjectNode error = error("card_error", null, "Your card was declined.");
    error.withObject("/error").setAll(reason(code));
    if (effect.call().operation() == Operation.CHARGE) {
      error.withObject("/error").set("payment_intent", intent(effect));
    }
    return new Reply.Json(402, error);
  }

  private static ObjectNode reason(String code) {
    String word = REASONS.getOrDefault(code, code);
    boolean own = word.equals("expired_card");
    return WireShape.object()
        .put("type", "card_error")
        .put("code", own ? word : "card_declined")
        .put("decline_code", word);
  }

  /** 429 is what it answers before it has begun anything. */
  @Override
  public Reply.Json unavailable() {
    return new Reply.Json(
        429, error("invalid_request_error", "rate_limit", "Too many requests hit the API."));
  }

  @Override
  public Reply.Json invalid(BadRequest bad) {
    ObjectNode error = error("invalid_request_error", null, String.valueOf(bad.getMessage()));
    error.withObject("/error").put("param", bad.field());
    return new Reply.Json(bad.status(), error);
  }

  private static ObjectNode error(String type, @Nullable String code, String message) {
    ObjectNode body = WireShape.object();
    ObjectNode error = body.putObject("error").put("type", type).put("message", message);
    if (code != null) {
      error.put("code", code);
    }
    return body;
  }
}
