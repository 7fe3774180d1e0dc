package io.serai.iso8583;

import io.serai.payment.ExchangeKeys;
import io.serai.payment.TerminalGate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.jspecify.annotations.Nullable;

/**
 * The bean {@code iso8583Request}: makes the neutral request of an ISO 8583 one, and sets the key
 * and the fingerprint by which the engine knows a repeat. A message of another type becomes a map
 * with its {@code mti} alone.
 */
final class RequestMapper extends AsyncProcessorSupport {

  private static final Set<String> AUTHORIZATIONS =
      Set.of("0100", "0101", "0200", "0201", "1100", "1101", "1200", "1201");
  private static final Set<String> ADVICES =
      Set.of("0120", "0121", "0220", "0221", "1120", "1121", "1220", "1221");
  private static final Set<String> REVERSALS =
      Set.of("0400", "0401", "0420", "0421", "1400", "1401", "1420", "1421");

  private final TerminalGate gate;

  /**
   * The bean.
   *
   * @param gate who is asked about requests of links with {@code registry: required}
   */
  RequestMapper(TerminalGate gate) {
    this.gate = gate;
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    try {
      read(exchange);
    } catch (RuntimeException e) {
      exchange.setException(e);
      callback.done(true);
      return true;
    }
    IsoCall call = IsoCall.of(exchange);
    // A reversal is let through whoever asks: what was approved can always be taken back.
    if (!call.connection().link().config().registered()
        || !AUTHORIZATIONS.contains(call.request().mti())) {
      callback.done(true);
      return true;
    }
    admit(exchange, call, callback);
    return false;
  }

  private void admit(Exchange exchange, IsoCall call, AsyncCallback callback) {
    Fields fields = new Fields(call.request());
    var requester =
        new TerminalGate.Requester(
            call.connection().link().config().tenant(),
            fields.text(42),
            fields.text(41),
            new TerminalGate.ByCertificate(call.connection().certificateSha256()));
    var unused =
        gate.admit(requester)
            .whenComplete(
                (admission, failure) -> {
                  if (failure == null) {
                    exchange.setProperty(ExchangeKeys.ONLY_KNOWN, admission.onlyKnown());
                  } else {
                    exchange.setException(
                        failure instanceof CompletionException && failure.getCause() != null
                            ? failure.getCause()
                            : failure);
                  }
                  callback.done(false);
                });
  }

  private static void read(Exchange exchange) {
    IsoCall call = IsoCall.of(exchange);
    IsoMessage request = call.request();
    LinkConfig link = call.connection().link().config();
    Map<String, @Nullable Object> neutral;
    if (AUTHORIZATIONS.contains(request.mti()) || isAdvice(request)) {
      AuthorizationRequest authorization = AuthorizationRequest.of(link, request);
      identify(exchange, link, request, authorization.fingerprint());
      neutral = authorization.neutral();
    } else if (REVERSALS.contains(request.mti())) {
      ReversalRequest reversal = ReversalRequest.of(link, request);
      identify(exchange, link, request, reversal.fingerprint());
      neutral = reversal.neutral();
    } else {
      neutral = new LinkedHashMap<>();
      neutral.put("network_code", request.field(70));
      neutral.put("stan", request.field(11));
    }
    neutral.put("mti", request.mti());
    neutral.values().removeIf(Objects::isNull);
    exchange.getMessage().setBody(neutral);
  }

  /** Whether it tells of what was decided elsewhere. */
  static boolean isAdvice(IsoMessage request) {
    return ADVICES.contains(request.mti());
  }

  private static void identify(
      Exchange exchange, LinkConfig link, IsoMessage request, String fingerprint) {
    exchange.setProperty(ExchangeKeys.KEY, ClaimKey.of(link.name(), request));
    exchange.setProperty(ExchangeKeys.FINGERPRINT, fingerprint);
    exchange.setProperty(ExchangeKeys.ANSWER_WITHIN, link.asked().answerWithin());
  }

  /** What authorizations and reversals have in common. */
  static Map<String, @Nullable Object> common(Fields fields) {
    Map<String, @Nullable Object> neutral = new LinkedHashMap<>();
    neutral.put("amount", Long.valueOf(fields.digits(4, 12)));
    neutral.put("merchant", fields.text(42));
    neutral.put("terminal", fields.text(41));
    neutral.put("stan", fields.digits(11, 6));
    neutral.put("rrn", fields.optionalText(37));
    neutral.put("transmitted_at", fields.transmittedAt());
    neutral.put("acquirer", fields.digits(32));
    return neutral;
  }
}
