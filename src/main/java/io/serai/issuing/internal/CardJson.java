package io.serai.issuing.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.issuing.CardDecision;
import io.serai.issuing.CardRequest.Merchant;
import io.serai.issuing.Usage;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the tables keep as JSON.
 *
 * @param json the mapper
 */
record CardJson(ObjectMapper json) {

  private static final TypeReference<Map<String, Usage.Used>> LIMITS = new TypeReference<>() {};

  String usage(Usage usage) {
    return usage.limits().isEmpty() ? "{}" : write(usage.limits());
  }

  Usage usage(String text) {
    try {
      return text.equals("{}") ? Usage.NONE : new Usage(json.readValue(text, LIMITS));
    } catch (JsonProcessingException e) {
      throw unreadable(e);
    }
  }

  String decision(CardDecision decision) {
    return write(decision);
  }

  CardDecision decision(String text) {
    return read(text, CardDecision.class);
  }

  @Nullable String merchant(@Nullable Merchant merchant) {
    return merchant == null ? null : write(merchant);
  }

  Merchant merchant(String text) {
    return read(text, Merchant.class);
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of the vocabulary must be writable as JSON", e);
    }
  }

  private <T> T read(String text, Class<T> type) {
    try {
      return json.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw unreadable(e);
    }
  }

  private static IllegalStateException unreadable(JsonProcessingException e) {
    return new IllegalStateException("a column of a card account is unreadable", e);
  }
}
