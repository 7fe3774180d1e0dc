package io.serai.provider.answers;

import io.serai.payment.Operation;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a Kamelet's answers as a file declares them.
 *
 * @param byOperation the fields of each operation that is declared, by path
 */
record DeclaredAnswers(Map<Operation, Map<String, Field>> byOperation) {

  /** Nothing is declared, so all is learned. */
  static final DeclaredAnswers NONE = new DeclaredAnswers(Map.of());

  /**
   * What a field may be.
   *
   * @param any whether it may be anything, with anything in it
   * @param types its types
   * @param forms what its texts may look like
   */
  record Field(boolean any, List<String> types, List<Pattern> forms) {

    boolean takes(Object value) {
      return any
          || Words.fits(type(value), types)
          || (value instanceof CharSequence text
              && forms.stream().anyMatch(form -> form.matcher(text).matches()));
    }

    private static String type(Object value) {
      return value instanceof CharSequence ? Words.STRING : Words.of(value);
    }

    /** As it stands in the file. */
    String shown() {
      return any
          ? "any"
          : String.join(
              ", ",
              Stream.concat(types.stream(), forms.stream().map(form -> "/" + form + "/")).toList());
    }
  }

  /** The fields of an operation; null where they are learned. */
  @Nullable Map<String, Field> of(Operation operation) {
    return byOperation.get(operation);
  }
}
