package io.serai.doubles;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code gateway-a}: resources under {@code /v1}, a bearer key, {@code Idempotency-Key}, lower-case
 * currencies, 402 for a decline, errors as {@code {"error": {"type", "code", "decline_code"}}}.
 */
final class GatewayAShape implements WireShape {

  private static final String BY_KEY = "/v1/charges/by-key/";

  @Override
  public Call read(HttpCall http) throws BadRequest {
    String authorization = http.headers().get(HttpHeaderNames.AUTHORIZATION, "");
    if (!authorization.startsWith("Bearer ") || authorization.length() < 8) {
      throw BadRequest.noCredential("Authorization");
    }
    if (http.method().equals(HttpMethod.GET) && http.path().startsWith(BY_KEY)) {
      return Call.inquiry(http.path().substring(BY_KEY.length()));
    }
    if (http.is(HttpMethod.POST, "/v1/charges")) {
      Fields fields = Fields.of(http);
      fields.text("source");
      return call(http, fields, Operation.CHARGE, null, null);
    }
    if (http.is(HttpMethod.POST, "/v1/refunds")) {
      Fields fields = Fields.of(http);
      return call(http, fields, Operation.REFUND, null, fields.text("charge"));
    }
    if (http.is(HttpMethod.POST, "/v1/charges/reverse")) {
      Fields fields = Fields.of(http);
      return call(http, fields, Operation.REVERSAL, fields.text("original_key"), null);
    }
    throw BadRequest.noSuchPath(http);
  }

  private static Call call(
      HttpCall http,
      Fields fields,
      Operation operation,
      @Nullable String originalKey,
      @Nullable String originalReference)
      throws BadRequest {
    String key = http.headers().get("Idempotency-Key");
    if (key == null || key.isBlank()) {
      throw new BadRequest("Idempotency-Key", "is missing");
    }
    boolean charge = operation == Operation.CHARGE;
    return new Call(
        operation,
        key,
        originalKey,
        originalReference,
        charge ? fields.amount("amount") : fields.optionalAmount("amount"),
        charge ? fields.currency("currency") : "",
        fields.text("metadata.hub_reference"));
  }

  @Override
  public Reply.Json write(Call call, Verdict verdict) {
    if (verdict instanceof Verdict.Done done) {
      return new Reply.Json(200, resource(done.effect()));
    }
    if (verdict instanceof Verdict.Declined declined) {
      ObjectNode error = error("card_error", "card_declined", "The card was declined.");
      error.withObject("/error").put("decline_code", declined.code());
      error.withObject("/error").put("charge", declined.effect().reference());
      return new Reply.Json(402, error);
    }
    if (verdict instanceof Verdict.NoOriginal) {
      return new Reply.Json(
          404, error("invalid_request_error", "no_original", "There is no such charge."));
    }
    return new Reply.Json(
        409, error("idempotency_error", "key_reused", "The key belongs to another request."));
  }

  private static ObjectNode resource(Effect effect) {
    ObjectNode body = WireShape.object();
    body.put("id", effect.reference());
    body.put("object", effect.call().operation().word());
    body.put("status", status(effect));
    body.put("amount", effect.amount());
    body.put("currency", effect.currency().toLowerCase(Locale.ROOT));
    body.put("amount_refunded", effect.refunded());
    if (effect.declineCode() == null) {
      body.put("authorization_code", effect.approvalCode());
    } else {
      body.put("decline_code", effect.declineCode());
    }
    return body;
  }

  private static String status(Effect effect) {
    if (!effect.approved()) {
      return "failed";
    }
    boolean reversed = effect.reversed() || effect.call().operation() == Operation.REVERSAL;
    return reversed ? "reversed" : "succeeded";
  }

  @Override
  public Reply.Json unavailable() {
    return new Reply.Json(503, error("api_error", "try_elsewhere", "Nothing was charged."));
  }

  @Override
  public Reply.Json invalid(BadRequest bad) {
    ObjectNode error = error("invalid_request_error", bad.code(), String.valueOf(bad.getMessage()));
    error.withObject("/error").put("param", bad.field());
    return new Reply.Json(bad.status(), error);
  }

  private static ObjectNode error(String type, String code, String message) {
    ObjectNode body = WireShape.object();
    body.putObject("error").put("type", type).put("code", code).put("message", message);
    return body;
  }
}
