package io.serai.routing.test;

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
    String nearest = nearest(name, known);
    String mend =
        nearest.isEmpty()
            ? "there are " + String.join(", ", new TreeSet<>(known))
            : "write " + nearest;
    return new WrongTest(place, what + ": '" + name + "' is not known; " + mend);
  }

  /** The name that differs in at most a third of its letters, or an empty text. */
  static String nearest(String name, Collection<String> known) {
    String best = "";
    int least = Integer.MAX_VALUE;
    for (String one : new TreeSet<>(known)) {
      int apart = distance(name, one);
      if (apart < least && apart * 3 <= Math.max(name.length(), one.length())) {
        best = one;
        least = apart;
      }
    }
    return best;
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
