package io.serai.helm;

import static io.serai.helm.ChartCopy.LEAST_VALUES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The chart as {@code helm lint}, {@code helm template} and {@code helm package} see it (S2.2). */
@Timeout(60)
class ChartTest {

  private ChartCopy chart;

  @BeforeEach
  void copyTheChart(@TempDir Path folder) {
    chart = ChartCopy.below(folder);
  }

  @Test
  void lintFindsNothingToComplainAbout() {
    var result = chart.lint();

    assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
  }

  @Test
  void everyManifestSaysWhatItIs() {
    var kinds = new TreeMap<String, Integer>();

    for (var manifest : chart.render(LEAST_VALUES).all()) {
      assertThat(manifest.at("/apiVersion").asText()).isNotEmpty();
      assertThat(manifest.at("/metadata/name").asText()).matches("hub-serai(-[a-z]+)*");
      assertThat(manifest.at("/metadata/labels/app.kubernetes.io~1name").asText())
          .isEqualTo("serai");
      kinds.merge(manifest.at("/kind").asText(), 1, Integer::sum);
    }
    assertThat(kinds)
        .isEqualTo(
            Map.of(
                "ConfigMap", 6, "Deployment", 1, "Secret", 1, "Service", 2, "ServiceAccount", 1));
  }

  @Test
  void operatorsHaveAServiceOfTheirOwn() {
    var manifests = chart.render(LEAST_VALUES);

    assertThat(ports(manifests.one("Service", "hub-serai")))
        .isEqualTo(Map.of("rest", 8080, "iso8583", 8583));
    assertThat(ports(manifests.one("Service", "hub-serai-operators")))
        .isEqualTo(Map.of("operators", 8081));
    assertThat(Manifests.named(manifests.container().at("/ports"), "containerPort"))
        .isEqualTo(Map.of("rest", "8080", "iso8583", "8583", "operators", "8081"));
  }

  @Test
  void kubernetesWatchesStartReadinessAndLife() {
    var container = chart.render(LEAST_VALUES).container();

    assertProbe(container.at("/startupProbe"), "/actuator/health/readiness");
    assertProbe(container.at("/readinessProbe"), "/actuator/health/readiness");
    assertProbe(container.at("/livenessProbe"), "/actuator/health/liveness");
  }

  @Test
  void podsAreRestricted() {
    var manifests = chart.render(LEAST_VALUES);
    var pod = manifests.pod().at("/spec");
    var container = manifests.container();

    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.at("/securityContext/runAsUser").asInt()).isPositive();
    assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
    assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(container.at("/securityContext/capabilities/drop/0").asText()).isEqualTo("ALL");
    assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
    assertThat(
            manifests
                .one("ServiceAccount", "hub-serai")
                .at("/automountServiceAccountToken")
                .asBoolean(true))
        .isFalse();
    assertThat(Manifests.named(container.at("/volumeMounts"), "mountPath"))
        .containsEntry("tmp", "/tmp");
  }

  @Test
  void theKillComesAfterCamelsLastWord() {
    assertThat(chart.render(LEAST_VALUES).pod().at("/spec/terminationGracePeriodSeconds").asInt())
        .isGreaterThan(45);
  }

  private static void assertProbe(JsonNode probe, String path) {
    assertThat(probe.at("/httpGet/path").asText()).isEqualTo(path);
    assertThat(probe.at("/httpGet/port").asText()).isEqualTo("operators");
    assertThat(probe.at("/periodSeconds").asInt()).isPositive();
    assertThat(probe.at("/timeoutSeconds").asInt()).isPositive();
    assertThat(probe.at("/failureThreshold").asInt()).isPositive();
  }

  private static Map<String, Integer> ports(JsonNode service) {
    var ports = new TreeMap<String, Integer>();
    for (var port : service.at("/spec/ports")) {
      assertThat(port.at("/targetPort").asText()).isEqualTo(port.at("/name").asText());
      ports.put(port.at("/name").asText(), port.at("/port").asInt());
    }
    return ports;
  }
}
