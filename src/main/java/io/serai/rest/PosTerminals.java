package io.serai.rest;

import io.serai.payment.ExchangeKeys;
import io.serai.payment.TerminalGate;
import io.serai.security.TenantSettings;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * Has the registry say whether a POS program's terminal may ask, unless its tenant goes without.
 */
@Component
final class PosTerminals {

  private static final String KEY_HEADER = "Serai-Terminal-Key";

  private final TenantSettings settings;
  private final TerminalGate gate;

  PosTerminals(TenantSettings settings, TerminalGate gate) {
    this.settings = settings;
    this.gate = gate;
  }

  /** Whether a tenant's merchants and terminals must be in the registry. */
  boolean mustBeRegistered(String tenant) {
    return settings.of(tenant).registry() == TenantSettings.Registry.REQUIRED;
  }

  /** The neutral request, once whoever sent it is let in. */
  CompletionStage<Map<String, Object>> admit(
      Exchange exchange, String tenant, Map<String, Object> request) {
    if (!mustBeRegistered(tenant)) {
      return CompletableFuture.completedFuture(request);
    }
    return gate.admit(
            new TerminalGate.Requester(
                tenant,
                String.valueOf(request.get("merchant")),
                String.valueOf(request.get("terminal")),
                new TerminalGate.ByKey(RestRequest.header(exchange.getMessage(), KEY_HEADER))))
        .thenApply(
            admission -> {
              exchange.setProperty(ExchangeKeys.ONLY_KNOWN, admission.onlyKnown());
              return request;
            });
  }
}
