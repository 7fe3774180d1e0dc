package io.serai.routing.check;

import io.serai.payment.Operation;
import io.serai.provider.ProviderDefinition;
import io.serai.routing.check.Topology.Arrow;
import io.serai.routing.check.Topology.Kind;
import io.serai.routing.check.Topology.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Makes a {@link Topology} of what was read. */
final class TopologyReader {

  // What a step without providers asks of the one that has the payment.
  private static final Map<String, Operation> OF_THE_PAYMENT =
      Map.of(
          "refund", Operation.REFUND,
          "reversal", Operation.REVERSAL,
          "cancel", Operation.REVERSAL,
          "confirm", Operation.INQUIRY,
          "unsubscribe", Operation.UNSUBSCRIBE,
          "change_plan", Operation.CHANGE_PLAN);

  private final Scene scene;
  private final UnaryOperator<String> fill;
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, Arrow> arrows = new LinkedHashMap<>();

  TopologyReader(Scene scene) {
    this.scene = scene;
    this.fill = Placeholders.fill(scene.settings());
  }

  Topology read() {
    List<Call> calls = scene.calls().stream().filter(c -> c.zone() != Zone.KAMELET).toList();
    calls.stream().filter(Call::consumer).forEach(this::begins);
    scene.providers().orElse(Map.of()).values().forEach(this::provider);
    calls.stream().filter(call -> !call.consumer()).forEach(this::sends);
    return new Topology(List.copyOf(nodes.values()), List.copyOf(arrows.values()));
  }

  private void begins(Call call) {
    Step route = call.step().top();
    add(route(route), route.zone() == Zone.ENTRIES ? Kind.ENTRY : Kind.ROUTE, id(route), List.of());
    if (!call.scheme().equals("entry") && !call.scheme().equals("direct")) {
      String source = fill.apply(call.scheme() + ":" + call.path());
      add(source, Kind.SOURCE, source, List.of());
      arrow(source, route(route), "", call, true);
    }
  }

  private void provider(ProviderDefinition provider) {
    String how = provider.kamelet() == null ? "built in" : provider.kamelet();
    add(provider(provider.name()), Kind.PROVIDER, provider.name(), List.of(how));
  }

  private void sends(Call call) {
    Optional<String> from = from(call);
    if (from.isEmpty()) {
      return;
    }
    switch (call.scheme()) {
      case "direct", "entry" ->
          target(call)
              .ifPresent(
                  to ->
                      arrow(
                          from.get(),
                          route(to),
                          Topology.via(call.scheme(), call.name(), Map.of()),
                          call,
                          true));
      case "payment" -> pays(from.get(), call);
      case "issuing" -> decides(from.get(), call);
      default -> {
        Rules.Component component = scene.rules().components().get(call.scheme());
        if (component != null && component.outside()) {
          String sink = fill.apply(call.scheme() + ":" + call.path());
          add(sink, Kind.SINK, sink, List.of());
          arrow(from.get(), sink, sink, call, true);
        }
      }
    }
  }

  /** The route that sends, or the operation of the REST API. */
  private Optional<String> from(Call call) {
    Step top = call.step().top();
    if (top.name().equals("rest") && call.step().parent() != null) {
      Step verb = call.step().parent();
      String title =
          verb.name().toUpperCase(Locale.ROOT)
              + " "
              + (path(top) + path(verb)).replaceAll("//+", "/");
      // Camel makes it a route of its own, which has the operation's id.
      String operation = "entries:" + verb.text("id").map(Yaml.Text::value).orElse(title);
      add(operation, Kind.SOURCE, title, List.of());
      return Optional.of(operation);
    }
    return Optional.of(route(top)).filter(nodes::containsKey);
  }

  private static String path(Step step) {
    return step.text("path").map(Yaml.Text::value).orElse("");
  }

  private Optional<Step> target(Call call) {
    Zone where = call.scheme().equals("entry") ? Zone.SET : call.zone();
    return scene
        .calls(call.scheme())
        .filter(c -> c.consumer() && c.zone() == where && c.name().equals(call.name()))
        .map(c -> c.step().top())
        .findFirst();
  }

  private void pays(String from, Call call) {
    Map<String, String> options = new LinkedHashMap<>();
    call.options().forEach(option -> options.put(option.name(), option.value()));
    String via = Topology.via(call.scheme(), call.path(), options);
    String step = from + " " + via;
    String providers = fill.apply(options.getOrDefault("providers", ""));
    List<String> details = new ArrayList<>();
    if (!providers.isEmpty()) {
      details.add(providers.replace(",", ", "));
      Optional.ofNullable(options.get("afterUnknown"))
          .ifPresent(then -> details.add("after unknown: " + fill.apply(then)));
    } else {
      details.add(
          OF_THE_PAYMENT.containsKey(call.path())
              ? "the payment's own provider"
              : "out of the journal");
    }
    add(step, Kind.STEP, "payment:" + call.path(), details);
    arrow(from, step, via, call, true);
    if (providers.isEmpty()) {
      able(call.path()).forEach(name -> arrow(step, provider(name), name, call, false));
    } else {
      Arrays.stream(providers.split(",", -1))
          .map(String::strip)
          .filter(name -> nodes.containsKey(provider(name)))
          .forEach(name -> arrow(step, provider(name), name, call, true));
    }
  }

  private void decides(String from, Call call) {
    String via = Topology.via(call.scheme(), call.path(), Map.of());
    String step = from + " " + via;
    add(step, Kind.STEP, "issuing:" + call.path(), List.of("our own cards"));
    arrow(from, step, via, call, true);
  }

  private Stream<String> able(String word) {
    Operation operation = OF_THE_PAYMENT.get(word);
    return scene.providers().orElse(Map.of()).values().stream()
        .filter(provider -> operation != null && provider.can(operation))
        .map(ProviderDefinition::name);
  }

  private void add(String id, Kind kind, String title, List<String> details) {
    nodes.putIfAbsent(id, new Node(id, kind, title, List.copyOf(details)));
  }

  private void arrow(String from, String to, String via, Call call, boolean certain) {
    List<String> when = new ArrayList<>();
    Stream.concat(Stream.of(call.step()), call.step().above())
        .filter(step -> step.name().equals("when"))
        .forEach(step -> step.text("simple").ifPresent(text -> when.add(0, text.value())));
    arrows.merge(
        from + "\n" + to,
        new Arrow(from, to, via, List.copyOf(when), certain),
        (one, other) -> either(one, other.when()));
  }

  /** The same arrow once more: it is taken under these conditions, or under those. */
  private static Arrow either(Arrow arrow, List<String> when) {
    List<String> all = new ArrayList<>(arrow.when());
    when.stream().filter(one -> !all.contains(one)).forEach(all::add);
    return new Arrow(arrow.from(), arrow.to(), arrow.via(), List.copyOf(all), arrow.certain());
  }

  private static String provider(String name) {
    return "provider:" + name;
  }

  private static String route(Step route) {
    return (route.zone() == Zone.ENTRIES ? "entries:" : "set:") + id(route);
  }

  private static String id(Step route) {
    return route.text("id").map(Yaml.Text::value).orElse(route.at().toString());
  }
}
