package io.serai.routing.internal;

import io.serai.routing.check.Topology;
import io.serai.routing.picture.Page;
import io.serai.routing.picture.Picture;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The routes as a picture on the operators' port, with what went over each arrow (S1.56). */
@RestController
class RoutesPage {

  private static final MediaType SVG = new MediaType("image", "svg+xml", StandardCharsets.UTF_8);
  private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

  private final Topology topology;
  private final Traffic traffic;
  private final AtomicReference<@Nullable RouteSet> active;
  private final Instant since;

  RoutesPage(
      Topology topology,
      Traffic traffic,
      AtomicReference<@Nullable RouteSet> active,
      Instant since) {
    this.topology = topology;
    this.traffic = traffic;
    this.active = active;
    this.since = since;
  }

  @GetMapping("/routes")
  ResponseEntity<String> page() {
    RouteSet set = active.get();
    return ResponseEntity.ok()
        .contentType(HTML)
        .body(Page.html(picture(), set == null ? "none" : set.hash(), since));
  }

  @GetMapping("/routes.svg")
  ResponseEntity<String> image() {
    return ResponseEntity.ok().contentType(SVG).body(picture());
  }

  private String picture() {
    return Picture.svg(topology, traffic::on);
  }
}
