package io.serai.webhook.internal;

import io.serai.payment.ErrorCode;
import io.serai.payment.Printable;
import io.serai.payment.SeraiException;
import io.serai.webhook.WebhookSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes endpoints of the configuration; whatever is wrong with it is told at once, by the property
 * that is to be mended.
 */
final class Endpoints {

  private static final String NAME = "[a-z0-9][a-z0-9-]{0,62}";
  private static final String KIND = "[a-z0-9_-]+(\\.[a-z0-9_-]+)*(\\.?\\*)?";

  private final WebhookSettings settings;
  private final List<String> wrong = new ArrayList<>();

  private Endpoints(WebhookSettings settings) {
    this.settings = settings;
  }

  /**
   * The endpoints.
   *
   * @throws SeraiException with {@link ErrorCode#CONFIGURATION}, naming each property to be mended
   */
  static List<Endpoint> of(WebhookSettings settings) {
    return new Endpoints(settings).read();
  }

  private List<Endpoint> read() {
    List<Endpoint> endpoints = new ArrayList<>();
    for (Map.Entry<String, WebhookSettings.Endpoint> one :
        new TreeMap<>(settings.endpoints()).entrySet()) {
      String property = "serai.webhooks.endpoints." + Printable.of(one.getKey());
      if (!one.getKey().matches(NAME)) {
        wrong.add(property + ": write its name in lower-case letters, digits and -");
      }
      Endpoint endpoint = endpoint(property, one.getKey(), one.getValue());
      if (endpoint != null) {
        endpoints.add(endpoint);
      }
    }
    if (!wrong.isEmpty()) {
      throw new SeraiException(ErrorCode.CONFIGURATION, String.join("\n", wrong));
    }
    return endpoints;
  }

  private @Nullable Endpoint endpoint(
      String property, String name, WebhookSettings.Endpoint given) {
    URI url = url(property + ".url", given.url());
    String tenant = given.tenant();
    if (tenant == null || tenant.isBlank()) {
      wrong.add(property + ".tenant: say whose events it is told");
    }
    if (given.kinds().isEmpty()) {
      wrong.add(property + ".kinds: list the types of events, such as io.serai.card.*");
    }
    for (String kind : given.kinds()) {
      if (!kind.matches(KIND)) {
        wrong.add(
            property
                + ".kinds: "
                + Printable.of(kind)
                + " is no type of events; write one such as io.serai.card.approved.v1 or"
                + " io.serai.card.*");
      }
    }
    Signer signer = Signer.read(property + ".secret-file", given.secretFile(), wrong);
    return url == null || tenant == null || signer == null
        ? null
        : new Endpoint(name, tenant, url, given.kinds(), given.enabled(), signer);
  }

  private @Nullable URI url(String property, @Nullable String text) {
    URI url = parsed(text);
    String scheme = url == null || url.getScheme() == null ? "" : url.getScheme();
    if (url == null
        || url.getHost() == null
        || !List.of("http", "https").contains(scheme.toLowerCase(Locale.ROOT))) {
      wrong.add(property + ": write an address such as https://shop.example/serai");
      return null;
    }
    if (!scheme.equals("https") && !settings.allowHttp()) {
      wrong.add(
          property + ": write https; serai.webhooks.allow-http is for a sandbox on one machine");
    }
    if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
      wrong.add(
          property + ": leave out user, password and #; the signature says who it comes from");
    }
    if (!settings.allowPrivate() && Addresses.literalInside(url.getHost())) {
      wrong.add(
          property
              + ": "
              + url.getHost()
              + " is inside a network; write a public address, or set"
              + " serai.webhooks.allow-private if it is meant");
    }
    return url;
  }

  private static @Nullable URI parsed(@Nullable String text) {
    try {
      return text == null ? null : new URI(text);
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
