package io.serai.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.hub.Rest;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * What a shop asks for under one idempotency key, and what it was told. After a lost connection it
 * asks again under the same key. One thread asks at a time; others may look on and do not wait.
 */
final class Order {

  private final String path;
  private final String key;
  private final String json;
  private final long amount;
  private Rest.@Nullable Answer answer;
  private @Nullable String contradiction;
  private String failure = "";
  private boolean refused;

  private Order(String path, String key, String json, long amount) {
    this.path = path;
    this.key = key;
    this.json = json;
    this.amount = amount;
  }

  static Order charge(String key, long amount, String brand) {
    return new Order(
        "/v1/charges",
        key,
        """
        {"amount": %d, "currency": "JPY", "method": {"type": "card", "token": "tok_%s", "brand": "%s"}}
        """
            .formatted(amount, brand, brand),
        amount);
  }

  static Order refund(String charge, String key, long amount) {
    return new Order(
        "/v1/charges/" + charge + "/refunds", key, "{\"amount\": %d}".formatted(amount), amount);
  }

  /** Asks once; without an answer nothing changes. */
  void ask(Rest rest) {
    try {
      note(rest.post(path, key, json).join());
    } catch (CompletionException e) {
      note(String.valueOf(e.getCause()));
    }
  }

  private synchronized void note(String why) {
    failure = why;
  }

  private synchronized void note(Rest.Answer told) {
    Rest.Answer before = answer;
    if (before != null && isFinal(before) && !said(told).equals(said(before))) {
      contradiction = key + ": was told " + before + ", then " + told;
    }
    if (told.status() == 500 || told.status() == 400 || told.status() == 409) {
      contradiction = key + ": " + told;
    }
    if (told.status() == 503) {
      refused = true;
    }
    answer = told;
  }

  /** Whether it was ever told to come again. */
  synchronized boolean wasRefused() {
    return refused;
  }

  /** Whether it was told anything but to come again. */
  synchronized boolean isTold() {
    return answer != null && answer.status() != 503 && answer.status() != 500;
  }

  synchronized boolean isFinal() {
    return answer != null && isFinal(answer);
  }

  /** What an answer says; each has a trace of its own. */
  private static Rest.Answer said(Rest.Answer answer) {
    JsonNode body = answer.body().deepCopy();
    if (body instanceof ObjectNode fields) {
      fields.remove("trace_id");
    }
    return new Rest.Answer(answer.status(), body);
  }

  private static boolean isFinal(Rest.Answer answer) {
    return answer.status() == 201
        || (answer.status() >= 400 && answer.status() < 500 && answer.status() != 429);
  }

  /** Whether the answer that stands says that the money moved. */
  synchronized boolean moved() {
    return answer != null && answer.status() == 201;
  }

  /** The payment's id, or the refund's; empty as long as nobody told it. */
  synchronized String id() {
    return answer == null ? "" : answer.text("id");
  }

  /** What must not be: two final answers that differ, or one that blames the shop. */
  synchronized @Nullable String contradiction() {
    return contradiction;
  }

  long amount() {
    return amount;
  }

  String key() {
    return key;
  }

  @Override
  public synchronized String toString() {
    return path + " " + key + " " + answer + " " + failure;
  }
}
