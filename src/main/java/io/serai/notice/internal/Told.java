package io.serai.notice.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * An event that a provider has proved to be its own.
 *
 * @param event the provider's id of it, or a hash of the body where it has none
 * @param kind the provider's word; {@code unreadable} where it is no JSON
 * @param at when it happened, as the provider says, or null
 * @param content what it says
 */
record Told(String event, String kind, @Nullable Instant at, JsonNode content) {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int LONGEST_ID = 200;
  private static final int LONGEST_KIND = 100;
  private static final String UNREADABLE = "unreadable";

  /** Reads the body of a scheme that writes id and kind plainly. */
  static Told of(byte[] body, String id, String kind, @Nullable Instant at, JsonNode content) {
    boolean named = !id.isEmpty() && id.length() <= LONGEST_ID;
    String cut = kind.length() > LONGEST_KIND ? kind.substring(0, LONGEST_KIND) : kind;
    return new Told(
        named ? id : "sha256:" + digest(body), cut.isEmpty() ? UNREADABLE : cut, at, content);
  }

  /** The JSON of a body, or its text where it is none: what was proved is never thrown away. */
  static JsonNode json(byte[] body) {
    try {
      JsonNode read = JSON.readTree(body);
      return read == null || read.isMissingNode() ? TextNode.valueOf("") : read;
    } catch (IOException e) {
      return TextNode.valueOf(new String(body, StandardCharsets.UTF_8));
    }
  }

  /** The content as bytes. */
  static byte[] bytes(JsonNode content) {
    try {
      return JSON.writeValueAsBytes(content);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree can be written", e);
    }
  }

  /** The instant of a text as RFC 3339, or null. */
  static @Nullable Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static String digest(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
