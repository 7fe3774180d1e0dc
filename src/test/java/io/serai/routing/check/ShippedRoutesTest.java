package io.serai.routing.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.stereotype.Component;

/** The routes, Kamelets, providers and links that are shipped, and the reviewed lists behind. */
class ShippedRoutesTest {

  private static final Folders SHIPPED = new Folders(Path.of("routes"), Path.of("kamelets"));

  @Test
  void nothingIsWrongWithWhatIsShipped() {
    assertThat(new RouteCheck(name -> null).check(SHIPPED)).isEmpty();
  }

  @Test
  void everyExceptionIsNeededByWhatIsShipped() {
    List<String> stale = new ArrayList<>();
    int number = Resources.yaml("rule-exceptions.yaml").path("exceptions").size();
    for (int i = 0; i < number; i++) {
      ObjectNode list = Resources.yaml("rule-exceptions.yaml").deepCopy();
      JsonNode taken = list.withArray("exceptions").remove(i);
      if (new RouteCheck(name -> null, new Exceptions(list)).check(SHIPPED).isEmpty()) {
        stale.add(taken.toString());
      }
    }
    assertThat(stale).isEmpty();
  }

  @Test
  void everyRuleHasAChapter() throws IOException {
    String chapters = Files.readString(Path.of("docs/route-rules.md"));
    for (Rule rule : Rule.values()) {
      assertThat(chapters).contains("### " + rule + " ");
    }
  }

  @Test
  void theBeansThatRoutesMayNameAreThoseOfTheHub() {
    Map<String, String> hub = hubBeans();
    new Rules()
        .beans()
        .forEach((name, type) -> assertThat(hub).as("beans of the hub").containsEntry(name, type));
  }

  private static Map<String, String> hubBeans() {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(Component.class));
    Map<String, String> beans = new TreeMap<>();
    for (var candidate : scanner.findCandidateComponents("io.serai")) {
      Class<?> type = load(String.valueOf(candidate.getBeanClassName()));
      Component component = type.getAnnotation(Component.class);
      if (component != null) {
        beans.put(component.value(), type.getName());
      }
      Stream.of(type.getDeclaredMethods())
          .filter(method -> method.isAnnotationPresent(Bean.class))
          .forEach(method -> beans.put(method.getName(), method.getReturnType().getName()));
    }
    return beans;
  }

  private static Class<?> load(String type) {
    try {
      return Class.forName(type, false, ShippedRoutesTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "routes/providers.yaml, providers",
    "routes/links.yaml, links",
    "routes/caps.yaml, caps",
    "routes/issuing.yaml, issuing",
    "routes/order-prices.yaml, order-prices",
    "kamelets/gateway-a-action.kamelet.yaml, kamelet",
    "kamelets/gateway-b-action.kamelet.yaml, kamelet",
    "kamelets/issuer-h-action.kamelet.yaml, kamelet",
    "kamelets/iso8583-action.kamelet.yaml, kamelet",
    "kamelets/paypal-action.kamelet.yaml, kamelet",
    "kamelets/van-a-action.kamelet.yaml, kamelet",
    "kamelets/van-b-action.kamelet.yaml, kamelet"
  })
  void theFileNamesItsSchemaForEditorsAndKeepsIt(String file, String schema) throws IOException {
    String resource = "src/main/resources/schemas/" + schema + ".schema.json";
    assertThat(Files.readAllLines(Path.of(file)).get(0))
        .isEqualTo("# yaml-language-server: $schema=../" + resource);
    assertThat(
            JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(new ObjectMapper().readTree(Files.readString(Path.of(resource))))
                .validate(new YAMLMapper().readTree(Files.readString(Path.of(file)))))
        .isEmpty();
  }
}
