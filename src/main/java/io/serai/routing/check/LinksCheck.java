package io.serai.routing.check;

import io.serai.iso8583.LinksFile;
import io.serai.payment.SeraiException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** C16, R7: {@code links.yaml} by its schema, then as the hub itself reads it. */
final class LinksCheck {

  private LinksCheck() {}

  /** The links, each with its place; what is wrong is noted. */
  static Map<String, Place> links(
      Path file, Yaml root, Walk.Schema schema, UnaryOperator<String> fill, Findings found) {
    new Walk(schema, new Source(file, Zone.ENTRIES, root), found).all("links.yaml");
    if (!found.in(file)) {
      try {
        LinksFile.read(file, fill);
      } catch (SeraiException e) {
        tell(file, root, String.valueOf(e.getMessage()), found);
      }
    }
    Map<String, Place> places = new TreeMap<>();
    if (root.find("links").orElse(null) instanceof Yaml.Fields links) {
      for (Yaml.Field link : links.fields().values()) {
        places.put(link.name(), link.at());
        link.value().find("tls", "password").ifPresent(password -> secret(password, found));
      }
    }
    return places;
  }

  private static void secret(Yaml password, Findings found) {
    for (Yaml.Text text : password.texts()) {
      SecretCheck.literal(text.value())
          .ifPresent(literal -> SecretCheck.add(text.at(), "password", literal, found));
    }
  }

  /** The reader says all of its problems at once, each with its field before a colon. */
  private static void tell(Path file, Yaml root, String message, Findings found) {
    for (String problem : message.replaceFirst("^.*?links\\.yaml: ", "").split("; ", -1)) {
      int colon = Math.max(problem.indexOf(": "), 0);
      String field = problem.substring(0, colon);
      found.add(
          Rule.C16,
          ProvidersCheck.nearest(root, field).orElse(Place.top(file)),
          problem,
          field + " is wrong",
          problem.substring(Math.min(problem.length(), colon + 2)));
    }
  }
}
