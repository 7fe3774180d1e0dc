package io.serai.iso8583;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where a peer's requests say what they allow, which no edition lays down for all of it and schemes
 * do in their own ways.
 *
 * @param given by the wish's word; what is not there is as the message's edition has it
 */
public record Indicators(Map<String, List<Indicator>> given) {

  /** Less than the amount may be approved (DE39 10). */
  static final String PARTIAL = "partial";

  /** The balance is asked for (DE54). */
  static final String BALANCE = "balance";

  /** The amount is an estimate. */
  static final String ESTIMATED = "estimated";

  /** The amount adds to that of the original. */
  static final String INCREMENTAL = "incremental";

  /** More completions of the same purchase follow. */
  static final String MORE = "more_follows";

  static final Set<String> WISHES = Set.of(PARTIAL, BALANCE, ESTIMATED, INCREMENTAL, MORE);

  /** As the editions have it. */
  static final Indicators STANDARD = new Indicators(Map.of());

  // DE3 30 and 31 ask for what is available; DE25 06 is a request for a preauthorization; a request
  // that names an original adds to it. For partial approvals and for completions that
  // are not the last, neither edition has a place.
  private static final Map<String, List<Indicator>> OF_1987 =
      Map.of(
          BALANCE, List.of(at(3, "30"), at(3, "31")),
          ESTIMATED, List.of(new Indicator(25, 0, "06")),
          INCREMENTAL, List.of(new Indicator(90, 0, null)));

  // Function codes (DE24): 101, 103, 105 and 107 say that the amount is estimated, 106 and 107 that
  // the authorization is supplementary.
  private static final Map<String, List<Indicator>> OF_1993 =
      Map.of(
          BALANCE, List.of(at(3, "30"), at(3, "31")),
          ESTIMATED, List.of(function("101"), function("103"), function("105"), function("107")),
          INCREMENTAL, List.of(function("106"), function("107")));

  /** Copies. */
  public Indicators {
    given = Map.copyOf(given);
  }

  /** The wishes of one link, where it says any. */
  static Indicators read(LinkNode node) {
    node.only(WISHES);
    Map<String, List<Indicator>> given = new TreeMap<>();
    for (String wish : WISHES) {
      if (node.has(wish)) {
        given.put(wish, node.list(wish, Indicator::parse));
      }
    }
    return new Indicators(given);
  }

  /** Whether a request says so. */
  boolean says(String wish, IsoMessage request) {
    List<Indicator> places = given.get(wish);
    if (places == null) {
      places = (Answers.isOf1993(request) ? OF_1993 : OF_1987).getOrDefault(wish, List.of());
    }
    return places.stream().anyMatch(place -> place.stands(request));
  }

  private static Indicator at(int field, String begins) {
    return new Indicator(field, 1, begins);
  }

  private static Indicator function(String code) {
    return new Indicator(24, 0, code);
  }
}
