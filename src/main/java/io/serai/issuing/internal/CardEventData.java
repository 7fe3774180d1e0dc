package io.serai.issuing.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an event says of a card account, as JSON. It is written field by field: whatever else the
 * tables may hold one day, nothing of a card's number gets out by accident (I8).
 */
final class CardEventData {

  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> MERCHANT = List.of("id", "terminal", "category", "country");

  private CardEventData() {}

  /** The data of the row on which the result stands. */
  static String of(ResultSet row) throws SQLException {
    StringWriter text = new StringWriter(512);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      text(json, "tenant", row.getString("tenant"));
      text(json, "account", row.getString("account_id"));
      json.writeNumberField("seq", row.getLong("seq"));
      text(json, "event", row.getString("kind"));
      text(json, "card", row.getString("card_id"));
      text(json, "hold", row.getString("hold_id"));
      amounts(json, row);
      text(json, "currency", row.getString("currency"));
      text(json, "response_code", row.getString("response_code"));
      text(json, "reason", row.getString("reason"));
      merchant(json, row.getString("merchant"));
      text(json, "payment", row.getString("payment_id"));
      text(json, "route_set", row.getString("route_set"));
      text(json, "trace", row.getString("trace_id"));
      text(json, "business_date", row.getString("business_date"));
      text(json, "at", row.getTimestamp("at").toInstant().toString());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("text that is written to memory does not fail", e);
    }
    return text.toString();
  }

  private static void amounts(JsonGenerator json, ResultSet row) throws IOException, SQLException {
    long balance = row.getLong("balance_minor");
    long held = row.getLong("held_after_minor");
    json.writeNumberField("amount", row.getLong("amount_minor"));
    json.writeNumberField("posted", row.getLong("posted_minor"));
    json.writeNumberField("held", row.getLong("held_minor"));
    json.writeNumberField("balance_after", balance);
    json.writeNumberField("held_after", held);
    // With the credit line as it is now: it is no part of the history.
    json.writeNumberField(
        "available_after",
        Math.subtractExact(Math.addExact(balance, row.getLong("credit_line_minor")), held));
  }

  private static void merchant(JsonGenerator json, @Nullable String stored) throws IOException {
    if (stored == null) {
      return;
    }
    JsonNode read = parsed(stored);
    json.writeObjectFieldStart("merchant");
    for (String field : MERCHANT) {
      text(json, field, read.path(field).textValue());
    }
    json.writeEndObject();
  }

  private static JsonNode parsed(String stored) {
    try {
      return JSON.readTree(stored);
    } catch (JsonProcessingException e) {
      // One row that somebody has spoilt must not hold up all the others.
      return JSON.createObjectNode();
    }
  }

  private static void text(JsonGenerator json, String field, @Nullable String value)
      throws IOException {
    if (value != null) {
      json.writeStringField(field, value);
    }
  }
}
