package io.serai.provider;

import io.serai.payment.Operation;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A provider as {@code routes/providers.yaml} declares it.
 *
 * @param name its name in routes
 * @param kamelet the Kamelet that speaks to it, or null for a built-in
 * @param builtIn the built-in provider's name, or null for a Kamelet
 * @param settings the Kamelet's parameters
 * @param operations what it can do
 * @param timeout after which silence is an unknown outcome
 * @param lateWindow for how long a request may still take effect at the provider after that
 * @param zone of its business dates
 * @param bypass when it is left out
 * @param idempotent whether it promises that the same request under the same key has its effect
 *     once; only such a request is sent again after an unknown outcome
 * @param outcomes its table: the first row that fits classifies an answer
 * @param limits how much of it one process takes on
 * @param terms what it accepts, its fees and its mode
 * @param resendFor for so long after its first try an unknown request may be sent again under its
 *     key, and is, rather than asked about; null where the provider keeps keys for ever and what it
 *     says of a request can be believed at once
 */
public record ProviderDefinition(
    String name,
    @Nullable String kamelet,
    @Nullable String builtIn,
    Map<String, String> settings,
    Set<Operation> operations,
    Duration timeout,
    Duration lateWindow,
    ZoneId zone,
    BypassRule bypass,
    boolean idempotent,
    List<OutcomeRow> outcomes,
    Limits limits,
    ProviderTerms terms,
    @Nullable Duration resendFor) {

  /** The default of {@code connectTimeoutMillis} in the Kamelets. */
  private static final Duration CONNECT = Duration.ofSeconds(2);

  /** The ISO 8583 link that its Kamelet speaks over, by the setting {@code link}; null for none. */
  public @Nullable String link() {
    return settings.get("link");
  }

  /**
   * How long connecting to it may take, by the setting {@code connectTimeoutMillis}; what a Kamelet
   * has for that otherwise if there is none.
   */
  public Duration connectTime() {
    String millis = settings.get("connectTimeoutMillis");
    return millis == null ? CONNECT : Duration.ofMillis(Long.parseLong(millis.strip()));
  }

  /** Whether it can do the operation. */
  public boolean can(Operation operation) {
    return operations.contains(operation);
  }
}
