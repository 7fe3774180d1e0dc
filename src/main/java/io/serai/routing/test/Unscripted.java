package io.serai.routing.test;

import io.serai.provider.ProviderDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Providers that are asked otherwise than over HTTP: their scripts stand in before their Kamelets.
 * A test must reach nobody, so their addresses are set to nowhere.
 *
 * @param links the links, with the address that the file gives each
 */
record Unscripted(Map<String, String> links) {

  private static final String NOWHERE = "127.0.0.1:1";

  /** Those of a folder. */
  static Unscripted in(Path routes) {
    Map<String, String> links = new HashMap<>();
    Path file = routes.resolve("links.yaml");
    Node all = Files.exists(file) ? YamlFile.read(file).get("links") : null;
    if (all != null) {
      all.fields()
          .forEach(
              (name, link) -> {
                Node address = link.get("address");
                if (address != null && address.is(Node.Kind.TEXT)) {
                  links.put(name, address.text());
                } else {
                  links.put(name, "");
                }
              });
    }
    return new Unscripted(links);
  }

  /** What sets their addresses. */
  Map<String, String> settings(Set<String> providers) {
    Map<String, String> settings = new HashMap<>();
    providers.forEach(name -> settings.put("serai.providers." + name + ".address", NOWHERE));
    links.keySet().forEach(name -> settings.put("serai." + name + ".address", ""));
    return settings;
  }

  /** Whether a provider is one, and its address is such a setting. */
  boolean has(ProviderDefinition provider) {
    String link = provider.link();
    return link == null
        ? provider.settings().containsValue(NOWHERE)
        : links.getOrDefault(link, "").matches("\\{\\{serai\\." + link + "\\.address(:.*)?}}");
  }
}
