package io.serai.iso8583;

import io.serai.payment.PassedElements;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which data elements of the request that began a payment go on over a link, as they came. What a
 * Kamelet sets itself stands.
 *
 * @param numbers data elements, of {@link #POSSIBLE}
 */
public record Forwards(Set<Integer> numbers) {

  /** Chip data, and what is for private use: all that no mapping of ours understands. */
  static final Set<Integer> POSSIBLE = Set.of(48, 55, 60, 61, 62, 63);

  /** None. */
  public static final Forwards NOTHING = new Forwards(Set.of());

  /** Of a list's values. */
  static Forwards of(List<Integer> numbers) {
    return new Forwards(Set.copyOf(numbers));
  }

  /**
   * One of a list's values.
   *
   * @throws IllegalArgumentException saying what it may be
   */
  static Integer parse(String text) {
    return POSSIBLE.stream()
        .filter(number -> number.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "is none of "
                        + POSSIBLE.stream()
                            .sorted()
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "))));
  }

  /** All of a request that some link may forward. */
  static PassedElements taken(IsoMessage request) {
    Map<Integer, String> taken = new HashMap<>();
    for (int number : POSSIBLE) {
      String value = request.field(number);
      if (value != null) {
        taken.put(number, value);
      }
    }
    return taken.isEmpty() ? PassedElements.NONE : new PassedElements(taken);
  }

  /** The request with those that this link forwards. */
  IsoMessage added(IsoMessage request, PassedElements came) {
    IsoMessage.Builder added = request.toBuilder();
    came.byNumber()
        .forEach(
            (number, value) -> {
              if (numbers.contains(number) && !request.has(number)) {
                added.set(number, value);
              }
            });
    return added.build();
  }
}
