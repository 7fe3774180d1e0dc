package io.serai.provider.internal;

import io.serai.payment.Operation;
import io.serai.payment.Outcome;
import io.serai.provider.DecidingRail;
import io.serai.provider.ProviderCall;
import io.serai.provider.ProviderDefinition;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * The floor limit: approves up to an amount and declines above it (DE39 61), inside the hub. For
 * offline ranges and for trying things out.
 */
final class FloorRail implements DecidingRail {

  private static final String EXCEEDS_LIMIT = "61";

  private final long limitMinor;

  FloorRail(ProviderDefinition definition) {
    this.limitMinor = Long.parseLong(definition.settings().getOrDefault("limit_minor", "10000"));
  }

  @Override
  public Outcome decide(ProviderCall call) {
    boolean gives = call.operation() == Operation.AUTHORIZE || call.operation() == Operation.CHARGE;
    if (gives && call.money().minor() > limitMinor) {
      return new Outcome.Declined(EXCEEDS_LIMIT, false);
    }
    return new Outcome.Approved("floor-" + call.key(), approvalCode(call.key()));
  }

  private static String approvalCode(String key) {
    var sum = new CRC32();
    sum.update(key.getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "%06d", sum.getValue() % 1_000_000);
  }
}
