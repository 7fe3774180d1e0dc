package io.serai.engine.internal;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import io.serai.provider.ProviderDefinition;
import io.serai.provider.ProviderSets;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * The component {@code payment:}, the only way from a route to a provider. {@code
 * payment:charge?providers=gateway-a,gateway-b&strategy=priority&afterUnknown=stop}
 */
final class PaymentComponent extends DefaultComponent {

  private final PaymentEngine engine;

  PaymentComponent(PaymentEngine engine) {
    this.engine = engine;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String path, Map<String, Object> parameters) {
    PaymentStep step = PaymentStep.read(path, parameters);
    // A name that is not declared, or a strategy that cannot go by what is, stops the set from
    // loading, not a payment from being made.
    for (String name : step.providers()) {
      ProviderDefinition provider = ProviderSets.of(getCamelContext()).get(name).definition();
      if (!step.selection().strategy().canOrder(provider)) {
        throw new SeraiException(
            ErrorCode.CONFIGURATION, step.selection().strategy().whyNot(provider));
      }
    }
    return new PaymentEndpoint(uri, this, engine, step);
  }
}
