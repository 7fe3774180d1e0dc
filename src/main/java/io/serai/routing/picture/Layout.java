package io.serai.routing.picture;

import io.serai.routing.check.Topology;
import io.serai.routing.check.Topology.Arrow;
import io.serai.routing.check.Topology.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Places boxes in columns from left to right: few crossings (each column sorted by the middle of
 * its neighbours, there and back), short arrows, no overlaps. Long arrows get a free place in every
 * column that they pass.
 */
final class Layout {

  /** An arrow with the cells that it passes, its two ends among them. */
  record Line(Arrow arrow, List<Cell> cells) {}

  private static final int SWEEPS = 12;
  private static final double EDGE = 20;
  private static final double HEADING = 30;
  private static final double BETWEEN = 150;

  final List<List<Cell>> columns = new ArrayList<>();
  final List<Line> lines = new ArrayList<>();
  final Map<String, Cell> boxes = new LinkedHashMap<>();
  final double width;
  final double height;

  Layout(Topology topology) {
    Map<String, Integer> places = new Columns(topology).assign();
    int last = places.values().stream().mapToInt(Integer::intValue).max().orElse(-1);
    for (int column = 0; column <= last; column++) {
      columns.add(new ArrayList<>());
    }
    for (Node node : topology.nodes()) {
      boxes.put(node.id(), cell(node, places.getOrDefault(node.id(), 0)));
    }
    topology.arrows().forEach(this::line);
    order();
    spread();
    this.width = across();
    this.height = down();
  }

  private Cell cell(@Nullable Node node, int column) {
    Cell cell = new Cell(node, column);
    columns.get(column).add(cell);
    return cell;
  }

  private void line(Arrow arrow) {
    Cell from = boxes.get(arrow.from());
    Cell to = boxes.get(arrow.to());
    if (from == null || to == null) {
      return;
    }
    List<Cell> cells = new ArrayList<>(List.of(from));
    for (int column = from.column + 1; column < to.column; column++) {
      cells.add(cell(null, column));
    }
    cells.add(to);
    for (int i = 1; i < cells.size(); i++) {
      cells.get(i - 1).after.add(cells.get(i));
      cells.get(i).before.add(cells.get(i - 1));
    }
    lines.add(new Line(arrow, List.copyOf(cells)));
  }

  private void order() {
    columns.forEach(Layout::number);
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      boolean there = sweep % 2 == 0;
      for (int i = 0; i < columns.size(); i++) {
        List<Cell> column = columns.get(there ? i : columns.size() - 1 - i);
        Map<Cell, Double> wanted = new LinkedHashMap<>();
        column.forEach(cell -> wanted.put(cell, mean(there ? cell.before : cell.after, cell)));
        column.sort(Comparator.comparingDouble(cell -> wanted.getOrDefault(cell, cell.middle)));
        number(column);
      }
    }
  }

  private static void number(List<Cell> column) {
    for (int i = 0; i < column.size(); i++) {
      column.get(i).middle = i - column.size() / 2.0;
    }
  }

  private void spread() {
    columns.forEach(column -> Spread.out(column, cell -> 0));
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int i = 0; i < columns.size(); i++) {
        int at = sweep % 2 == 0 ? i : columns.size() - 1 - i;
        Spread.out(columns.get(at), cell -> mean(all(cell), cell));
      }
    }
  }

  private static List<Cell> all(Cell cell) {
    List<Cell> all = new ArrayList<>(cell.before);
    all.addAll(cell.after);
    return all;
  }

  private static double mean(List<Cell> cells, Cell otherwise) {
    return cells.stream().mapToDouble(cell -> cell.middle).average().orElse(otherwise.middle);
  }

  private double across() {
    double x = EDGE;
    for (List<Cell> column : columns) {
      double widest = column.stream().mapToDouble(Cell::width).max().orElse(0);
      for (Cell cell : column) {
        cell.x = x;
      }
      x += widest + BETWEEN;
    }
    return Math.max(EDGE, x - BETWEEN) + EDGE;
  }

  private double down() {
    List<Cell> all = columns.stream().flatMap(List::stream).toList();
    double top = all.stream().mapToDouble(c -> c.middle - c.height() / 2).min().orElse(0);
    all.forEach(cell -> cell.middle += EDGE + HEADING - top);
    return all.stream().mapToDouble(c -> c.middle + c.height() / 2).max().orElse(0) + EDGE;
  }

  /** How wide a column's boxes are; all are as wide as its widest. */
  double widest(int column) {
    return columns.get(column).stream().mapToDouble(Cell::width).max().orElse(0);
  }
}
