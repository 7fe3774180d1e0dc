package io.serai.doubles;

import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/** What a store answers about purchases that it was told of. Safe for use by many threads. */
public final class Purchases {

  private final Map<String, Deque<Reply.Json>> known = new ConcurrentHashMap<>();

  /**
   * Tells the store of a purchase.
   *
   * @param name what it is asked with: the transaction id, the receipt or the token
   * @param body what it answers, a map or a JSON tree
   */
  public void put(String name, int status, Object body) {
    known.put(name, new ConcurrentLinkedDeque<>(List.of(new Reply.Json(status, body))));
  }

  /** Tells it of what it answers after what it was told of the same purchase. */
  public void then(String name, int status, Object body) {
    known
        .computeIfAbsent(name, n -> new ConcurrentLinkedDeque<>())
        .add(new Reply.Json(status, body));
  }

  /** Forgets all of them. */
  public void clear() {
    known.clear();
  }

  Reply.@Nullable Json get(String name) {
    Deque<Reply.Json> answers = known.get(name);
    if (answers == null) {
      return null;
    }
    return answers.size() > 1 ? answers.poll() : answers.peek();
  }
}
