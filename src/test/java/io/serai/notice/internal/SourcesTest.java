package io.serai.notice.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.notice.NoticeScheme;
import io.serai.notice.NoticeSettings;
import io.serai.provider.BinTable;
import io.serai.provider.ProviderSet;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with sources is said at the start, by the property to be mended. */
class SourcesTest {

  private static NoticeSettings.Source source(@Nullable NoticeScheme scheme, @Nullable Path file) {
    return new NoticeSettings.Source(
        scheme, file, null, null, null, URI.create("https://www.googleapis.com/oauth2/v3/certs"));
  }

  private static Sources sources(Map<String, NoticeSettings.Source> given) {
    Duration second = Duration.ofSeconds(1);
    var settings =
        new NoticeSettings(
            true,
            given,
            Duration.ofMinutes(5),
            List.of("api.paypal.com"),
            false,
            second,
            second,
            second,
            second,
            1,
            second,
            second,
            1,
            second);
    return new Sources(settings, () -> new ProviderSet(Map.of(), BinTable.NONE), Clock.systemUTC());
  }

  @Test
  void allThatIsWrongIsSaidAtOnce(@TempDir Path folder) throws IOException {
    Path empty = Files.writeString(folder.resolve("empty"), "\n");
    Map<String, NoticeSettings.Source> given = new LinkedHashMap<>();
    given.put("a", source(null, null));
    given.put("b", source(NoticeScheme.STRIPE, null));
    given.put("c", source(NoticeScheme.STRIPE, folder.resolve("none")));
    given.put("d", source(NoticeScheme.STRIPE, empty));
    given.put("e", source(NoticeScheme.PAYPAL, null));
    given.put("f", source(NoticeScheme.GOOGLE_PLAY, null));
    given.put("G", source(NoticeScheme.APP_STORE, null));
    assertThatThrownBy(() -> sources(given))
        .hasMessageContaining(
            "serai.notices.sources.a.scheme: write stripe, paypal, app_store or google_play")
        .hasMessageContaining(
            "serai.notices.sources.b.secret-file: name a file with the endpoint's secrets"
                + " (whsec_…), one a line")
        .hasMessageContaining("serai.notices.sources.c.secret-file: the file ")
        .hasMessageContaining(
            "serai.notices.sources.d.secret-file: the file must hold 1 to 5 secrets, one a line, of"
                + " 16 characters or more, as Stripe shows them")
        .hasMessageContaining(
            "serai.notices.sources.e.webhook-id: write the id that PayPal shows for our webhook")
        .hasMessageContaining(
            "serai.notices.sources.f.audience: write the audience of the push subscription")
        .hasMessageContaining(
            "serai.notices.sources.f.sender: write the e-mail address of the account that pushes")
        .hasMessageContaining(
            "serai.notices.sources.G: write the provider's name as in providers.yaml");
  }

  @Test
  void aNameThatIsNoSourceIsNotFound(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("stripe"), "whsec_0123456789abcdef\n");
    Sources sources = sources(Map.of("stripe", source(NoticeScheme.STRIPE, file)));
    assertThat(sources.get("stripe").scheme()).isEqualTo(NoticeScheme.STRIPE);
    assertThatThrownBy(() -> sources.get("paypal"))
        .hasMessage("no webhooks are taken here under that name");
  }
}
