package io.serai.routing.check;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader;
import org.apache.camel.support.ResourceHelper;

/**
 * C3, for what no schema says: Camel itself reads each file in which nothing else was found. It
 * makes models of the routes and neither endpoints nor connections.
 */
final class CamelCheck implements Check {

  @Override
  public void look(Scene scene, Findings found) {
    for (Source source : scene.sources()) {
      if (!found.in(source.file())) {
        read(source, scene.bench(), found);
      }
    }
  }

  private static void read(Source source, CamelContext bench, Findings found) {
    try (var loader = new YamlRoutesBuilderLoader()) {
      loader.setCamelContext(bench);
      loader.start();
      if (loader.loadRoutesBuilder(
              ResourceHelper.resolveResource(bench, "file:" + source.file().toAbsolutePath()))
          instanceof RouteBuilder builder) {
        builder.setCamelContext(bench);
        builder.configure();
      }
    } catch (Exception e) {
      found.add(
          Rule.C3,
          Place.top(source.file()),
          "",
          "Camel does not read this file: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
          "compare it with a file that it reads");
    }
  }
}
