package io.serai.cli;

import io.serai.client.Call;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code serai history}: everything that happened to a payment. */
@Command(name = "history", description = "Everything that happened to a payment, in order.")
final class HistoryCommand implements Callable<Integer> {

  @Parameters(paramLabel = "PAYMENT", description = "The charge, pay_….")
  private String payment = "";

  @Mixin private final HubOptions hub = new HubOptions();

  @Override
  public Integer call() {
    return hub.send(() -> Call.history(payment), history -> HubExit.DONE);
  }
}
