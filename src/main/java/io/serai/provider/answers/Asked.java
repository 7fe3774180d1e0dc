package io.serai.provider.answers;

import io.serai.payment.Operation;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What an exchange asks a provider, so that its answers are known on their way through the Kamelet.
 *
 * @param provider who is asked
 * @param kamelet how
 * @param operation for what
 */
public record Asked(String provider, String kamelet, Operation operation) {

  private static final String PROPERTY = "serai.asked";

  /** Writes it on an exchange. */
  public void on(Exchange exchange) {
    exchange.setProperty(PROPERTY, this);
  }

  /** What the exchange asks; null where it asks no provider. */
  static @Nullable Asked of(Exchange exchange) {
    return exchange.getProperty(PROPERTY, Asked.class);
  }
}
