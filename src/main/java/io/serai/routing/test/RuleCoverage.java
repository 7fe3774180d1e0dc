package io.serai.routing.test;

import io.serai.routing.test.RouteTestReport.Branch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which rules of {@code issuing.yaml} decided something in a test, and which never did. */
final class RuleCoverage {

  private final Map<Rule, Branch> all = new LinkedHashMap<>();
  private final Set<Rule> taken = new HashSet<>();

  private record Rule(String program, String name) {}

  /** The rules of a folder of routes, whose {@code issuing.yaml}, if any, the hub could read. */
  RuleCoverage(Path routes) {
    Path file = routes.resolve("issuing.yaml");
    if (Files.exists(file)) {
      items(YamlFile.read(file), "programs")
          .forEach(
              program ->
                  items(program, "rules").forEach(rule -> add(text(program), text(rule), rule)));
    }
  }

  private static List<Node> items(Node node, String field) {
    Node list = node.get(field);
    return list == null ? List.of() : list.items();
  }

  private static String text(Node node) {
    Node name = node.get("name");
    return name == null ? "" : name.text();
  }

  private void add(String program, String name, Node rule) {
    all.put(
        new Rule(program, name),
        new Branch(
            rule.place().file(), rule.place().line(), "program " + program + ": rule " + name));
  }

  /** Notes that a rule decided. */
  void decided(String program, String name) {
    Rule rule = new Rule(program, name);
    if (all.containsKey(rule)) {
      taken.add(rule);
    }
  }

  List<Branch> untaken() {
    return all.entrySet().stream()
        .filter(one -> !taken.contains(one.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  int count() {
    return all.size();
  }

  int takenCount() {
    return taken.size();
  }
}
