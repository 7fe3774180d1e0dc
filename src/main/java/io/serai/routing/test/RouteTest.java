package io.serai.routing.test;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One test of a file.
 *
 * @param name what it says
 * @param place where it begins
 * @param clock the time at which it begins
 * @param tenant whose calls they are
 * @param providers what each provider answers, by its name
 * @param issuing what the issuer decides
 * @param steps what happens, in order
 */
record RouteTest(
    String name,
    Place place,
    Instant clock,
    String tenant,
    Map<String, Node> providers,
    List<Node> issuing,
    List<Step> steps) {

  /**
   * A thing that arrives, and what is expected of it.
   *
   * @param providers what providers answer from now on, by name; may be empty
   * @param issuing what the issuer decides from now on; may be empty
   * @param when what arrives
   * @param times how often
   * @param then what is expected, by its name; after the last time
   */
  record Step(
      Map<String, Node> providers,
      List<Node> issuing,
      When when,
      int times,
      Map<String, Node> then) {}
}
