package io.serai.queue;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.serai.payment.Currency;
import io.serai.payment.ErrorCode;
import io.serai.payment.Printable;
import io.serai.payment.SeraiException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A renewal as it came from the queue, checked against {@code schemas/renewal.json}.
 *
 * @param fields the message as it came, numbers exact
 */
record RenewalMessage(Map<String, Object> fields) {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};
  private static final JsonSchema SCHEMA = schema();

  /**
   * The renewal in a message.
   *
   * @throws SeraiException naming the field that is wrong; no value of the message is repeated
   *     unless it is safe to print
   */
  static RenewalMessage read(@Nullable String body) {
    JsonNode message = parse(Objects.requireNonNullElse(body, ""));
    CardScan.find(message, "")
        .ifPresent(
            place -> {
              throw new SeraiException(
                  ErrorCode.CARD_NUMBER_REFUSED,
                  Printable.of(place),
                  Printable.of(place) + ": holds a card number; send a token instead",
                  null);
            });
    SCHEMA.validate(message).stream()
        .min(Comparator.comparing(RenewalMessage::field))
        .ifPresent(
            problem -> {
              throw SeraiException.invalid(field(problem), text(problem));
            });
    if (!message.path("amount").isIntegralNumber()) {
      throw SeraiException.invalid("amount", "must be a whole number without a fraction");
    }
    Currency.of(message.path("currency").asText());
    Map<String, Object> fields = JSON.convertValue(message, MAP);
    fields.put("amount", message.path("amount").longValue());
    return new RenewalMessage(fields);
  }

  /** One charge for each period of a subscription, however often it is asked for. */
  String key() {
    return "renewal:" + fields.get("subscription") + ":" + fields.get("period");
  }

  /** SHA-256 in hex over the message with its fields in order. */
  String fingerprint() {
    try {
      byte[] canonical = JSON.writeValueAsString(fields).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The neutral request: the message, with a reference that says what is renewed. */
  Map<String, Object> request() {
    Map<String, Object> request = new LinkedHashMap<>(fields);
    request.putIfAbsent("reference", fields.get("subscription") + "/" + fields.get("period"));
    return request;
  }

  private static JsonNode parse(String body) {
    try {
      JsonNode message = JSON.readTree(body);
      if (message.isObject()) {
        return message;
      }
      throw malformed("must be one JSON object");
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw malformed(
          at == null
              ? "is not JSON"
              : "is not JSON from line " + at.getLineNr() + ", column " + at.getColumnNr() + " on");
    }
  }

  // Without the parser's exception: its text repeats what it stumbled over, perhaps a card number.
  private static SeraiException malformed(String problem) {
    return new SeraiException(
        ErrorCode.MALFORMED_BODY, "body", "body: the message " + problem, null);
  }

  private static String field(ValidationMessage problem) {
    String place = problem.getInstanceLocation().toString().replaceFirst("^[$/]\\.?", "");
    String path = place.replace('/', '.');
    String name = problem.getProperty();
    if (name == null) {
      return path.isEmpty() ? "body" : path;
    }
    return (path.isEmpty() ? "" : path + ".") + Printable.of(name);
  }

  private static String text(ValidationMessage problem) {
    return switch (problem.getType()) {
      case "required" -> "is missing";
      case "additionalProperties" -> "is not a field of a renewal";
      default -> "does not keep '" + problem.getType() + "' of schemas/renewal.json";
    };
  }

  private static JsonSchema schema() {
    try (InputStream file = RenewalMessage.class.getResourceAsStream("/schemas/renewal.json")) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(Objects.requireNonNull(file, "schemas/renewal.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
