package io.serai.doubles;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What a store answers about purchases that it was told of. Safe for use by many threads. */
public final class Purchases {

  private final Map<String, Reply.Json> known = new ConcurrentHashMap<>();

  /**
   * Tells the store of a purchase.
   *
   * @param name what it is asked with: the transaction id, the receipt or the token
   * @param body what it answers, a map or a JSON tree
   */
  public void put(String name, int status, Object body) {
    known.put(name, new Reply.Json(status, body));
  }

  /** Forgets all of them. */
  public void clear() {
    known.clear();
  }

  Reply.@Nullable Json get(String name) {
    return known.get(name);
  }
}
