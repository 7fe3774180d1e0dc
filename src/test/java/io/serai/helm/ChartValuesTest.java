package io.serai.helm;

import static io.serai.helm.ChartCopy.LEAST_VALUES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.serai.notice.NoticeScheme;
import io.serai.notice.NoticeSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.SpringApplicationJsonEnvironmentPostProcessor;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** How values become settings, and which ones are refused. */
@Timeout(60)
class ChartValuesTest {

  private ChartCopy chart;

  @BeforeEach
  void copyTheChart(@TempDir Path folder) {
    chart = ChartCopy.below(folder);
  }

  @Test
  void settingsReachTheHubByTheirPropertyNames() {
    var values = new HashMap<>(LEAST_VALUES);
    values.put("kafka.brokers", "broker-1:9092");
    values.put("providers.gateway-a.url", "https://gateway-a.example");
    values.put("secret.providerApiKeys.gateway-a", "k");
    values.put("environment", "live");
    values.put("onlyProviders[0]", "gateway-a");
    values.put("onlyProviders[1]", "gateway-b");

    var manifests = chart.render(values);

    assertThat(Manifests.named(manifests.container().at("/env"), "value"))
        .containsEntry("SPRING_DATASOURCE_URL", "jdbc:postgresql://postgresql:5432/serai")
        .containsEntry("SERAI_KAFKA_BROKERS", "broker-1:9092")
        .containsEntry("SERAI_ROLES", "online,batch,settlement,watchdog")
        .containsEntry("SERAI_PROVIDERS", "gateway-a,gateway-b")
        .containsEntry("SERAI_ENVIRONMENT", "live")
        .containsEntry("SERAI_ROUTES_FOLDER", "/etc/serai/routes")
        .containsEntry("SERAI_PROVIDERS_GATEWAYA_URL", "https://gateway-a.example")
        .containsKeys("SPRING_DATASOURCE_PASSWORD", "SERAI_PROVIDERS_GATEWAYA_APIKEY");
    assertThat(Manifests.named(chart.render(LEAST_VALUES).container().at("/env"), "value"))
        .doesNotContainKey("SERAI_ENVIRONMENT");
    assertThat(manifests.one("Secret", "hub-serai").at("/stringData/gateway-a-api-key").asText())
        .isEqualTo("k");
  }

  @Test
  void providersThatTellTheHubAreNamedAndTheirSecretsMounted() {
    var values = new HashMap<>(LEAST_VALUES);
    values.put("notices.gateway-c.scheme", "stripe");
    values.put("notices.paypal.scheme", "paypal");
    values.put("notices.paypal.webhookId", "8PT597110X687430LKGECATA");
    values.put("notices.google.scheme", "google_play");
    values.put("notices.google.audience", "https://hub.example/v1/webhooks/google");
    values.put("notices.google.sender", "push@project.example");
    values.put("secret.webhookSecrets.gateway-c", "whsec_new\nwhsec_old");

    var manifests = chart.render(values);

    String json =
        Objects.requireNonNull(
            Manifests.named(manifests.container().at("/env"), "value")
                .get("SPRING_APPLICATION_JSON"));
    URI keys = URI.create("https://www.googleapis.com/oauth2/v3/certs");
    assertThat(sources(json))
        .isEqualTo(
            Map.of(
                "gateway-c",
                new NoticeSettings.Source(
                    NoticeScheme.STRIPE,
                    Path.of("/etc/serai/notices/gateway-c"),
                    null,
                    null,
                    null,
                    keys),
                "paypal",
                new NoticeSettings.Source(
                    NoticeScheme.PAYPAL, null, "8PT597110X687430LKGECATA", null, null, keys),
                "google",
                new NoticeSettings.Source(
                    NoticeScheme.GOOGLE_PLAY,
                    null,
                    null,
                    "https://hub.example/v1/webhooks/google",
                    "push@project.example",
                    keys)));
    assertThat(json).doesNotContain("whsec");
    assertThat(
            manifests
                .one("Secret", "hub-serai")
                .at("/stringData/gateway-c-webhook-secret")
                .asText())
        .isEqualTo("whsec_new\nwhsec_old");
    assertThat(Manifests.named(manifests.container().at("/volumeMounts"), "mountPath"))
        .containsEntry("notices", "/etc/serai/notices");
    var mounted = notices(manifests);
    assertThat(mounted.at("/secret/items/0/key").asText()).isEqualTo("gateway-c-webhook-secret");
    assertThat(mounted.at("/secret/items/0/path").asText()).isEqualTo("gateway-c");
    assertThat(mounted.at("/secret/items")).hasSize(1);

    var least = chart.render(LEAST_VALUES);
    assertThat(notices(least).isMissingNode()).isTrue();
    assertThat(Manifests.named(least.container().at("/env"), "value"))
        .doesNotContainKey("SPRING_APPLICATION_JSON");
  }

