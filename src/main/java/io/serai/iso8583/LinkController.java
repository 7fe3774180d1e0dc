package io.serai.iso8583;

import io.serai.payment.CutOver;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Links for operators: how they stand in this process, and when networks cut over. */
@RestController
@RequestMapping("/v1/ops/links")
class LinkController {

  private final Links links;
  private final CutOverLog cutOvers;

  LinkController(Links links, CutOverLog cutOvers) {
    this.links = links;
    this.cutOvers = cutOvers;
  }

  /**
   * A link in this process.
   *
   * @param name its name
   * @param mode who opens its connections
   * @param connections how many are open
   * @param up how many may be used
   * @param inFlight our requests that wait for answers
   */
  record State(String name, String mode, int connections, long up, int inFlight) {}

  /**
   * All of it.
   *
   * @param links by name
   * @param cutOvers the latest ones, newest first
   */
  record Page(List<State> links, List<CutOver> cutOvers) {}

  @GetMapping
  Page list() {
    return new Page(links.all().stream().map(LinkController::state).toList(), cutOvers.latest());
  }

  private static State state(Link link) {
    return new State(
        link.config().name(),
        link.config().peer().mode().word(),
        link.connections().size(),
        link.connections().stream().filter(LinkConnection::isUp).count(),
        link.connections().stream().mapToInt(c -> c.inFlight().count()).sum());
  }
}
