package io.serai.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as a payments API must read it: numbers stay exact, a name that stands twice and anything
 * after the value are refused, depth and length are limited. Thread-safe.
 */
public final class JsonBody {

  private static final int DEEPEST = 16;
  private static final int LONGEST_NUMBER = 100;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNumberLength(LONGEST_NUMBER)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
              DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private static final ObjectReader MAPS =
      MAPPER
          .readerFor(new TypeReference<Map<String, Object>>() {})
          .with(DeserializationFeature.USE_LONG_FOR_INTS);

  private JsonBody() {}

  /** The value in the text; as for bytes. */
  public static JsonNode parse(String text) {
    return parse(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The value in the bytes.
   *
   * @throws SeraiException with line and column where it stops being JSON; it repeats nothing of
   *     the body, which could be a card number
   */
  public static JsonNode parse(byte[] bytes) {
    try {
      JsonNode value = MAPPER.readTree(bytes);
      if (value.isMissingNode()) {
        throw malformed("the body is empty; send a JSON object", null);
      }
      return value;
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String where =
          at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
      String duplicate =
          String.valueOf(e.getOriginalMessage()).startsWith("Duplicate field")
              ? " (a name stands twice in one object)"
              : "";
      throw malformed("the body is not valid JSON" + where + duplicate, e);
    } catch (IOException e) {
      throw malformed("the body is not valid JSON in UTF-8", e);
    }
  }

  private static SeraiException malformed(String message, @Nullable Throwable cause) {
    return new SeraiException(ErrorCode.MALFORMED_BODY, null, message, cause);
  }

  /**
   * A text field of an object.
   *
   * @throws SeraiException naming the field where it is missing or blank
   */
  public static String text(JsonNode object, String name) {
    String text = object.path(name).asText("");
    if (text.isBlank()) {
      throw SeraiException.invalid(name, "is missing");
    }
    return text;
  }

  /** The object as plain maps, lists, strings, booleans, Long and BigDecimal; order is kept. */
  public static Map<String, Object> asMap(JsonNode object) {
    try {
      return MAPS.readValue(object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes of a value's JSON. */
  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
