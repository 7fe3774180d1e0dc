package io.serai.doubles;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * {@code van-b}: a VAN asked over HTTP, whose requests are signed (HMAC-SHA256 over method, path,
 * time and body). An ordinary cancel names the approval by its day and number, a network cancel the
 * request. It answers 200 to whatever it has decided. The card number is looked at and forgotten.
 */
final class VanBShape implements WireShape {

  private static final Duration MAX_AGE = Duration.ofMinutes(5);

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

  private final byte[] secret;
  private final Clock clock;

  VanBShape(String secret, Clock clock) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
    this.clock = clock;
  }

  @Override
  public Call read(HttpCall http) throws BadRequest {
    checkSignature(http);
    if (!http.method().equals(HttpMethod.POST)) {
      throw BadRequest.noSuchPath(http);
    }
    Fields fields = Fields.of(http);
    return switch (http.path()) {
      case "/v1/approvals" -> {
        if (!fields.text("card.number").matches("[0-9]{12,19}")) {
          throw new BadRequest("card.number", "must be 12 to 19 digits");
        }
        boolean captured = fields.json().path("capture").asBoolean();
        yield call(fields, captured ? Operation.CHARGE : Operation.AUTHORIZE, null, null);
      }
      case "/v1/cancels" -> call(fields, Operation.VOID, null, approval(fields));
      case "/v1/refunds" -> call(fields, Operation.REFUND, null, approval(fields));
      case "/v1/network-cancels" ->
          call(fields, Operation.REVERSAL, fields.text("originalRequestId"), null);
      case "/v1/inquiries" -> Call.inquiry(fields.text("originalRequestId"));
      default -> throw BadRequest.noSuchPath(http);
    };
  }

  private static String approval(Fields fields) throws BadRequest {
    return fields.text("approval.date") + fields.text("approval.number");
  }

  private static Call call(
      Fields fields,
      Operation operation,
      @Nullable String originalKey,
      @Nullable String originalReference)
      throws BadRequest {
    boolean begins = operation == Operation.CHARGE || operation == Operation.AUTHORIZE;
    return new Call(
        operation,
        fields.text("requestId"),
        originalKey,
        originalReference,
        begins ? fields.amount("amount.value") : fields.optionalAmount("amount.value"),
        begins ? fields.currency("amount.currency") : "",
        fields.text("orderId"));
  }

  private void checkSignature(HttpCall http) throws BadRequest {
    String time = http.headers().get("X-Timestamp", "");
    Instant at;
    try {
      at = LocalDateTime.parse(time, TIME).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw new BadRequest(401, "bad_signature", "X-Timestamp", "must be yyyyMMddHHmmss in UTC");
    }
    if (Duration.between(at, clock.instant()).abs().compareTo(MAX_AGE) > 0) {
      throw new BadRequest(401, "bad_signature", "X-Timestamp", "is too old, or not yet");
    }
    String signed = http.method().name() + "\n" + http.path() + "\n" + time + "\n";
    byte[] given;
    try {
      given = HexFormat.of().parseHex(http.headers().get("X-Signature", ""));
    } catch (IllegalArgumentException e) {
      throw new BadRequest(401, "bad_signature", "X-Signature", "must be hex digits");
    }
    if (!MessageDigest.isEqual(given, mac(signed.getBytes(StandardCharsets.UTF_8), http.body()))) {
      throw new BadRequest(401, "bad_signature", "X-Signature", "is not that of this request");
    }
  }

  private byte[] mac(byte[] head, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      mac.update(head);
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JVM has HmacSHA256", e);
    }
  }

  @Override
  public Reply.Json write(Call call, Verdict verdict) {
    if (verdict instanceof Verdict.Done done) {
      Effect effect = done.effect();
      if (!effect.approved()) {
        return decision("DECLINED", effect.declineCode(), effect);
      }
      boolean undone =
          effect.call().operation() == Operation.VOID
              || effect.call().operation() == Operation.REVERSAL
              || (call.operation() == Operation.INQUIRY && effect.reversed());
      return decision(undone ? "CANCELED" : "APPROVED", null, effect);
    }
    if (verdict instanceof Verdict.Declined declined) {
      return decision("DECLINED", declined.code(), declined.effect());
    }
    return decision(verdict instanceof Verdict.NoOriginal ? "NOT_FOUND" : "DUPLICATE", null, null);
  }

  private static Reply.Json decision(
      String result, @Nullable String reason, @Nullable Effect effect) {
    ObjectNode body = WireShape.object().put("result", result);
    if (reason != null) {
      body.put("issuerCode", issuerCode(reason));
    }
    if (effect != null && effect.approved()) {
      body.put("vanReference", effect.reference());
      body.putObject("approval").put("date", effect.day()).put("number", effect.approvalCode());
    }
    return new Reply.Json(200, body);
  }

  /** The book's own reasons become "do not honour" and "invalid amount". */
  static String issuerCode(String reason) {
    return switch (reason) {
      case Book.REVERSED_BEFORE, Book.ALREADY_REVERSED -> "05";
      case Book.TOO_MUCH -> "13";
      default -> reason;
    };
  }

  @Override
  public Reply.Json unavailable() {
    return new Reply.Json(503, WireShape.object().put("error", "TRY_ELSEWHERE"));
  }

  @Override
  public Reply.Json invalid(BadRequest bad) {
    ObjectNode body = WireShape.object().put("error", bad.code().toUpperCase(Locale.ROOT));
    return new Reply.Json(bad.status(), body.put("message", String.valueOf(bad.getMessage())));
  }
}
