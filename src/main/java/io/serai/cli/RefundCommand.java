package io.serai.cli;

import io.serai.client.Call;
import io.serai.client.RefundRequest;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code serai refund}: gives all of a charge back, or a part of it. */
@Command(name = "refund", description = "Give all of a charge back, or a part of it.")
final class RefundCommand implements Callable<Integer> {

  @Parameters(paramLabel = "PAYMENT", description = "The charge, pay_….")
  private String payment = "";

  @Option(
      names = "--amount",
      description = "In minor units; all that is left where it is not given.")
  private @Nullable Long amount;

  @Option(names = "--reason", description = "Why, for the record.")
  private @Nullable String reason;

  @Mixin private final KeyOption key = new KeyOption();

  @Mixin private final HubOptions hub = new HubOptions();

  @Override
  public Integer call() {
    return hub.send(
        () -> Call.refund(key.key(), payment, new RefundRequest(amount, reason)), HubExit::of);
  }
}
