package io.serai.routing.picture;

import io.serai.routing.check.Topology.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A box of the picture, or the place where a long arrow passes a column. */
final class Cell {

  private static final double PASSAGE = 14;
  private static final double LINE = 15;
  private static final double MARGIN = 14;
  private static final double PORT = 15;
  // Wide enough for any letter of a sans-serif face of 12 pixels, so that no text leaves its box.
  private static final double LETTER = 7.2;

  final @Nullable Node node;
  final int column;
  final List<Cell> before = new ArrayList<>();
  final List<Cell> after = new ArrayList<>();
  double x;
  double middle;

  Cell(@Nullable Node node, int column) {
    this.node = node;
    this.column = column;
  }

  /** Room for its lines of text and for every arrow at either side. */
  double height() {
    if (node == null) {
      return PASSAGE;
    }
    return Math.max(
        LINE * (1 + node.details().size()) + MARGIN,
        PORT * Math.max(before.size(), after.size()) + MARGIN);
  }

  double width() {
    if (node == null) {
      return 0;
    }
    int longest = node.title().length();
    for (String line : node.details()) {
      longest = Math.max(longest, line.length());
    }
    return longest * LETTER + 2 * MARGIN;
  }

  /** Where the arrow to or from that neighbour touches; each has a place of its own. */
  double port(List<Cell> neighbours, Cell neighbour) {
    List<Cell> sorted = new ArrayList<>(neighbours);
    sorted.sort((a, b) -> Double.compare(a.middle, b.middle));
    return middle + (sorted.indexOf(neighbour) - (sorted.size() - 1) / 2.0) * PORT;
  }
}
