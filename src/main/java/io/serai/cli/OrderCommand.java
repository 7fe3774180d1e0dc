package io.serai.cli;

import io.serai.client.Call;
import io.serai.client.OrderRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code serai order}: orders that a payer approves. */
@Command(name = "order", description = "Orders that a payer approves.")
final class OrderCommand {

  /** Prints what an order costs. */
  @Command(name = "prices", description = "What an order costs, in minor units.")
  int prices(@Mixin HubOptions hub) {
    return hub.send(Call::orderPrices, prices -> HubExit.DONE);
  }

  /** Orders. */
  @Command(name = "create", description = "Order; send the payer to its approval_url.")
  int create(@Mixin What what, @Mixin KeyOption key, @Mixin HubOptions hub) {
    return hub.send(() -> Call.order(key.key(), what.request()), order -> HubExit.DONE);
  }

  /** Says that the payer has approved; repeated, it tells how the order stands. */
  @Command(
      name = "approve",
      description = "Say that the payer has approved; repeated, it tells how the order stands.")
  int approve(
      @Parameters(
              paramLabel = "ORDER",
              description = "ord_…, or the provider's id that the payer came back with.")
          String order,
      @Mixin KeyOption key,
      @Mixin HubOptions hub) {
    return hub.send(() -> Call.approveOrder(key.key(), order), HubExit::of);
  }

  /** What is ordered. */
  static final class What {
    @Option(names = "--cluster-name", required = true, description = "A label of RFC 1123.")
    private String clusterName = "";

    @Option(names = "--user-id", required = true, description = "A UUID.")
    private String userId = "";

    @Option(names = "--monitoring", description = "With monitoring.")
    private boolean monitoring;

    @Option(names = "--alerting", description = "With alerting.")
    private boolean alerting;

    @Option(names = "--images-storage", defaultValue = "0", description = "GB; ${DEFAULT-VALUE}.")
    private long imagesStorage;

    @Option(
        names = "--monitoring-storage",
        defaultValue = "0",
        description = "GB; ${DEFAULT-VALUE}.")
    private long monitoringStorage;

    @Option(names = "--currency", required = true, description = "Such as USD.")
    private String currency = "";

    OrderRequest request() {
      return new OrderRequest(
          clusterName, userId, monitoring, alerting, imagesStorage, monitoringStorage, currency);
    }
  }
}
