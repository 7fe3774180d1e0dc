package io.serai.cli;

import io.serai.client.Call;
import io.serai.client.ChargeRequest;
import io.serai.client.Method;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code serai charge}: charges a payment method once. */
@Command(name = "charge", description = "Charge a payment method once.")
final class ChargeCommand implements Callable<Integer> {

  @Option(
      names = "--amount",
      required = true,
      description = "In minor units: 1000 is 1000 JPY, or 10.00 USD.")
  private long amount;

  @Option(names = "--currency", required = true, description = "Such as JPY.")
  private String currency = "";

  @Option(names = "--token", required = true, description = "What is charged; never a card number.")
  private String token = "";

  @Option(names = "--type", defaultValue = "card", description = "Of method; ${DEFAULT-VALUE}.")
  private String type = "card";

  @Option(names = "--brand", description = "Of card, such as visa.")
  private @Nullable String brand;

  @Option(names = "--country", description = "Where the card was issued, such as KR.")
  private @Nullable String country;

  @Option(names = "--reference", description = "Your own name for it.")
  private @Nullable String reference;

  @Option(names = "--merchant", description = "Which of your merchants charges.")
  private @Nullable String merchant;

  @Option(names = "--market", description = "Where it is sold, such as KR.")
  private @Nullable String market;

  @Option(names = "--provider", description = "The one of the route's providers to be asked.")
  private @Nullable String provider;

  @Mixin private final KeyOption key = new KeyOption();

  @Mixin private final HubOptions hub = new HubOptions();

  @Override
  public Integer call() {
    var method = new Method(type, token, brand, country);
    var request =
        new ChargeRequest(amount, currency, method, reference, merchant, market, provider);
    return hub.send(() -> Call.charge(key.key(), request), HubExit::of);
  }
}
