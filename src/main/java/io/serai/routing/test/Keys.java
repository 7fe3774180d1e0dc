package io.serai.routing.test;

import io.serai.intake.Nearest;
import java.util.Collection;
import java.util.TreeSet;

/** Names that are known, and the one that was probably meant. */
final class Keys {

  private Keys() {}

  /** Refuses a node that is no map, or that has a field of another name. */
  static void check(Node node, String what, Collection<String> known) {
    if (!node.is(Node.Kind.MAP)) {
      throw new WrongTest(
          node.place(), what + ": write fields, of " + String.join(", ", new TreeSet<>(known)));
    }
    node.keys()
        .forEach(
            (name, place) -> {
              if (!known.contains(name)) {
                throw unknown(place, what, name, known);
              }
            });
  }

  /** That a name is not known, and which to write. */
  static WrongTest unknown(Place place, String what, String name, Collection<String> known) {
    return new WrongTest(
        place, what + ": '" + name + "' is not known; " + Nearest.mend(name, known));
  }
}
