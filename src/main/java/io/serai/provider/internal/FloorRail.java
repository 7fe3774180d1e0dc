package io.serai.provider.internal;

import io.serai.payment.Operation;
import io.serai.payment.Outcome;
import io.serai.provider.DecidingRail;
import io.serai.provider.ProviderCall;
import io.serai.provider.ProviderDefinition;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The floor limit: approves up to an amount and declines above it (DE39 61), inside the hub. For
 * offline ranges and for trying things out.
 */
final class FloorRail implements DecidingRail {

  private static final String EXCEEDS_LIMIT = "61";
  private static final long ONE_MILLION = 1_000_000;

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
    // A million more, and its first digit off again: six digits, zeros in front.
    return Long.toString(ONE_MILLION + sum.getValue() % ONE_MILLION).substring(1);
  }
}
