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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
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
 * <p>A path's {@code id} becomes the member that the contract names, such as {@code payment}, and
 * what a query may have becomes members too, as text. Asynchronous: nothing waits.
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
  private final PosTerminals terminals;
  private final RestBody bodies;

  RestRequest(Contract contract, Tenants tenants, PosTerminals terminals, RestBody bodies) {
    this.contract = contract;
    this.tenants = tenants;
    this.terminals = terminals;
    this.bodies = bodies;
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    Message in = exchange.getMessage();
    exchange.setProperty(ExchangeKeys.TRACE, Trace.of(header(in, "traceparent")));
    tenants
        .of(apiKey(in))
        .thenCompose(tenant -> read(exchange, in, tenant.orElseThrow(RestRequest::unauthorized)))
        .whenComplete(
            (body, failure) -> {
              if (failure == null) {
                Message request = new DefaultMessage(exchange);
                request.setBody(body);
                exchange.setMessage(request);
              } else {
                exchange.setException(
                    failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure);
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

  private CompletionStage<Map<String, Object>> read(Exchange exchange, Message in, String tenant) {
    Contract.Operation operation =
        contract.operation(exchange.getProperty(OPERATION, String.class));
    exchange.setProperty(ExchangeKeys.TENANT, tenant);
    exchange.setProperty(ExchangeKeys.CHANNEL, operation.channel().word());
    boolean post = operation.method().equals("POST");
    if (post) {
      exchange.setProperty(ExchangeKeys.KEY, idempotencyKey(in));
    }
    Map<String, Object> body = new LinkedHashMap<>();
    String id = "";
    if (operation.path().contains("{id}")) {
      id = subjectId(in, operation.subject());
      body.put(operation.subject(), id);
    }
    body.putAll(RestQuery.of(in, operation.query()));
    if (operation.body() == null) {
      bodies.sealsAnswer(exchange);
    } else {
      body.putAll(checkedBody(operation, operation.body(), exchange, meant(operation, tenant)));
    }
    if (post) {
      exchange.setProperty(ExchangeKeys.FINGERPRINT, Fingerprint.of(operation.id(), id, body));
    }
    return operation.channel() == Channel.POS && post
        ? terminals.admit(exchange, tenant, PosRequest.neutral(operation.id(), body))
        : CompletableFuture.completedFuture(body);
  }

  /** One in ten merchants' ids of digits looks like a card number; the registry knows better. */
  private Set<String> meant(Contract.Operation operation, String tenant) {
    Set<String> meant = new HashSet<>(operation.cardNumbers());
    meant.addAll(operation.notCards());
    if (terminals.mustBeRegistered(tenant)) {
      meant.addAll(operation.merchants());
    }
    return meant;
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

  private static String subjectId(Message in, String subject) {
    String id = header(in, "id");
    if (id == null || !ID.matcher(id).matches()) {
      throw new SeraiException(
          ErrorCode.valueOf(subject.toUpperCase(Locale.ROOT) + "_NOT_FOUND"),
          "there is no such " + subject);
    }
    return id;
  }

  private Map<String, Object> checkedBody(
      Contract.Operation operation, JsonSchema schema, Exchange exchange, Set<String> meant) {
    JsonNode body = bodies.read(exchange, operation.bodyRequired(), operation.longestBody());
    if (body == null) {
      return Map.of();
    }
    CardNumbers.refuseIn(body, meant);
    Schemas.check(schema, body);
    return JsonBody.asMap(body);
  }

  /** A header that stands once; one that stands twice is nobody's. */
  static @Nullable String header(Message in, String name) {
    return in.getHeader(name) instanceof String value ? value : null;
  }
}
