package io.serai.provider;

import io.vertx.ext.web.client.WebClientOptions;
import java.util.Locale;

/**
 * How a Kamelet's HTTP client connects. An address that says {@code https} is spoken to over TLS
 * and in no other way: given options of its own, Camel's client goes by them alone and would speak
 * plainly to it. Whom TLS trusts is the JVM's ({@code javax.net.ssl.trustStore}).
 */
public final class ProviderClientOptions extends WebClientOptions {

  /** Takes over what the address says of the connection. */
  public void setUrl(String url) {
    setSsl(url.toLowerCase(Locale.ROOT).startsWith("https:"));
  }
}
