package io.serai.doubles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object whose fields are read strictly; a field's name may be a path, {@code value.iso}.
 */
record Fields(JsonNode json) {

  static Fields of(HttpCall call) throws BadRequest {
    try {
      JsonNode json = Json.parse(call.body());
      if (json.getNodeType() == JsonNodeType.OBJECT) {
        return new Fields(json);
      }
    } catch (IOException e) {
      // told to the caller below, like every body that is no object
    }
    throw new BadRequest("body", "must be a JSON object");
  }

  String text(String name) throws BadRequest {
    String text = optionalText(name);
    if (text == null) {
      throw new BadRequest(name, "is missing");
    }
    return text;
  }

  @Nullable String optionalText(String name) throws BadRequest {
    JsonNode node = at(name);
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    if (!node.isTextual() || node.textValue().isBlank()) {
      throw new BadRequest(name, "must be a text that is not empty");
    }
    return node.textValue();
  }

  long amount(String name) throws BadRequest {
    long amount = optionalAmount(name);
    if (amount == 0) {
      throw new BadRequest(name, "is missing");
    }
    return amount;
  }

  /** Minor units; 0 where the field is absent. */
  long optionalAmount(String name) throws BadRequest {
    JsonNode node = at(name);
    if (node.isMissingNode() || node.isNull()) {
      return 0;
    }
    if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 1) {
      throw new BadRequest(name, "must be a whole number of minor units, 1 or more");
    }
    return node.longValue();
  }

  String currency(String name) throws BadRequest {
    String currency = text(name).toUpperCase(Locale.ROOT);
    if (!currency.matches("[A-Z]{3}")) {
      throw new BadRequest(name, "must be three letters of ISO 4217");
    }
    return currency;
  }

  private JsonNode at(String name) {
    return json.at("/" + name.replace('.', '/'));
  }
}
