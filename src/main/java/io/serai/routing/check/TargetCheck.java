package io.serai.routing.check;

import io.serai.intake.Nearest;
import io.serai.provider.ProviderDefinition;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** C10: every target exists, and somebody reaches it. */
final class TargetCheck implements Check {

  private static final String LINK = "iso8583";

  // What a file means to send or serve is not known while these are wrong in it.
  static final Set<Rule> HIDING = Set.of(Rule.C1, Rule.C3, Rule.C4);

  @Override
  public void look(Scene scene, Findings found) {
    boolean whole = !found.any(HIDING);
    for (Zone zone : List.of(Zone.ENTRIES, Zone.SET)) {
      compare(
          calls(scene, "direct", false, zone),
          calls(scene, "direct", true, zone),
          whole,
          zone,
          found);
    }
    compare(
        calls(scene, "entry", false, Zone.ENTRIES),
        calls(scene, "entry", true, Zone.SET),
        whole,
        Zone.SET,
        found);
    links(scene, whole, found);
    unreachedKamelets(scene, found);
  }

  private static void links(Scene scene, boolean whole, Findings found) {
    Set<String> meant = new HashSet<>();
    for (Call call : scene.calls(LINK).toList()) {
      if (call.name().contains("{{")) {
        ofSettings(call, meant, scene, found);
      } else {
        link(call.name(), call.at(), LINK + ":", meant, scene, found);
      }
    }
    // Providers that cannot be read may have meant any of them.
    boolean known = whole && scene.providers().isPresent();
    scene
        .links()
        .forEach(
            (name, at) -> {
              if (known && !meant.contains(name)) {
                found.add(
                    Rule.C10,
                    at,
                    name,
                    "no route and no Kamelet names the link " + name,
                    "begin an entry with iso8583:" + name + ", or delete the link");
              }
            });
  }

  private static void link(
      String name, Place at, String prefix, Set<String> meant, Scene scene, Findings found) {
    meant.add(name);
    if (!scene.links().containsKey(name)) {
      Optional<String> near = Nearest.of(name, scene.links().keySet());
      near.ifPresent(meant::add);
      found.add(
          Rule.C10,
          at,
          prefix + name,
          "links.yaml has no link '" + name + "'",
          near.map(one -> "write " + prefix + one)
              .orElse("declare it there, with tenant and address"));
    }
  }

  /** A Kamelet whose parameter is the link: each provider says which one it means. */
  private static void ofSettings(Call call, Set<String> meant, Scene scene, Findings found) {
    String kamelet = scene.kameletOf(call.step().source()).map(Kamelet::name).orElse("");
    for (Placeholders.One parameter : Placeholders.in(call.name())) {
      for (ProviderDefinition provider : scene.providers().orElse(Map.of()).values()) {
        String name = provider.settings().get(parameter.name());
        if (kamelet.equals(provider.kamelet()) && name != null) {
          String setting = "providers." + provider.name() + ".settings." + parameter.name();
          Place at =
              scene
                  .providersFile()
                  .flatMap(file -> ProvidersCheck.nearest(file, setting))
                  .orElse(call.at());
          link(name, at, "", meant, scene, found);
        }
      }
    }
  }

  private static List<Call> calls(Scene scene, String scheme, boolean consumer, Zone zone) {
    return scene
        .calls(scheme)
        .filter(call -> call.consumer() == consumer && call.zone() == zone)
        .toList();
  }

  private static void compare(
      List<Call> calls, List<Call> targets, boolean whole, Zone zone, Findings found) {
    Set<String> names = names(targets);
    Set<String> meant = new HashSet<>(names(calls));
    for (Call call : calls) {
      Optional<String> near = Nearest.of(call.name(), names);
      if (!names.contains(call.name()) && (whole || near.isPresent())) {
        near.ifPresent(meant::add);
        String target = call.scheme() + ":" + call.name();
        found.add(
            Rule.C10,
            call.at(),
            target,
            "no route of " + zone.words() + " begins with " + target,
            near.map(name -> "write " + call.scheme() + ":" + name)
                .orElse("write a route with from: " + target));
      }
    }
    for (Call target : targets) {
      if (whole && !meant.contains(target.name())) {
        String name = target.scheme() + ":" + target.name();
        found.add(
            Rule.C10,
            target.at(),
            name,
            "nobody sends to " + name,
            "send to it"
                + (target.scheme().equals("entry") ? " from routes/entries" : "")
                + ", or delete the route");
      }
    }
  }

  private static Set<String> names(List<Call> calls) {
    return calls.stream().map(Call::name).collect(Collectors.toSet());
  }

  private static void unreachedKamelets(Scene scene, Findings found) {
    if (scene.providers().isEmpty()) {
      return;
    }
    Set<String> used =
        Stream.concat(
                scene.providers().get().values().stream()
                    .map(provider -> String.valueOf(provider.kamelet())),
                scene.calls("kamelet").map(Call::name))
            .collect(Collectors.toSet());
    for (Kamelet kamelet : scene.kamelets().values()) {
      if (!used.contains(kamelet.name())) {
        found.add(
            Rule.C10,
            Place.top(kamelet.source().file()),
            kamelet.name(),
            "nobody uses the Kamelet " + kamelet.name(),
            "name it in providers.yaml, or delete the file");
      }
    }
  }
}
