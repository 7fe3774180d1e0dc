package io.serai.routing.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Puts the cells of a column as near as possible to where they want to be, without overlap. */
final class Spread {

  private static final double GAP = 12;

  private Spread() {}

  /** A run of cells that touch each other: how many, and how far they are off on average. */
  private record Run(int cells, double sum) {

    double mean() {
      return sum / cells;
    }

    Run and(Run other) {
      return new Run(cells + other.cells, sum + other.sum);
    }
  }

  /** Their order stays; least squares by pooling neighbours that would overlap. */
  static void out(List<Cell> column, ToDoubleFunction<Cell> wanted) {
    List<Double> offsets = offsets(column);
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < column.size(); i++) {
      Run run = new Run(1, wanted.applyAsDouble(column.get(i)) - offsets.get(i));
      while (!runs.isEmpty() && runs.get(runs.size() - 1).mean() > run.mean()) {
        run = runs.remove(runs.size() - 1).and(run);
      }
      runs.add(run);
    }
    int i = 0;
    for (Run run : runs) {
      for (int in = 0; in < run.cells(); in++, i++) {
        column.get(i).middle = run.mean() + offsets.get(i);
      }
    }
  }

  /** Where each middle is if all stand as close as they may. */
  private static List<Double> offsets(List<Cell> column) {
    List<Double> offsets = new ArrayList<>();
    double end = 0;
    for (Cell cell : column) {
      offsets.add(end + cell.height() / 2);
      end += cell.height() + GAP;
    }
    return offsets;
  }
}
