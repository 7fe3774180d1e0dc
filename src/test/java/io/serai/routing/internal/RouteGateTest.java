package io.serai.routing.internal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class RouteGateTest {

  @Test
  void whatIsShippedMayStart() {
    assertThatCode(() -> gate(environment(Map.of()))).doesNotThrowAnyException();
  }

  @Test
  void aBreachStopsTheStartAndEveryFindingIsSaid(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("online"));
    Files.writeString(folder.resolve("online/a.camel.yaml"), "- route:\n    id: a\n");
    Files.writeString(folder.resolve("providers.yaml"), "providers:\n  floor: {}\n");
    var environment =
        environment(
            Map.of(
                "serai.routes.folder", folder.toString(),
                "serai.kamelets.folder", folder.resolve("none").toString()));
    assertThatThrownBy(() -> gate(environment))
        .asInstanceOf(InstanceOfAssertFactories.type(SeraiException.class))
        .matches(e -> e.code() == ErrorCode.CONFIGURATION)
        .extracting(SeraiException::getMessage)
        .isEqualTo(
            """
            the routes do not load, because of 2 findings:
            %1$s/online/a.camel.yaml:1:3: 'route' has no from; add from: below it [C3]
            %1$s/providers.yaml:2:3: 'floor' has no operations; add operations: below it [C3]"""
                .formatted(folder));
  }

  private static ConfigurableEnvironment environment(Map<String, Object> settings) {
    var environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
    return environment;
  }

  private static void gate(ConfigurableEnvironment environment) {
    new RouteGate(environment).postProcessBeanDefinitionRegistry(new DefaultListableBeanFactory());
  }
}
