package io.serai.iso8583;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * The component {@code iso8583:<link>}. Routes begin with it to take the peer's requests, and send
 * to it to ask the peer. Each Camel context has one; they share the links.
 */
final class Iso8583Component extends DefaultComponent {

  private final Links links;

  Iso8583Component(Links links) {
    this.links = links;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
    String trace = getAndRemoveParameter(parameters, "trace", String.class, "own");
    boolean keep =
        switch (trace) {
          case "own" -> false;
          case "keep" -> true;
          default -> throw new IllegalArgumentException("trace is own or keep, not " + trace);
        };
    return new Iso8583Endpoint(uri, this, links, links.link(name), keep);
  }
}
