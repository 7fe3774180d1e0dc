package io.serai.routing.check;

import io.serai.issuing.IssuingFiles;
import io.serai.payment.SeraiException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * C18: {@code issuing.yaml}, where there is one, by its schema, then as the hub itself reads it.
 */
final class IssuingCheck {

  private IssuingCheck() {}

  static void look(Path routes, Walk.Schema schema, UnaryOperator<String> fill, Findings found) {
    Path file = routes.resolve("issuing.yaml");
    if (Files.exists(file)) {
      YamlReader.read(file, found).ifPresent(root -> look(file, root, schema, fill, found));
    }
  }

  private static void look(
      Path file, Yaml root, Walk.Schema schema, UnaryOperator<String> fill, Findings found) {
    new Walk(schema, new Source(file, Zone.SET, root), found).all("issuing.yaml");
    if (!found.in(file)) {
      try {
        IssuingFiles.verify(file.resolveSibling(""), fill);
      } catch (SeraiException e) {
        // A line for each problem.
        String.valueOf(e.getMessage())
            .lines()
            .forEach(line -> ProvidersCheck.tell(Rule.C18, file, root, line, found));
      }
    }
  }
}
