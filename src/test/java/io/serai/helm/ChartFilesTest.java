package io.serai.helm;

import static io.serai.helm.ChartCopy.LEAST_VALUES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the chart makes of {@code routes/} and {@code kamelets/}. */
@Timeout(60)
class ChartFilesTest {

  private static final int CONFIG_MAP_LIMIT_BYTES = 900 * 1024;

  private ChartCopy chart;

  @BeforeEach
  void copyTheChart(@TempDir Path folder) {
    chart = ChartCopy.below(folder);
  }

  @Test
  void thePackageBringsEveryRouteAndKamelet() {
    var manifests = chart.renderPackaged(LEAST_VALUES);

    for (var file : chart.filesForPods()) {
      var slash = file.lastIndexOf('/');
      var name = ChartCopy.FOLDERS.get(file.substring(0, slash));
      assertThat(name).as("%s is in a folder that no ConfigMap carries", file).isNotNull();
      var data = manifests.one("ConfigMap", "hub-serai-" + name).at("/data");
      assertThat(data.path(file.substring(slash + 1)).asText())
          .as("%s", file)
          .isEqualTo(chart.read(file));
    }
  }

  @Test
  void podsSeeTheFoldersOfTheRepository() {
    var seen =
        chart.render(LEAST_VALUES).pod().at("/spec/volumes").findValues("projected").stream()
            .flatMap(volume -> volume.findValuesAsText("path").stream())
            .map("routes/"::concat);

    assertThat(seen)
        .containsExactlyInAnyOrderElementsOf(
            chart.filesForPods().stream().filter(file -> file.startsWith("routes/")).toList());
  }

  @Test
  void anEditOfAFileRollsThePods() {
    for (var folderAndName : ChartCopy.FOLDERS.entrySet()) {
      var before = checksums();
      chart.write(folderAndName.getKey() + "/one-more.yaml", "edited: true\n");
      var after = checksums();

      assertThat(changed(before, after))
          .as("after an edit in %s", folderAndName.getKey())
          .containsExactly("checksum/" + folderAndName.getValue());
    }
  }

  @Test
  void aNewPasswordRollsThePods() {
    var values = new HashMap<>(LEAST_VALUES);
    values.put("secret.databasePassword", "another");

    assertThat(changed(checksums(), checksums(values))).containsExactly("checksum/secret");
  }

  @Test
  void noConfigMapComesNearTheLimitOfKubernetes() {
    for (var manifest : chart.render(LEAST_VALUES).all()) {
      assertThat(manifest.path("data").toString().length())
          .as("characters in %s", manifest.at("/metadata/name").asText())
          .isLessThan(CONFIG_MAP_LIMIT_BYTES);
    }
  }

  @Test
  void aFolderThatIsTooLargeIsRefusedByName() {
    chart.write("routes/online/large.yaml", "# too much\n".repeat(CONFIG_MAP_LIMIT_BYTES / 11 + 1));

    assertThatThrownBy(() -> chart.render(LEAST_VALUES))
        .hasMessageContaining("routes/online holds")
        .hasMessageContaining("900 KiB");
  }

  private Map<String, String> checksums() {
    return checksums(LEAST_VALUES);
  }

  private Map<String, String> checksums(Map<String, Object> values) {
    var checksums = new TreeMap<String, String>();
    chart
        .render(values)
        .pod()
        .at("/metadata/annotations")
        .properties()
        .forEach(field -> checksums.put(field.getKey(), field.getValue().asText()));
    return checksums;
  }

  private static Stream<String> changed(Map<String, String> before, Map<String, String> after) {
    assertThat(after).containsOnlyKeys(before.keySet());
    return before.keySet().stream().filter(key -> !Objects.equals(before.get(key), after.get(key)));
  }
}
