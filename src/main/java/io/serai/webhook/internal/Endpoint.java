package io.serai.webhook.internal;

import io.serai.journal.RelayedEvent;
import java.net.URI;
import java.util.List;

/**
 * An endpoint whose configuration was checked.
 *
 * @param name its name
 * @param tenant whose events it is told
 * @param url where it is
 * @param kinds which types of events
 * @param enabled whether it is told anything
 * @param signer signs for it
 */
record Endpoint(
    String name, String tenant, URI url, List<String> kinds, boolean enabled, Signer signer) {

  boolean wants(RelayedEvent event) {
    return enabled
        && event.tenant().equals(tenant)
        && kinds.stream().anyMatch(kind -> matches(kind, event.type()));
  }

  private static boolean matches(String kind, String type) {
    return kind.endsWith("*")
        ? type.startsWith(kind.substring(0, kind.length() - 1))
        : type.equals(kind);
  }

  boolean tls() {
    return url.getScheme().equals("https");
  }

  int port() {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return tls() ? 443 : 80;
  }

  /** The path and the query. */
  String target() {
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
  }
}
