package io.serai.routing.check;

import io.serai.intake.Nearest;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** C8, R12: beans that routes name, and the methods that they call. */
final class BeanCheck implements Check {

  @Override
  public void look(Scene scene, Findings found) {
    for (Step step : scene.steps()) {
      if (step.name().equals("process") || step.name().equals("bean")) {
        step.text("ref").ifPresent(ref -> named(ref.value(), ref.at(), step, scene, found));
        step.text("method").ifPresent(m -> method(step, m, scene, found));
        step.text("beanType").ifPresent(type -> object(type.at(), type.value(), found));
      }
      if (step.name().endsWith("Property")) {
        step.text("value")
            .filter(value -> value.value().startsWith("#"))
            .ifPresent(value -> reference(value.value(), value.at(), step, scene, found));
      }
    }
    for (Call call : scene.calls()) {
      if (call.scheme().equals("bean")) {
        bean(call, scene, found);
      }
      for (Call.Option option : call.options()) {
        if (option.value().startsWith("#")) {
          reference(option.value(), option.at(), call.step(), scene, found);
        }
      }
    }
    objects(scene, found);
  }

  private static void bean(Call call, Scene scene, Findings found) {
    if (named(call.name(), call.at(), call.step(), scene, found)) {
      call.option("method")
          .ifPresent(
              method ->
                  method(
                      call.name(),
                      new Yaml.Text(method.at(), method.value(), false),
                      scene,
                      found));
    }
  }

  private static void method(Step step, Yaml.Text method, Scene scene, Findings found) {
    step.text("ref").ifPresent(ref -> method(ref.value(), method, scene, found));
  }

  private static void method(String bean, Yaml.Text method, Scene scene, Findings found) {
    String type = scene.rules().beans().get(bean);
    if (type == null) {
      return;
    }
    Set<String> methods = new TreeSet<>();
    Arrays.stream(load(type).getMethods())
        .filter(m -> m.getDeclaringClass() != Object.class)
        .forEach(m -> methods.add(m.getName()));
    if (!methods.contains(method.value())) {
      found.add(
          Rule.C8,
          method.at(),
          method.value(),
          "the bean " + bean + " has no method '" + method.value() + "'",
          Nearest.mend(method.value(), methods));
    }
  }

  private static Class<?> load(String type) {
    try {
      return Class.forName(type, false, BeanCheck.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("route-rules.yaml names a class that is gone: " + type, e);
    }
  }

  private static void reference(String value, Place at, Step step, Scene scene, Findings found) {
    if (!value.startsWith("#class:") && !value.startsWith("#type:")) {
      named(value.substring(1).replaceFirst("^bean:", ""), at, step, scene, found);
    }
  }

  private static boolean named(String name, Place at, Step step, Scene scene, Findings found) {
    Set<String> known = new TreeSet<>(scene.rules().beans().keySet());
    Set<String> own = scene.kameletOf(step.source()).map(Kamelet::beans).orElse(Set.of());
    String bare = name.replaceAll("[{}]", "");
    if (known.contains(name) || own.contains(bare)) {
      return true;
    }
    if (!name.startsWith("class:") && !name.startsWith("#class:")) {
      found.add(
          Rule.C8,
          at,
          name,
          "there is no bean '" + bare + "'",
          Nearest.of(bare, own.isEmpty() ? known : own)
              .map(near -> "write " + near)
              .orElse("write one of " + Nearest.listed(own.isEmpty() ? known : own)));
    }
    return false;
  }

  /** {@code #class:} makes an object of any class, wherever it stands. */
  private static void objects(Scene scene, Findings found) {
    for (Source source : scene.sources()) {
      for (Yaml.Text text : source.root().texts()) {
        if (text.value().matches("#(class|type):.*")) {
          object(text.at(), text.value(), found);
        }
      }
    }
  }

  private static void object(Place at, String subject, Findings found) {
    found.add(
        Rule.R12,
        at,
        subject,
        "'" + subject + "' makes an object of a class",
        "name a bean of the hub; a class that a Kamelet cannot do without is added to the"
            + " reviewed exceptions");
  }
}
