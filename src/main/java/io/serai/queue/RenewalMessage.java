package io.serai.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import io.serai.intake.CardNumbers;
import io.serai.intake.Fingerprint;
import io.serai.intake.JsonBody;
import io.serai.intake.Schemas;
import io.serai.payment.SeraiException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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

  private static final JsonSchema SCHEMA = schema();

  /**
   * The renewal in a message.
   *
   * @throws SeraiException naming the fields that are wrong; no value of the message is repeated
   */
  static RenewalMessage read(@Nullable String body) {
    JsonNode message = JsonBody.parse(Objects.requireNonNullElse(body, ""));
    CardNumbers.refuseIn(message);
    Schemas.check(SCHEMA, message);
    return new RenewalMessage(JsonBody.asMap(message));
  }

  /** One charge for each period of a subscription, however often it is asked for. */
  String key() {
    return "renewal:" + fields.get("subscription") + ":" + fields.get("period");
  }

  /** What must be the same for two messages under one key to be the same message. */
  String fingerprint() {
    return Fingerprint.of("renewal", "", fields);
  }

  /** The neutral request: the message, with a reference that says what is renewed. */
  Map<String, Object> request() {
    Map<String, Object> request = new LinkedHashMap<>(fields);
    request.putIfAbsent("reference", fields.get("subscription") + "/" + fields.get("period"));
    return request;
  }

  private static JsonSchema schema() {
    try (InputStream file = RenewalMessage.class.getResourceAsStream("/schemas/renewal.json")) {
      byte[] document = Objects.requireNonNull(file, "schemas/renewal.json").readAllBytes();
      return Schemas.of(JsonBody.parse(document));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
