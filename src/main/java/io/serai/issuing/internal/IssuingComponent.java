package io.serai.issuing.internal;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** The component {@code issuing:}, the only way from a route to the accounts of cards. */
final class IssuingComponent extends DefaultComponent {

  private final Issuer issuer;

  IssuingComponent(Issuer issuer) {
    this.issuer = issuer;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String path, Map<String, Object> parameters) {
    return new IssuingEndpoint(uri, this, issuer, IssuingStep.read(path));
  }
}
