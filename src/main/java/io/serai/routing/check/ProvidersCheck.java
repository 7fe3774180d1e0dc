package io.serai.routing.check;

import io.serai.payment.SeraiException;
import io.serai.provider.ProviderDefinition;
import io.serai.provider.ProviderFiles;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** C15: {@code providers.yaml} by its schema, then as the hub itself reads it. */
final class ProvidersCheck {

  private static final Pattern WITH_PLACE = Pattern.compile("(\\d+):(\\d+): (.*)", Pattern.DOTALL);
  private static final Pattern WITH_FIELD =
      Pattern.compile("([\\w.\\[\\]-]+): (.*)", Pattern.DOTALL);

  private ProvidersCheck() {}

  /** The providers, or nothing once findings say what is wrong. */
  static Optional<Map<String, ProviderDefinition>> read(
      Path file, Yaml root, Walk.Schema schema, UnaryOperator<String> fill, Findings found) {
    new Walk(schema, new Source(file, Zone.SET, root), found).all("providers.yaml");
    if (found.in(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(ProviderFiles.read(file, fill));
    } catch (SeraiException e) {
      tell(Rule.C15, file, root, String.valueOf(e.getMessage()), found);
      return Optional.empty();
    }
  }

  /** Notes what a reader of the hub says, which begins with the file and, often, the field. */
  static void tell(Rule rule, Path file, Yaml root, String message, Findings found) {
    String text =
        message.startsWith(file.toString())
            ? message.substring(file.toString().length()).replaceFirst("^:\\s*", "")
            : message;
    Place at = Place.top(file);
    Matcher place = WITH_PLACE.matcher(text);
    Matcher field = WITH_FIELD.matcher(text);
    if (place.matches()) {
      at = new Place(file, Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2)));
      text = place.group(3);
    } else if (field.matches()) {
      at = nearest(root, field.group(1)).orElse(at);
    }
    text = text.lines().findFirst().orElse("");
    int mend = text.indexOf("; ");
    int colon = text.indexOf(": ");
    if (mend >= 0) {
      add(rule, at, text.substring(0, mend), text.substring(mend + 2), found);
    } else if (field.matches() && colon >= 0) {
      add(rule, at, text.substring(0, colon) + " is wrong", text.substring(colon + 2), found);
    } else {
      add(rule, at, text, "write it as in the providers beside it", found);
    }
  }

  private static void add(Rule rule, Place at, String message, String mend, Findings found) {
    found.add(rule, at, message, message, mend);
  }

  /** The place of a dotted name, or of as much of it as there is. */
  static Optional<Place> nearest(Yaml root, String dotted) {
    Optional<Place> at = Optional.empty();
    Yaml here = root;
    for (String name : dotted.split("[.\\[]", -1)) {
      if (here instanceof Yaml.Many many && name.matches("[0-9]+]")) {
        here = many.items().get(Integer.parseInt(name.substring(0, name.length() - 1)) - 1);
        at = Optional.of(here.at());
        continue;
      }
      Yaml.Field field = here instanceof Yaml.Fields fields ? fields.fields().get(name) : null;
      if (field == null) {
        return at;
      }
      at = Optional.of(field.at());
      here = field.value();
    }
    return at;
  }
}
