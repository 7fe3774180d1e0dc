package io.serai.notice.internal;

import io.serai.notice.NoticeScheme;
import io.serai.notice.NoticeSettings;
import io.serai.payment.ErrorCode;
import io.serai.payment.Printable;
import io.serai.payment.SeraiException;
import io.serai.provider.ProviderDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who may tell us something, and how each proves it; whatever is wrong with the configuration is
 * told at the start, by the property that is to be mended.
 */
final class Sources {

  private static final String NAME = "[a-z0-9][a-z0-9-]{0,62}";
  private static final int SHORTEST_SECRET = 16;
  private static final int MOST_SECRETS = 5;

  private final Map<String, Source> byProvider = new HashMap<>();
  private final NoticeSettings settings;
  private final ProviderDirectory providers;
  private final Clock clock;
  private final Keys keys;
  private final List<String> wrong = new ArrayList<>();

  /** A provider that may tell. */
  record Source(NoticeScheme scheme, Proof proof) {}

  /**
   * The sources of the configuration.
   *
   * @throws SeraiException with {@link ErrorCode#CONFIGURATION}, naming each property to be mended
   */
  Sources(NoticeSettings settings, ProviderDirectory providers, Clock clock) {
    this.settings = settings;
    this.providers = providers;
    this.clock = clock;
    this.keys =
        new Keys(
            new Keys.Rules(
                settings.keyHosts(),
                settings.allowHttp(),
                settings.timeout(),
                settings.keepKeys()));
    new TreeMap<>(settings.sources()).forEach(this::read);
    if (!wrong.isEmpty()) {
      throw new SeraiException(ErrorCode.CONFIGURATION, String.join("\n", wrong));
    }
  }

  /**
   * The source of a name.
   *
   * @throws SeraiException with {@link ErrorCode#WEBHOOK_NOT_FOUND} if it is none
   */
  Source get(String provider) {
    Source found = byProvider.get(provider);
    if (found == null) {
      throw new SeraiException(
          ErrorCode.WEBHOOK_NOT_FOUND, "no webhooks are taken here under that name");
    }
    return found;
  }

  /** The names of all. */
  Set<String> names() {
    return Set.copyOf(byProvider.keySet());
  }

  private void read(String name, NoticeSettings.Source given) {
    String property = "serai.notices.sources." + Printable.of(name);
    if (!name.matches(NAME)) {
      wrong.add(property + ": write the provider's name as in providers.yaml");
    }
    NoticeScheme scheme = given.scheme();
    if (scheme == null) {
      wrong.add(property + ".scheme: write stripe, paypal, app_store or google_play");
      return;
    }
    Proof proof = proof(property, name, scheme, given);
    if (proof != null) {
      byProvider.put(name, new Source(scheme, proof));
    }
  }

  private @Nullable Proof proof(
      String property, String name, NoticeScheme scheme, NoticeSettings.Source given) {
    return switch (scheme) {
      case STRIPE -> stripe(property + ".secret-file", given.secretFile());
      case PAYPAL -> {
        String id =
            wanted(
                property + ".webhook-id: write the id that PayPal shows for our webhook",
                given.webhookId());
        yield id == null
            ? null
            : new PayPalProof(id, keys, () -> isSandbox(name), settings.tolerance(), clock);
      }
      case APP_STORE -> new AppStoreProof(name, providers);
      case GOOGLE_PLAY -> google(property, name, given);
    };
  }

  private @Nullable Proof stripe(String property, @Nullable Path file) {
    if (file == null) {
      wrong.add(property + ": name a file with the endpoint's secrets (whsec_…), one a line");
      return null;
    }
    List<String> lines;
    try {
      lines =
          Files.readAllLines(file).stream().map(String::strip).filter(s -> !s.isEmpty()).toList();
    } catch (IOException e) {
      wrong.add(property + ": the file " + file + " cannot be read");
      return null;
    }
    if (lines.isEmpty()
        || lines.size() > MOST_SECRETS
        || lines.stream().anyMatch(line -> line.length() < SHORTEST_SECRET)) {
      wrong.add(
          property
              + ": the file must hold 1 to 5 secrets, one a line, of 16 characters or more, as"
              + " Stripe shows them");
      return null;
    }
    return new StripeProof(lines, settings.tolerance(), clock);
  }

  private @Nullable Proof google(String property, String name, NoticeSettings.Source given) {
    String audience =
        wanted(
            property + ".audience: write the audience of the push subscription", given.audience());
    String sender =
        wanted(
            property + ".sender: write the e-mail address of the account that pushes",
            given.sender());
    return audience == null || sender == null
        ? null
        : new GooglePlayProof(
            new GooglePlayProof.Expected(name, audience, sender, given.keysUrl().toString()),
            keys,
            providers,
            settings.tolerance(),
            clock);
  }

  private @Nullable String wanted(String why, @Nullable String given) {
    if (given == null || given.isBlank()) {
      wrong.add(why);
      return null;
    }
    return given;
  }

  private boolean isSandbox(String provider) {
    return isSandbox(providers.active().get(provider).definition().settings());
  }

  /** Whether a provider's settings say that it is no live one. */
  static boolean isSandbox(Map<String, String> settings) {
    return "sandbox".equals(settings.get("environment"));
  }
}
