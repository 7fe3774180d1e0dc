package io.serai.provider.internal;

import io.netty.util.HashedWheelTimer;
import io.serai.payment.CardNumber;
import io.serai.payment.Currency;
import io.serai.payment.Money;
import io.serai.payment.Operation;
import io.serai.payment.Outcome;
import io.serai.payment.SendBy;
import io.serai.provider.OutcomeTable;
import io.serai.provider.Provider;
import io.serai.provider.ProviderCall;
import io.serai.provider.ProviderDefinition;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;

/** Providers of the shipped {@code providers.yaml} in a bare CamelContext, each with its table. */
final class ShippedProviders implements AutoCloseable {

  private final CamelContext context = new DefaultCamelContext();
  private final HashedWheelTimer timer = new HashedWheelTimer();
  private final TimedAttempts attempts = new TimedAttempts(timer, OwnProviders.ALL, event -> {});

  ShippedProviders() {
    KameletComponent kamelets = context.getComponent("kamelet", KameletComponent.class);
    kamelets.setLocation("file:kamelets");
    // What a silent provider still holds at the end is of no interest.
    context.getShutdownStrategy().setTimeout(1);
    context.start();
  }

  /**
   * Starts a provider.
   *
   * @param settings what stands behind {@code serai.providers.<name>.}
   */
  Provider start(String name, Map<String, String> settings) {
    String prefix = "serai.providers." + name + ".";
    settings.forEach((key, value) -> System.setProperty(prefix + key, value));
    try {
      ProviderDefinition definition =
          Objects.requireNonNull(
              ProvidersFile.read(
                      Path.of("routes/providers.yaml"), context::resolvePropertyPlaceholders)
                  .get(name));
      KameletRail rail = new KameletRail(context, definition, link -> null);
      rail.start();
      return new Provider(definition, rail, new OutcomeTable(definition.outcomes()));
    } finally {
      settings.keySet().forEach(key -> System.clearProperty(prefix + key));
    }
  }

  /** Sends a request, until then. */
  Outcome send(Provider provider, ProviderCall call, SendBy sendBy) {
    return attempts.send(provider, call, sendBy).orTimeout(60, TimeUnit.SECONDS).join();
  }

  /** Asks for anything else. */
  Outcome send(Provider provider, ProviderCall call) {
    return attempts
        .send(provider, call, SendBy.within(Duration.ofSeconds(5), Clock.systemUTC()))
        .orTimeout(60, TimeUnit.SECONDS)
        .join();
  }

  /** An approval by card. */
  static ProviderCall authorization(String key) {
    return new ProviderCall(
        Operation.AUTHORIZE,
        "pay_1",
        key,
        null,
        null,
        new Money(1000, Currency.of("KRW")),
        "MERCHANT0000001",
        Map.of("type", "card", "expiry", "2812"),
        CardNumber.of("4111111111111111", "pan"),
        null,
        1,
        false);
  }

  @Override
  public void close() {
    timer.stop();
    context.stop();
  }
}
