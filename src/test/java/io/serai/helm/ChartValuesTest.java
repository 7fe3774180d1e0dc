package io.serai.helm;

import static io.serai.helm.ChartCopy.LEAST_VALUES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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
