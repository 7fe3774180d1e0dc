package io.serai.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import io.serai.intake.CardNumbers;
import io.serai.intake.Fingerprint;
import io.serai.intake.JsonBody;
import io.serai.intake.Schemas;
import io.serai.payment.Channel;
import io.serai.payment.ErrorCode;
import io.serai.payment.ExchangeKeys;
import io.serai.payment.SeraiException;
import io.serai.security.Tenants;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.DefaultMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes the neutral request of what came over HTTP, or refuses it: credential, idempotency key,
 * body. What leaves is a body of plain maps and the exchange properties of {@link ExchangeKeys}; no
 * header goes on. The operation is the route's property {@code serai.rest.operation}.
 *
 * <p>A path's {@code id} becomes the member {@code payment}. Asynchronous: nothing waits.
 */
@Component("restRequest")
final class RestRequest extends AsyncProcessorSupport {

  /** The exchange property with the contract's {@code operationId}. */
  static final String OPERATION = "serai.rest.operation";

  private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([!-~]{1,255})");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern KEY = Pattern.compile("[ -~]{1,255}");
  private static final String KEY_HEADER = "Idempotency-Key";

  private final Contract contract;
  private final Tenants tenants;

  RestRequest(Contract contract, Tenants tenants) {
    this.contract = contract;
    this.tenants = tenants;
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    Message in = exchange.getMessage();
    exchange.setProperty(ExchangeKeys.TRACE, Trace.of(header(in, "traceparent")));
    exchange.setProperty(ExchangeKeys.CHANNEL, Channel.REST.word());
    tenants
        .of(apiKey(in))
        .whenComplete(
            (tenant, failure) -> {
              try {
                if (failure != null) {
                  throw failure;
                }
                exchange.setProperty(
                    ExchangeKeys.TENANT, tenant.orElseThrow(RestRequest::unauthorized));
                read(exchange, in);
              } catch (Throwable e) {
                exchange.setException(e);
              }
              callback.done(false);
            });
    return false;
  }

  /** The key of {@code Authorization: Bearer <key>}; a key that cannot be is simply nobody's. */
  private static String apiKey(Message in) {
    String authorization = header(in, "Authorization");
    var bearer = BEARER.matcher(authorization == null ? "" : authorization);
    return bearer.matches() ? bearer.group(1) : "";
  }

  private static SeraiException unauthorized() {
    return new SeraiException(
        ErrorCode.UNAUTHORIZED, "send 'Authorization: Bearer <api key>' with a key that is valid");
  }

  private void read(Exchange exchange, Message in) {
    Contract.Operation operation =
        contract.operation(exchange.getProperty(OPERATION, String.class));
    boolean post = operation.method().equals("POST");
    if (post) {
      exchange.setProperty(ExchangeKeys.KEY, idempotencyKey(in));
    }
    Map<String, Object> body = new LinkedHashMap<>();
    String id = "";
    if (operation.path().contains("{id}")) {
      id = paymentId(in);
      body.put("payment", id);
    }
    if (operation.body() != null) {
      body.putAll(checkedBody(operation, operation.body(), in));
    }
    if (post) {
      exchange.setProperty(ExchangeKeys.FINGERPRINT, Fingerprint.of(operation.id(), id, body));
    }
    Message request = new DefaultMessage(exchange);
    request.setBody(body);
    exchange.setMessage(request);
  }

  private static String idempotencyKey(Message in) {
    Object value = in.getHeader(KEY_HEADER);
    if (value == null || value.equals("")) {
      throw new SeraiException(
          ErrorCode.IDEMPOTENCY_KEY_MISSING,
          KEY_HEADER,
          KEY_HEADER + ": is missing; send one that is new for each intended effect",
          null);
    }
    if (!(value instanceof String key) || !KEY.matcher(key).matches()) {
      throw SeraiException.invalid(
          KEY_HEADER, "must stand once and be 1 to 255 printable ASCII characters");
    }
    CardNumbers.refuseIn(key, KEY_HEADER);
    return key;
  }

  private static String paymentId(Message in) {
    String id = header(in, "id");
    if (id == null || !ID.matcher(id).matches()) {
      throw new SeraiException(ErrorCode.PAYMENT_NOT_FOUND, "there is no such payment");
    }
    return id;
  }

  private static Map<String, Object> checkedBody(
      Contract.Operation operation, JsonSchema schema, Message in) {
    byte[] bytes = in.getBody(byte[].class);
    if ((bytes == null || bytes.length == 0) && !operation.bodyRequired()) {
      return Map.of();
    }
    String type = header(in, Exchange.CONTENT_TYPE);
    if (type == null || !type.toLowerCase(Locale.ROOT).matches("application/json *(;.*)?")) {
      throw new SeraiException(
          ErrorCode.CONTENT_TYPE_REFUSED, "send the body with 'Content-Type: application/json'");
    }
    JsonNode body = JsonBody.parse(bytes == null ? new byte[0] : bytes);
    CardNumbers.refuseIn(body);
    Schemas.check(schema, body);
    return JsonBody.asMap(body);
  }

  /** A header that stands once; one that stands twice is nobody's. */
  private static @Nullable String header(Message in, String name) {
    return in.getHeader(name) instanceof String value ? value : null;
  }
}
