package io.serai.routing.picture;

import io.serai.routing.check.Topology;
import io.serai.routing.check.Topology.Arrow;
import io.serai.routing.check.Topology.Kind;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Draws a {@link Topology} as SVG: plain text and lines, one style sheet, nothing from elsewhere.
 * Everything out of the files is escaped. The same topology gives the same text.
 */
public final class Picture {

  private static final String STYLE =
      """
      text{font:12px system-ui,sans-serif;fill:#1b1f24}
      .heading{font-weight:600;fill:#57606a}
      .title{font-weight:600}
      .count{font-size:11px;text-anchor:end;paint-order:stroke;stroke:#fff;stroke-width:3px}
      rect{fill:#fff;stroke:#57606a}
      .source rect{fill:#f6f8fa}
      .entry rect{fill:#ddf4ff}
      .route rect{fill:#dafbe1}
      .step rect{fill:#fff8c5}
      .provider rect{fill:#ffeff7}
      .sink rect{fill:#f6f8fa;stroke-dasharray:2 3}
      path{fill:none;stroke:#57606a}
      .depends path{stroke-dasharray:5 4}
      .busy path{stroke:#0969da}
      marker path{fill:#57606a;stroke:none}
      """;
  private static final double LINE = 15;
  private static final double LEFT = 14;
  private static final double TIP = 7;
  // An arrow ends level, with room for its number.
  private static final double FLAT = 54;
  // A busy arrow is drawn this much wider for each power of ten.
  private static final double WIDER = 0.6;

  private final Layout layout;
  private final Function<Arrow, OptionalLong> traffic;
  private final StringBuilder svg = new StringBuilder();

  private Picture(Layout layout, Function<Arrow, OptionalLong> traffic) {
    this.layout = layout;
    this.traffic = traffic;
  }

  /** The picture without traffic. */
  public static String svg(Topology topology) {
    return svg(topology, arrow -> OptionalLong.empty());
  }

  /**
   * The picture with numbers on the arrows.
   *
   * @param traffic how often an arrow was taken; empty where nobody counts it
   */
  public static String svg(Topology topology, Function<Arrow, OptionalLong> traffic) {
    return new Picture(new Layout(topology), traffic).draw();
  }

  private String draw() {
    svg.append(
            String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"%.0f\""
                    + " height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\">\n",
                layout.width,
                layout.height,
                layout.width,
                layout.height))
        .append("<title>From what comes in to the providers</title>\n<style>\n")
        .append(STYLE)
        .append(
            """
            </style>
            <defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerUnits="userSpaceOnUse" \
            markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>
            """);
    layout.lines.forEach(this::arrow);
    for (int column = 0; column < layout.columns.size(); column++) {
      column(layout.columns.get(column), layout.widest(column));
    }
    return svg.append("</svg>\n").toString();
  }

  private void column(List<Cell> cells, double width) {
    cells.stream()
        .filter(cell -> cell.node != null)
        .findFirst()
        .ifPresent(first -> line("heading", first.x, 20, heading(first)));
    for (Cell cell : cells) {
      if (cell.node != null) {
        box(cell, cell.node, width);
      }
    }
  }

  private static String heading(Cell cell) {
    Kind kind = cell.node == null ? Kind.ROUTE : cell.node.kind();
    return switch (kind) {
      case SOURCE -> "comes in";
      case ENTRY -> "entries";
      case ROUTE -> "routes";
      case STEP -> "payment steps";
      case PROVIDER, SINK -> "providers";
    };
  }

  private void box(Cell cell, Topology.Node node, double width) {
    double top = cell.middle - cell.height() / 2;
    svg.append(
        String.format(
            Locale.ROOT,
            "<g class=\"%s\" data-id=\"%s\">"
                + "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"5\"/>\n",
            node.kind().name().toLowerCase(Locale.ROOT),
            Escape.xml(node.id()),
            cell.x,
            top,
            width,
            cell.height()));
    double y = cell.middle - node.details().size() * LINE / 2 + 4;
    line("title", cell.x + LEFT, y, node.title());
    for (String detail : node.details()) {
      y += LINE;
      line("detail", cell.x + LEFT, y, detail);
    }
    svg.append("</g>\n");
  }

  private void arrow(Layout.Line line) {
    Arrow arrow = line.arrow();
    OptionalLong count = traffic.apply(arrow);
    boolean busy = count.orElse(0) > 0;
    StringBuilder path = new StringBuilder();
    List<Cell> cells = line.cells();
    double endX = 0;
    double endY = 0;
    for (int i = 1; i < cells.size(); i++) {
      Cell from = cells.get(i - 1);
      Cell to = cells.get(i);
      double startX = from.x + layout.widest(from.column);
      double startY = from.port(from.after, to);
      boolean last = i == cells.size() - 1;
      endX = to.x - (last ? 1 : 0);
      endY = to.port(to.before, from);
      double bend = endX - (last ? FLAT : 0);
      double half = (startX + bend) / 2;
      path.append(String.format(Locale.ROOT, "%s%.1f %.1f", i == 1 ? "M" : "L", startX, startY));
      path.append(
          String.format(
              Locale.ROOT, "C%.1f %.1f %.1f %.1f %.1f %.1f", half, startY, half, endY, bend, endY));
      path.append(last ? String.format(Locale.ROOT, "H%.1f", endX) : "");
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<g class=\"arrow%s%s\" data-from=\"%s\" data-to=\"%s\">"
                + "<path d=\"%s\" stroke-width=\"%.1f\" marker-end=\"url(#tip)\"/>\n",
            arrow.certain() ? "" : " depends",
            busy ? " busy" : "",
            Escape.xml(arrow.from()),
            Escape.xml(arrow.to()),
            path,
            busy ? 1 + WIDER * Long.toString(count.getAsLong()).length() : 1));
    if (!arrow.when().isEmpty()) {
      svg.append("<title>").append(Escape.xml(String.join("\n", arrow.when()))).append("</title>");
    }
    if (count.isPresent()) {
      line("count", endX - TIP - 3, endY - 3, String.format(Locale.ROOT, "%,d", count.getAsLong()));
    }
    svg.append("</g>\n");
  }

  private void line(String style, double x, double y, String words) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>\n",
            style,
            x,
            y,
            Escape.xml(words)));
  }
}
