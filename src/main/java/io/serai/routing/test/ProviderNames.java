package io.serai.routing.test;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** The names of providers outside the hub, before anything is started. */
final class ProviderNames {

  private ProviderNames() {}

  /** Those with a Kamelet. */
  static Set<String> in(Path file) {
    Set<String> names = new TreeSet<>();
    Node providers = YamlFile.read(file).get("providers");
    if (providers != null) {
      providers
          .fields()
          .forEach(
              (name, provider) -> {
                if (provider.get("kamelet") != null) {
                  names.add(name);
                }
              });
    }
    return names;
  }
}
