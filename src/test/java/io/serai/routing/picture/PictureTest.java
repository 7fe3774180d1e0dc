package io.serai.routing.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.routing.check.Folders;
import io.serai.routing.check.RouteCheck;
import io.serai.routing.check.Topology;
import io.serai.routing.check.Topology.Arrow;
import io.serai.routing.check.Topology.Kind;
import io.serai.routing.check.Topology.Node;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Pictures of routes (S1.56): what is in them, where it stands, and that it is safe to show. */
class PictureTest {

  private static final Path GOLDEN = Path.of("src/test/resources/pictures/small.svg");
  private static final Topology SMALL =
      new Topology(
          List.of(
              node("iso8583:pos", Kind.SOURCE),
              node("entries:pos", Kind.ENTRY),
              node("set:sales", Kind.ROUTE),
              node("set:sales payment:charge?providers=a,b", Kind.STEP, "a, b"),
              node("provider:a", Kind.PROVIDER, "a-action"),
              node("provider:b", Kind.PROVIDER, "b-action")),
          List.of(
              arrow("iso8583:pos", "entries:pos", ""),
              arrow("entries:pos", "set:sales", "entry:sales"),
              arrow(
                  "set:sales",
                  "set:sales payment:charge?providers=a,b",
                  "payment:charge?providers=a,b"),
              arrow("set:sales payment:charge?providers=a,b", "provider:a", "a"),
              arrow("set:sales payment:charge?providers=a,b", "provider:b", "b")));

  @Test
  void aSmallSetIsDrawnAsItWasWhenSomebodyLookedAtIt() throws IOException {
    String svg = Picture.svg(SMALL, arrow -> OptionalLong.of(arrow.via().isEmpty() ? 12345 : 0));
    write("small.svg", svg);
    assertThat(svg).isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void everyShippedRouteEntryAndProviderIsThereOnce() throws IOException {
    String picture = Picture.svg(shipped(), arrow -> OptionalLong.of(1234));
    write("shipped.svg", picture);
    Document svg = parse(picture);
    List<String> drawn = new ArrayList<>();
    groups(svg).stream()
        .map(g -> g.getAttribute("data-id"))
        .filter(id -> !id.isEmpty())
        .forEach(drawn::add);
    assertThat(drawn).doesNotHaveDuplicates().containsAll(declared());
  }

  private static Set<String> declared() throws IOException {
    Set<String> ids = new HashSet<>();
    try (Stream<Path> files = Files.walk(Path.of("routes"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".camel.yaml")).toList()) {
        String zone = file.toString().contains("entries") ? "entries:" : "set:";
        Matcher route =
            Pattern.compile("(?m)^- route:\\n(?: +#.*\\n)*    id: (\\S+)")
                .matcher(Files.readString(file));
        while (route.find()) {
          ids.add(zone + route.group(1));
        }
      }
    }
    Matcher provider =
        Pattern.compile("(?m)^  ([a-z][a-z0-9-]*):$")
            .matcher(Files.readString(Path.of("routes/providers.yaml")));
    while (provider.find()) {
      ids.add("provider:" + provider.group(1));
    }
    assertThat(ids).hasSizeGreaterThan(20).contains("set:charges", "provider:gateway-a");
    return ids;
  }

  @Test
  void theWayOfAChargeIsThere() {
    Topology shipped = shipped();
    assertThat(shipped.arrows())
        .extracting(arrow -> arrow.from() + " > " + arrow.to())
        .contains(
            "entries:createCharge > entries:rest-create-charge",
            "entries:rest-create-charge > set:charges",
            "set:charges > set:charges payment:charge?providers=gateway-b",
            "set:charges payment:charge?providers=gateway-b > provider:gateway-b");
    assertThat(shipped.node("entries:createCharge").orElseThrow().title())
        .isEqualTo("POST /v1/charges");
    assertThat(shipped.arrows())
        .filteredOn(arrow -> arrow.to().endsWith("charge?providers=gateway-b"))
        .filteredOn(arrow -> arrow.from().equals("set:charges"))
        .flatExtracting(Arrow::when)
        .contains("${body[method][brand]} in 'jcb,amex'");
  }

