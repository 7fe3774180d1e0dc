package io.serai.routing.check;

import io.serai.iso8583.LinksFile;
import io.serai.payment.SeraiException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** C16: {@code links.yaml} by its schema, then as the hub itself reads it. */
final class LinksCheck {

  private LinksCheck() {}

  /** The beans of the links; what is wrong is noted. */
  static Set<String> beans(Path file, Yaml root, Walk.Schema schema, Findings found) {
    new Walk(schema, new Source(file, Zone.ENTRIES, root), found).all("links.yaml");
    if (!found.in(file)) {
      try {
        LinksFile.read(file);
      } catch (SeraiException e) {
        tell(file, root, String.valueOf(e.getMessage()), found);
      }
    }
    Set<String> beans = new TreeSet<>();
    if (root.find("links").orElse(null) instanceof Yaml.Fields links) {
      links.fields().keySet().forEach(name -> beans.add(LinksFile.beanName(name)));
    }
    return beans;
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
