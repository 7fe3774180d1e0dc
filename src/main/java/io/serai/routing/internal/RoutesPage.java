package io.serai.routing.internal;

import io.micrometer.core.instrument.MeterRegistry;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import io.serai.routing.picture.Page;
import io.serai.routing.picture.Picture;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The active routes as a picture on the operators' port, with what went over each arrow (S1.56).
 */
@RestController
class RoutesPage {

  private static final MediaType SVG = new MediaType("image", "svg+xml", StandardCharsets.UTF_8);
  private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

  private final RouteSwitch routes;
  private final MeterRegistry meters;

  RoutesPage(RouteSwitch routes, MeterRegistry meters) {
    this.routes = routes;
    this.meters = meters;
  }

  @GetMapping("/routes")
  ResponseEntity<String> page() {
    RouteSet set = active();
    return ResponseEntity.ok()
        .contentType(HTML)
        .body(Page.html(picture(set), set.hash(), set.since()));
  }

  @GetMapping("/routes.svg")
  ResponseEntity<String> image() {
    return ResponseEntity.ok().contentType(SVG).body(picture(active()));
  }

  private RouteSet active() {
    RouteSet set = routes.active();
    if (set == null) {
      throw new SeraiException(ErrorCode.NOT_READY, "no set of routes is active");
    }
    return set;
  }

  private String picture(RouteSet set) {
    return Picture.svg(set.topology(), new Traffic(meters, set.hash())::on);
  }
}