  @Test
  void noBoxTouchesAnotherAndNothingIsOutsideThePicture() {
    Element svg = parse(Picture.svg(shipped(), arrow -> OptionalLong.of(7))).getDocumentElement();
    double width = Double.parseDouble(svg.getAttribute("width"));
    double height = Double.parseDouble(svg.getAttribute("height"));
    List<double[]> boxes = new ArrayList<>();
    NodeList rects = svg.getElementsByTagName("rect");
    for (int i = 0; i < rects.getLength(); i++) {
      Element rect = (Element) rects.item(i);
      boxes.add(
          Stream.of("x", "y", "width", "height")
              .mapToDouble(name -> Double.parseDouble(rect.getAttribute(name)))
              .toArray());
    }
    for (double[] one : boxes) {
      assertThat(one[0]).isPositive();
      assertThat(one[1]).isPositive();
      assertThat(one[0] + one[2]).isLessThan(width);
      assertThat(one[1] + one[3]).isLessThan(height);
      for (double[] other : boxes) {
        assertThat(one != other && overlap(one, other)).isFalse();
      }
    }
  }

  private static boolean overlap(double[] one, double[] other) {
    return one[0] < other[0] + other[2]
        && other[0] < one[0] + one[2]
        && one[1] < other[1] + other[3]
        && other[1] < one[1] + one[3];
  }

  @Test
  void noTwoNumbersStandInOnePlace() {
    Document svg = parse(Picture.svg(shipped(), arrow -> OptionalLong.of(1_234_567)));
    NodeList texts = svg.getElementsByTagName("text");
    List<String> places = new ArrayList<>();
    for (int i = 0; i < texts.getLength(); i++) {
      Element text = (Element) texts.item(i);
      places.add(text.getAttribute("x") + " " + text.getAttribute("y"));
    }
    assertThat(places).doesNotHaveDuplicates();
  }

  @Test
  void whatTheFilesSayIsTextAndNothingElse() {
    String evil = "</title><script>alert('&\"')</script>\u0000";
    Topology topology =
        new Topology(
            List.of(node(evil, Kind.SOURCE, evil), node("b", Kind.ENTRY)),
            List.of(new Arrow(evil, "b", evil, List.of(evil), true)));
    String svg = Picture.svg(topology);
    assertThat(svg).doesNotContain("<script").doesNotContain("\u0000");
    assertThat(parse(svg).getElementsByTagName("script").getLength()).isZero();
  }

  @Test
  void routesThatCallEachOtherAndNoRoutesAtAllAreDrawn() {
    Topology circle =
        new Topology(
            List.of(node("a", Kind.ROUTE), node("b", Kind.ROUTE)),
            List.of(arrow("a", "b", "direct:b"), arrow("b", "a", "direct:a")));
    assertThat(groups(parse(Picture.svg(circle)))).hasSize(4);
    assertThat(groups(parse(Picture.svg(new Topology(List.of(), List.of()))))).isEmpty();
  }

  /** For people to look at. */
  private static void write(String name, String svg) throws IOException {
    Path folder = Files.createDirectories(Path.of("target/pictures"));
    Files.writeString(folder.resolve(name), svg);
  }

  private static Topology shipped() {
    return new RouteCheck(name -> null)
        .topology(new Folders(Path.of("routes"), Path.of("kamelets")));
  }

  private static Node node(String id, Kind kind, String... details) {
    return new Node(id, kind, id.replaceFirst("^(set|entries|provider):", ""), List.of(details));
  }

  private static Arrow arrow(String from, String to, String via) {
    return new Arrow(from, to, via, List.of(), true);
  }

  private static List<Element> groups(Document svg) {
    NodeList groups = svg.getElementsByTagName("g");
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < groups.getLength(); i++) {
      elements.add((Element) groups.item(i));
    }
    return elements;
  }

  private static Document parse(String svg) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(svg)));
    } catch (Exception e) {
      throw new AssertionError("no XML: " + e.getMessage(), e);
    }
  }
}
