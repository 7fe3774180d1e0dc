package io.serai.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.serai.payment.Currency;
import io.serai.payment.ErrorCode;
import io.serai.payment.Printable;
import io.serai.payment.Problem.FieldError;
import io.serai.payment.SeraiException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Says in the words of the API what a schema has against a body, never repeating a value. */
public final class Schemas {

  private static final String WHOLE = "body";

  private Schemas() {}

  /** The schema in a JSON Schema document, compiled once; thread-safe. */
  public static JsonSchema of(JsonNode document) {
    return JsonSchemaFactory.getInstance(VersionFlag.V202012)
        .getSchema(
            document,
            SchemaValidatorsConfig.builder()
                .pathType(PathType.JSON_POINTER)
                .losslessNarrowing(false)
                .preloadJsonSchema(true)
                .build());
  }

  /**
   * Checks a body.
   *
   * @throws RefusedRequest naming everything that is wrong at once
   */
  public static void check(JsonSchema schema, JsonNode body) {
    List<FieldError> errors = errors(schema, body);
    if (!errors.isEmpty()) {
      throw new RefusedRequest(ErrorCode.INVALID_FIELD, errors);
    }
  }

  /** Everything that is wrong, ordered by field; empty if nothing is. */
  private static List<FieldError> errors(JsonSchema schema, JsonNode body) {
    return Stream.of(
            schema.validate(body).stream()
                // What each of several alternatives lacks; that just one is wanted says more.
                .filter(message -> !message.getEvaluationPath().toString().contains("/oneOf/"))
                .map(Schemas::error),
            fractions("", body),
            unknownCurrency(body).stream())
        .flatMap(errors -> errors)
        .distinct()
        .sorted(Comparator.comparing(FieldError::field))
        .toList();
  }

  /** JSON Schema takes 1.0 for an integer; money does not, and the API has no other numbers. */
  private static Stream<FieldError> fractions(String path, JsonNode node) {
    if (node.isFloatingPointNumber()) {
      return Stream.of(new FieldError(path.isEmpty() ? WHOLE : path, kind("integer")));
    }
    return node.properties().stream()
        .flatMap(
            member ->
                fractions(
                    (path.isEmpty() ? "" : path + ".") + Printable.of(member.getKey()),
                    member.getValue()));
  }

  /** A schema can say what a currency looks like, only the table which there are. */
  private static Optional<FieldError> unknownCurrency(JsonNode body) {
    String letters = body.path("currency").asText();
    if (!letters.matches("[A-Z]{3}")) {
      return Optional.empty();
    }
    try {
      Currency.of(letters);
      return Optional.empty();
    } catch (SeraiException e) {
      return Optional.of(new FieldError("currency", "is not an ISO 4217 currency such as JPY"));
    }
  }

  private static FieldError error(ValidationMessage message) {
    return new FieldError(
        field(message.getInstanceLocation().toString(), message.getProperty()), text(message));
  }

  /** The dotted path of a JSON pointer and, for a missing or unknown member, its name. */
  private static String field(String pointer, @Nullable String member) {
    String path = pointer.replaceFirst("^/", "").replace('/', '.');
    if (member == null) {
      return path.isEmpty() ? WHOLE : path;
    }
    String name = Printable.of(member);
    return path.isEmpty() ? name : path + "." + name;
  }

  private static String text(ValidationMessage message) {
    String limit = message.getSchemaNode() == null ? "" : message.getSchemaNode().asText();
    return switch (message.getType()) {
      case "required" -> "is missing";
      case "additionalProperties" -> "is not known here";
      case "type" -> kind(limit);
      case "minimum" -> "must be at least " + limit;
      case "maximum" -> "must be at most " + limit;
      case "pattern" -> "must match " + limit;
      case "minLength" -> "must have at least " + limit + " characters";
      case "maxLength" -> "must have at most " + limit + " characters";
      case "enum" ->
          "must be one of "
              + StreamSupport.stream(message.getSchemaNode().spliterator(), false)
                  .map(JsonNode::asText)
                  .collect(Collectors.joining(", "));
      case "oneOf" ->
          "give just one of "
              + message.getSchemaNode().findValues("required").stream()
                  .map(names -> names.path(0).asText())
                  .collect(Collectors.joining(", "));
      default -> "does not keep '" + message.getType() + "' of the contract";
    };
  }

  private static String kind(String type) {
    return switch (type) {
      case "integer" -> "must be a whole JSON number without fraction or quotes";
      case "string" -> "must be a JSON string";
      case "object" -> "must be a JSON object";
      default -> "must be of type " + type;
    };
  }
}
