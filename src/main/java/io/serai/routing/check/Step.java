package io.serai.routing.check;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A part of a route: a step such as {@code to}, or what holds steps, such as {@code route}, {@code
 * when}, {@code onException}.
 *
 * @param name its key
 * @param source its file
 * @param at the place of its key
 * @param value what stands below the key
 * @param parent what holds it, or null at the top
 * @param inSteps whether it is an item of {@code steps}
 */
record Step(
    String name, Source source, Place at, Yaml value, @Nullable Step parent, boolean inSteps) {

  /** The text of one of its fields; empty if it has no such field. */
  Optional<Yaml.Text> text(String field) {
    return value.find(field).filter(Yaml.Text.class::isInstance).map(Yaml.Text.class::cast);
  }

  /** What it is in, from the inside to the outside. */
  Stream<Step> above() {
    return Stream.iterate(Optional.ofNullable(parent), s -> s.map(Step::parent))
        .takeWhile(Optional::isPresent)
        .flatMap(Optional::stream);
  }

  boolean isIn(Step other) {
    return above().anyMatch(other::equals);
  }

  /** What it belongs to at the top of the file: the route, the Kamelet's template and so on. */
  Step top() {
    return above().reduce((inner, outer) -> outer).orElse(this);
  }

  Zone zone() {
    return source.zone();
  }

  /** What stands in one place is one step; all else follows from it. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Step step && at.equals(step.at) && name.equals(step.name);
  }

  @Override
  public int hashCode() {
    return at.hashCode();
  }
}