  private static JsonNode notices(Manifests manifests) {
    for (var volume : manifests.pod().at("/spec/volumes")) {
      if (volume.at("/name").asText().equals("notices")) {
        return volume;
      }
    }
    return MissingNode.getInstance();
  }

  /** What the hub makes of the variable. */
  private static Map<String, NoticeSettings.Source> sources(String json) {
    var environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("pod", Map.of("SPRING_APPLICATION_JSON", json)));
    new SpringApplicationJsonEnvironmentPostProcessor()
        .postProcessEnvironment(environment, new SpringApplication());
    return Binder.get(environment).bind("serai.notices", NoticeSettings.class).get().sources();
  }

  @Test
  void aWebhooksSecretThatIsMissingOrNobodysIsNamed() {
    var values = new HashMap<>(LEAST_VALUES);
    values.put("notices.stripe.scheme", "stripe");
    assertThatThrownBy(() -> chart.render(values))
        .hasMessageContaining("secret.webhookSecrets.stripe is empty");
    values.put("secret.webhookSecrets.stripe", "whsec_1");
    values.put("secret.webhookSecrets.strip", "whsec_1");
    assertThatThrownBy(() -> chart.render(values))
        .hasMessageContaining("secret.webhookSecrets.strip is nobody's");

    values.remove("secret.webhookSecrets.strip");
    values.put("extraEnv[0].name", "SPRING_APPLICATION_JSON");
    assertThatThrownBy(() -> chart.render(values)).hasMessageContaining("extraEnv has");

    var mine = chart.render(Map.of("existingSecret", "mine", "notices.stripe.scheme", "stripe"));
    assertThat(notices(mine).at("/secret/secretName").asText()).isEqualTo("mine");
  }

  @Test
  void secretsAreNamedNeverShown() {
    var env = chart.render(LEAST_VALUES).container().at("/env");

    assertThat(Manifests.named(env, "value").get("SPRING_DATASOURCE_PASSWORD")).isEmpty();
    assertThat(env.findValues("secretKeyRef")).isNotEmpty();
  }

  @Test
  void anExistingSecretTakesThePlaceOfTheCharts() {
    var manifests = chart.render(Map.of("existingSecret", "mine"));

    assertThat(manifests.all()).noneMatch(m -> m.at("/kind").asText().equals("Secret"));
    assertThat(manifests.container().findValuesAsText("key")).contains("database-password");
    assertThat(manifests.pod().findValuesAsText("secretName")).containsOnly("mine");
    assertThat(manifests.container().findValues("secretKeyRef"))
        .allMatch(reference -> reference.at("/name").asText().equals("mine"));
  }

  @Test
  void aMissingSecretIsAskedForByName() {
    assertThatThrownBy(() -> chart.render(Map.of()))
        .hasMessageContaining("secret.databasePassword");
  }

  @Test
  void twoSourcesOfSecretsAreRefused() {
    var values = new HashMap<>(LEAST_VALUES);
    values.put("existingSecret", "mine");

    assertThatThrownBy(() -> chart.render(values)).hasMessageContaining("existingSecret");
  }

  @Test
  void valuesThatBreakTheSchemaAreRefusedByName() {
    assertRefused("replicas", "many", "/replicas");
    assertRefused("terminationGracePeriodSeconds", 45, "/terminationGracePeriodSeconds");
    assertRefused("service.restPort", 70000, "/service/restPort");
    assertRefused("database.url", "mysql://db/serai", "/database/url");
    assertRefused("providers.gateway-a.url", "ftp://a", "/providers/gateway-a/url");
    assertRefused("environment", "production", "/environment");
    assertRefused("notices.stripe.scheme", "strip", "/notices/stripe/scheme");
    assertRefused("notices.paypal.webhook-id", "8PT", "/notices/paypal");
    assertRefused("imagee.tag", "1", "imagee");
    assertRefused("secret.databasePasword", "d", "databasePasword");
    assertRefused("operatorsService.type", "LoadBalancer", "operatorsService");
  }

  private void assertRefused(String name, Object value, String named) {
    var values = new HashMap<>(LEAST_VALUES);
    values.put(name, value);

    assertThatThrownBy(() -> chart.render(values))
        .as("%s=%s", name, value)
        .hasMessageContaining("schema")
        .hasMessageContaining(named);
  }
}
