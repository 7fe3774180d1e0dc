package io.serai.cli;

import io.serai.client.Call;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code serai payment}: a charge as it stands, and that the caller knows of it. */
@Command(name = "payment", description = "A charge as it stands.")
final class PaymentCommand {

  /** Prints a charge; the exit code says how it stands. */
  @Command(name = "show", description = "Show a charge; the exit code says how it stands.")
  int show(
      @Parameters(paramLabel = "PAYMENT", description = "The charge, pay_….") String payment,
      @Mixin HubOptions hub) {
    return hub.send(() -> Call.charge(payment), HubExit::of);
  }

  /** Acknowledges a charge. */
  @Command(name = "confirm", description = "Acknowledge that you know of a charge.")
  int confirm(
      @Parameters(paramLabel = "PAYMENT", description = "The charge, pay_….") String payment,
      @Mixin KeyOption key,
      @Mixin HubOptions hub) {
    return hub.send(() -> Call.confirm(key.key(), payment), HubExit::of);
  }
}
