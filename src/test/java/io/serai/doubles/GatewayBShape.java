package io.serai.doubles;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code gateway-b}: an acquirer that answers 200 to whatever it has decided and says the decision
 * in {@code result.status}; nested amounts, keys in the body, {@code X-Api-Key}.
 */
final class GatewayBShape implements WireShape {

  private static final String PAYMENTS = "/payments";
  private static final String REFUNDS = "/refunds";

  @Override
  public Call read(HttpCall http) throws BadRequest {
    if (http.headers().get("X-Api-Key", "").isBlank()) {
      throw BadRequest.noCredential("X-Api-Key");
    }
    if (http.is(HttpMethod.GET, PAYMENTS)) {
      String key = http.query("requestId");
      if (key == null) {
        throw new BadRequest("requestId", "is missing");
      }
      return Call.inquiry(key);
    }
    if (http.is(HttpMethod.POST, PAYMENTS)) {
      Fields fields = Fields.of(http);
      fields.text("instrument.token");
      return call(fields, Operation.CHARGE, null, null);
    }
    if (http.is(HttpMethod.POST, "/cancellations")) {
      Fields fields = Fields.of(http);
      return call(fields, Operation.REVERSAL, fields.text("originalRequestId"), null);
    }
    String path = http.path();
    if (http.method().equals(HttpMethod.POST)
        && path.startsWith(PAYMENTS + "/")
        && path.endsWith(REFUNDS)) {
      int end = path.length() - REFUNDS.length();
      String psp = path.substring(Math.min(PAYMENTS.length() + 1, end), end);
      return call(Fields.of(http), Operation.REFUND, null, psp);
    }
    throw BadRequest.noSuchPath(http);
  }

  private static Call call(
      Fields fields,
      Operation operation,
      @Nullable String originalKey,
      @Nullable String originalReference)
      throws BadRequest {
    boolean charge = operation == Operation.CHARGE;
    return new Call(
        operation,
        fields.text("requestId"),
        originalKey,
        originalReference,
        charge ? fields.amount("value.minor") : fields.optionalAmount("value.minor"),
        charge ? fields.currency("value.iso") : "",
        fields.text("order.ref"));
  }

  @Override
  public Reply.Json write(Call call, Verdict verdict) {
    if (verdict instanceof Verdict.Done done) {
      return decision(status(done.effect()), done.effect().declineCode(), done.effect());
    }
    if (verdict instanceof Verdict.Declined declined) {
      return decision("REFUSED", declined.code(), declined.effect());
    }
    if (verdict instanceof Verdict.NoOriginal) {
      return decision("NOT_FOUND", null, null);
    }
    return fault(409, "KEY_REUSED", "requestId belongs to another request");
  }

  private static Reply.Json decision(
      String status, @Nullable String reason, @Nullable Effect effect) {
    ObjectNode body = WireShape.object();
    ObjectNode result = body.putObject("result").put("status", status);
    if (reason != null) {
      result.put("reason", reason);
    }
    if (effect != null) {
      body.put("pspReference", effect.reference());
      body.putObject("value").put("minor", effect.amount()).put("iso", effect.currency());
      if (effect.approved()) {
        body.put("authCode", effect.approvalCode());
      }
    }
    return new Reply.Json(200, body);
  }

  private static String status(Effect effect) {
    if (!effect.approved()) {
      return "REFUSED";
    }
    if (effect.reversed()) {
      return "CANCELLED";
    }
    return switch (effect.call().operation()) {
      case VOID, REVERSAL -> "CANCELLED";
      case REFUND -> "REFUNDED";
      case AUTHORIZE, CHARGE, INQUIRY, VERIFY, ORDER -> "CAPTURED";
      case CUSTOMER, PRODUCT, PLAN, SUBSCRIBE, UNSUBSCRIBE, CHANGE_PLAN ->
          throw new IllegalStateException("it has no subscriptions");
    };
  }

  @Override
  public Reply.Json unavailable() {
    return fault(503, "TRY_ELSEWHERE", "nothing was captured");
  }

  @Override
  public Reply.Json invalid(BadRequest bad) {
    return fault(
        bad.status(), bad.code().toUpperCase(Locale.ROOT), String.valueOf(bad.getMessage()));
  }

  private static Reply.Json fault(int status, String kind, String detail) {
    ObjectNode body = WireShape.object();
    body.putObject("fault").put("kind", kind).put("detail", detail);
    return new Reply.Json(status, body);
  }
}
