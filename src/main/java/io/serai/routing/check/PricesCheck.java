package io.serai.routing.check;

import io.serai.order.OrderPriceFiles;
import io.serai.payment.SeraiException;
import java.nio.file.Files;
import java.nio.file.Path;

/** C17: {@code order-prices.yaml}, where there is one, by its schema, then as the hub reads it. */
final class PricesCheck {

  private PricesCheck() {}

  static void look(Path routes, Walk.Schema schema, Findings found) {
    Path file = routes.resolve("order-prices.yaml");
    if (Files.exists(file)) {
      YamlReader.read(file, found).ifPresent(root -> look(file, root, schema, found));
    }
  }

  private static void look(Path file, Yaml root, Walk.Schema schema, Findings found) {
    new Walk(schema, new Source(file, Zone.SET, root), found).all("order-prices.yaml");
    if (!found.in(file)) {
      try {
        OrderPriceFiles.verify(file.resolveSibling(""));
      } catch (SeraiException e) {
        ProvidersCheck.tell(Rule.C17, file, root, String.valueOf(e.getMessage()), found);
      }
    }
  }
}
