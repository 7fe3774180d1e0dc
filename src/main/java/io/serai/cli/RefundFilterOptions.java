package io.serai.cli;

import io.serai.refund.RefundFilter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which payments a bulk refund gives back. */
final class RefundFilterOptions {

  @Option(names = "--tenant", required = true, description = "Whose payments.")
  private String tenant = "";

  @Option(names = "--provider", description = "Which provider has them.")
  private @Nullable String provider;

  @Option(names = "--merchant", description = "Who sold.")
  private @Nullable String merchant;

  @Option(names = "--route", description = "The route that placed them.")
  private @Nullable String route;

  @Option(
      names = "--created-from",
      description = "Created at or after, such as 2026-11-23T09:00:00Z.")
  private @Nullable Instant createdFrom;

  @Option(names = "--created-to", description = "Created before.")
  private @Nullable Instant createdTo;

  @Option(names = "--amount-min", description = "The least amount, in minor units.")
  private @Nullable Long amountMin;

  @Option(names = "--amount-max", description = "The greatest amount, in minor units.")
  private @Nullable Long amountMax;

  @Option(names = "--currency", description = "ISO 4217 letters.")
  private @Nullable String currency;

  @Option(names = "--reference-prefix", description = "How the caller's reference begins.")
  private @Nullable String referencePrefix;

  RefundFilter filter() {
    return new RefundFilter(
        tenant,
        provider,
        merchant,
        route,
        createdFrom,
        createdTo,
        amountMin,
        amountMax,
        currency,
        referencePrefix);
  }
}
