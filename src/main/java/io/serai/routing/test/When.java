package io.serai.routing.test;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What arrives. */
sealed interface When {

  /** The fields of {@code when} that say what arrives; the others go with one of them. */
  java.util.Set<String> KEYS =
      java.util.Set.of(
          "rest", "iso8583", "queue", "key", "headers", "body", "fields", "link", "times");

  /**
   * A REST call.
   *
   * @param method such as POST
   * @param path with {@code {payment}} for the latest payment's id
   * @param key the idempotency key, or null for a fresh one
   * @param headers further headers
   * @param body the body, or null
   */
  record Rest(
      String method,
      String path,
      @Nullable String key,
      Map<String, String> headers,
      @Nullable Node body)
      implements When {}

  /**
   * An ISO 8583 request.
   *
   * @param mti its type
   * @param fields data elements by number; the others are filled in
   * @param link the link that the hub dials, or null for the terminals'
   */
  record Iso(String mti, Map<Integer, String> fields, @Nullable String link) implements When {}

  /**
   * A message of a queue.
   *
   * @param queue the queue's name, as its entry has it
   * @param body what it holds
   */
  record Queue(String queue, Node body) implements When {}
}
