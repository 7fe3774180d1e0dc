package io.serai.routing.check;

import io.serai.engine.CapFiles;
import io.serai.payment.SeraiException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** C17: {@code caps.yaml}, where there is one, by its schema, then as the hub itself reads it. */
final class CapsCheck {

  private CapsCheck() {}

  static void look(Path routes, Walk.Schema schema, UnaryOperator<String> fill, Findings found) {
    Path file = routes.resolve("caps.yaml");
    if (Files.exists(file)) {
      YamlReader.read(file, found).ifPresent(root -> look(file, root, schema, fill, found));
    }
  }

  private static void look(
      Path file, Yaml root, Walk.Schema schema, UnaryOperator<String> fill, Findings found) {
    new Walk(schema, new Source(file, Zone.SET, root), found).all("caps.yaml");
    if (!found.in(file)) {
      try {
        CapFiles.verify(file.resolveSibling(""), fill);
      } catch (SeraiException e) {
        ProvidersCheck.tell(Rule.C17, file, root, String.valueOf(e.getMessage()), found);
      }
    }
  }
}
