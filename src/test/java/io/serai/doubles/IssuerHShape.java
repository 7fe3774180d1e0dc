package io.serai.doubles;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/**
 * {@code issuer-h}: an issuer asked over HTTP, which speaks ISO 8583's response codes in JSON. The
 * card number is looked at and forgotten.
 */
final class IssuerHShape implements WireShape {

  private static final String AUTHORIZATIONS = "/authorizations";
  private static final String FIELD = "response_code";

  @Override
  public Call read(HttpCall http) throws BadRequest {
    if (http.headers().get("X-Hub-Secret", "").isBlank()) {
      throw BadRequest.noCredential("X-Hub-Secret");
    }
    String path = http.path();
    if (http.method().equals(HttpMethod.GET) && path.startsWith(AUTHORIZATIONS + "/")) {
      return Call.inquiry(path.substring(AUTHORIZATIONS.length() + 1));
    }
    if (http.is(HttpMethod.POST, AUTHORIZATIONS)) {
      Fields fields = Fields.of(http);
      if (!fields.text("pan").matches("[0-9]{12,19}")) {
        throw new BadRequest("pan", "must be 12 to 19 digits");
      }
      return call(fields, Operation.AUTHORIZE, null);
    }
    if (http.is(HttpMethod.POST, "/reversals")) {
      Fields fields = Fields.of(http);
      return call(fields, Operation.REVERSAL, fields.text("original_request_id"));
    }
    if (http.is(HttpMethod.POST, "/cancellations")) {
      Fields fields = Fields.of(http);
      return call(fields, Operation.VOID, null);
    }
    throw BadRequest.noSuchPath(http);
  }

  private static Call call(Fields fields, Operation operation, @Nullable String originalKey)
      throws BadRequest {
    boolean authorize = operation == Operation.AUTHORIZE;
    return new Call(
        operation,
        fields.text("request_id"),
        originalKey,
        operation == Operation.VOID ? fields.text("issuer_reference") : null,
        authorize ? fields.amount("amount") : fields.optionalAmount("amount"),
        authorize ? fields.currency("currency") : "",
        fields.text("hub_reference"));
  }

  @Override
  public Reply.Json write(Call call, Verdict verdict) {
    if (verdict instanceof Verdict.Done done) {
      return effect(done.effect());
    }
    if (verdict instanceof Verdict.Declined declined) {
      return effect(declined.effect());
    }
    String code = verdict instanceof Verdict.NoOriginal ? "25" : "94";
    return new Reply.Json(200, WireShape.object().put(FIELD, code));
  }

  private static Reply.Json effect(Effect effect) {
    ObjectNode body = WireShape.object();
    body.put(FIELD, responseCode(effect.declineCode()));
    body.put("issuer_reference", effect.reference());
    body.put("reversed", effect.reversed());
    if (effect.approved()) {
      body.put("approval_code", effect.approvalCode());
    }
    return new Reply.Json(200, body);
  }

  /** The book's own reasons become "do not honour" and "invalid amount". */
  private static String responseCode(@Nullable String declineCode) {
    if (declineCode == null) {
      return "00";
    }
    return switch (declineCode) {
      case Book.REVERSED_BEFORE, Book.ALREADY_REVERSED -> "05";
      case Book.TOO_MUCH -> "13";
      default -> declineCode;
    };
  }

  @Override
  public Reply.Json unavailable() {
    return new Reply.Json(503, WireShape.object().put("error", "try_elsewhere"));
  }

  @Override
  public Reply.Json invalid(BadRequest bad) {
    ObjectNode body = WireShape.object().put("error", bad.code());
    return new Reply.Json(bad.status(), body.put("message", String.valueOf(bad.getMessage())));
  }
}
