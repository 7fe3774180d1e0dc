package io.serai.doubles;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpMethod;

/**
 * {@code web-orders}: the service that sets up what was paid for. {@code POST /orders} with an
 * {@code Idempotency-Key}; its book shows each order once. {@code unavailable} is a 503, a decline
 * a 422.
 */
final class WebOrdersShape implements WireShape {

  @Override
  public Call read(HttpCall http) throws BadRequest {
    if (!http.is(HttpMethod.POST, "/orders")) {
      throw BadRequest.noSuchPath(http);
    }
    String key = http.headers().get("Idempotency-Key");
    if (key == null || key.isBlank()) {
      throw new BadRequest("Idempotency-Key", "is missing");
    }
    Fields fields = Fields.of(http);
    fields.text("cluster_name");
    fields.text("user_id");
    return new Call(
        Operation.ORDER,
        key,
        null,
        null,
        fields.amount("amount"),
        fields.currency("currency"),
        fields.text("order_id"));
  }

  @Override
  public Reply.Json write(Call call, Verdict verdict) {
    ObjectNode body = WireShape.object();
    if (verdict instanceof Verdict.Done done) {
      return new Reply.Json(
          201, body.put("id", done.effect().reference()).put("status", "created"));
    }
    return verdict instanceof Verdict.Declined declined
        ? new Reply.Json(422, body.put("error", declined.code()))
        : new Reply.Json(409, body.put("error", "key_reused"));
  }

  @Override
  public Reply.Json unavailable() {
    return new Reply.Json(503, WireShape.object().put("error", "unavailable"));
  }

  @Override
  public Reply.Json invalid(BadRequest bad) {
    return new Reply.Json(
        bad.status(), WireShape.object().put("error", bad.code()).put("field", bad.field()));
  }
}
