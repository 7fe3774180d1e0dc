package io.serai.webhook.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import io.serai.webhook.WebhookSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with an endpoint is told by its property and the mend, before anything is sent. */
class EndpointsTest {

  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final List<String> KINDS = List.of("io.serai.card.*");

  @TempDir private Path folder = Path.of("target");
  private Path secret;

  @BeforeEach
  void write() throws IOException {
    secret = Files.writeString(folder.resolve("secret"), SECRET + "\n");
  }

  @Test
  void aGoodOneIsTaken() {
    Endpoint endpoint =
        Endpoints.of(
                settings(
                    false,
                    "shop",
                    new WebhookSettings.Endpoint(
                        "https://shop.example/serai?v=1", "acme", secret, KINDS, true)))
            .get(0);
    assertThat(endpoint.port()).isEqualTo(443);
    assertThat(endpoint.target()).isEqualTo("/serai?v=1");
    assertThat(endpoint.tls()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          shop.example/serai        | write an address such as https://shop.example/serai
          ftp://shop.example        | write an address such as https://shop.example/serai
          https://shop example      | write an address such as https://shop.example/serai
          http://shop.example/      | write https; serai.webhooks.allow-http is for a sandbox on one machine
          https://me:pw@shop.example| leave out user, password and #; the signature says who it comes from
          https://127.0.0.1/        | 127.0.0.1 is inside a network; write a public address, or set serai.webhooks.allow-private if it is meant
          https://localhost:9000/   | localhost is inside a network; write a public address, or set serai.webhooks.allow-private if it is meant
          https://[::1]/            | [::1] is inside a network; write a public address, or set serai.webhooks.allow-private if it is meant
          https://169.254.169.254/  | 169.254.169.254 is inside a network; write a public address, or set serai.webhooks.allow-private if it is meant
          """)
  void aWrongAddressIsRefused(String url, String message) {
    refused(
        new WebhookSettings.Endpoint(url, "acme", secret, KINDS, true),
        "serai.webhooks.endpoints.shop.url: " + message);
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    refused(
        new WebhookSettings.Endpoint(null, null, null, List.of(), true),
        "serai.webhooks.endpoints.shop.url: write an address such as https://shop.example/serai\n"
            + "serai.webhooks.endpoints.shop.tenant: say whose events it is told\n"
            + "serai.webhooks.endpoints.shop.kinds: list the types of events, such as"
            + " io.serai.card.*\n"
            + "serai.webhooks.endpoints.shop.secret-file: name a file with the secret that signs;"
            + " openssl rand -hex 32");
  }

  @Test
  void aWrongKindIsRefused() {
    refused(
        new WebhookSettings.Endpoint(
            "https://shop.example/", "acme", secret, List.of("card approved"), true),
        "serai.webhooks.endpoints.shop.kinds: card approved is no type of events; write one such"
            + " as io.serai.card.approved.v1 or io.serai.card.*");
  }

  @Test
  void aWrongSecretIsRefusedAndNotTold() throws IOException {
    Path file = folder.resolve("other");
    refusedSecret(file, "the file " + file + " cannot be read");
    Files.writeString(file, "\n");
    refusedSecret(file, "the file must hold one secret, or the new one and the old one below");
    Files.writeString(file, SECRET + "\n" + SECRET + "\n" + SECRET + "\n");
    refusedSecret(file, "the file must hold one secret, or the new one and the old one below");
    Files.writeString(file, "hunter2\n");
    refusedSecret(file, "a secret must have 32 characters or more; openssl rand -hex 32");
  }

  @Test
  void aNameOfOtherLettersIsRefused() {
    assertThatThrownBy(
            () ->
                Endpoints.of(
                    settings(
                        false,
                        "My Shop",
                        new WebhookSettings.Endpoint(
                            "https://shop.example/", "acme", secret, KINDS, true))))
        .hasMessage(
            "serai.webhooks.endpoints.My Shop: write its name in lower-case letters, digits and -");
  }

  @Test
  void whatASandboxAllowsIsTaken() {
    var plain = new WebhookSettings.Endpoint("http://127.0.0.1:9000/", "acme", secret, KINDS, true);
    assertThat(Endpoints.of(settings(true, "shop", plain))).hasSize(1);
  }

  private void refusedSecret(Path file, String message) {
    refused(
        new WebhookSettings.Endpoint("https://shop.example/", "acme", file, KINDS, true),
        "serai.webhooks.endpoints.shop.secret-file: " + message);
  }

  private static void refused(WebhookSettings.Endpoint endpoint, String message) {
    assertThatThrownBy(() -> Endpoints.of(settings(false, "shop", endpoint)))
        .isInstanceOfSatisfying(
            SeraiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
        .hasMessage(message);
  }

  private static WebhookSettings settings(
      boolean sandbox, String name, WebhookSettings.Endpoint endpoint) {
    return new WebhookSettings(
        true,
        Map.of(name, endpoint),
        sandbox,
        sandbox,
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        Duration.ofHours(4),
        Duration.ofDays(3),
        16,
        Duration.ofSeconds(1),
        Duration.ofDays(30));
  }
}
