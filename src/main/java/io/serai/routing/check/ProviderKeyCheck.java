package io.serai.routing.check;

import io.serai.intake.Nearest;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * C9, for the settings of providers: one that is misspelt, {@code ulr} for {@code url}, is set by
 * nobody, and its default would hold for ever. Which settings there are is known by the fields and
 * parameters that each provider has.
 */
final class ProviderKeyCheck implements Check {

  private static final String PREFIX = "serai.providers.";

  @Override
  public void look(Scene scene, Findings found) {
    if (!(scene.providersFile().flatMap(f -> f.find("providers")).orElse(null)
        instanceof Yaml.Fields providers)) {
      return;
    }
    Map<String, Set<String>> keys = new TreeMap<>();
    providers
        .fields()
        .values()
        .forEach(provider -> keys.put(provider.name(), keys(provider.value(), scene)));
    providers.texts().forEach(text -> look(text, keys, scene, found));
    scene
        .sources()
        .forEach(source -> source.root().texts().forEach(text -> look(text, keys, scene, found)));
  }

  private static void look(
      Yaml.Text text, Map<String, Set<String>> keys, Scene scene, Findings found) {
    for (Placeholders.One one : Placeholders.in(text.value())) {
      if (one.name().startsWith(PREFIX) && scene.settings().apply(one.name()) == null) {
        meant(one.name().substring(PREFIX.length()), keys)
            .ifPresent(
                near ->
                    found.add(
                        Rule.C9,
                        text.at(),
                        one.name(),
                        "nothing sets the property " + one.name(),
                        "write {{" + PREFIX + near + "}}"));
      }
    }
  }

  /** What a mistyped {@code <provider>.<key>} most likely was to be. */
  private static Optional<String> meant(String name, Map<String, Set<String>> keys) {
    int dot = name.indexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    String provider = name.substring(0, dot);
    String key = name.substring(dot + 1);
    Set<String> known = keys.get(provider);
    if (known == null) {
      return Nearest.of(provider, keys.keySet()).map(near -> near + "." + key);
    }
    return known.contains(key)
        ? Optional.empty()
        : Nearest.of(key, known).map(near -> provider + "." + near);
  }

  /** {@code late-window}, {@code bypass-errors}, {@code api-key}: fields as settings name them. */
  private static Set<String> keys(Yaml provider, Scene scene) {
    Set<String> keys = new TreeSet<>();
    if (provider instanceof Yaml.Fields fields) {
      for (Yaml.Field field : fields.fields().values()) {
        keys.add(dashed(field.name()));
        if (field.value() instanceof Yaml.Fields inner) {
          inner.fields().keySet().forEach(name -> keys.add(dashed(name)));
          inner.fields().keySet().forEach(name -> keys.add(dashed(field.name() + "-" + name)));
        }
      }
      fields
          .text("kamelet")
          .map(kamelet -> scene.kamelets().get(kamelet.value()))
          .ifPresent(
              kamelet -> kamelet.parameters().keySet().forEach(name -> keys.add(dashed(name))));
    }
    return keys;
  }

  private static String dashed(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").replace('_', '-').toLowerCase(Locale.ROOT);
  }
}
