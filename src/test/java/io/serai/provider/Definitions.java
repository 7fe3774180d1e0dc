package io.serai.provider;

import io.serai.payment.Operation;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Declarations of providers that say no limits and no terms, and keep keys for ever. */
public final class Definitions {

  private Definitions() {}

  /** One whose Kamelet has its name. */
  public static ProviderDefinition of(
      String name,
      Map<String, String> settings,
      Set<Operation> operations,
      Duration timeout,
      Duration lateWindow,
      ZoneId zone,
      BypassRule bypass,
      boolean idempotent,
      List<OutcomeRow> outcomes) {
    return new ProviderDefinition(
        name,
        name + "-action",
        null,
        settings,
        operations,
        timeout,
        lateWindow,
        zone,
        bypass,
        idempotent,
        outcomes,
        Limits.DEFAULT,
        ProviderTerms.NONE,
        null);
  }
}
