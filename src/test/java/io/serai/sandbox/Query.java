package io.serai.sandbox;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands behind the question mark; each mistake names its word. */
record Query(Map<String, String> words) {

  static Query of(@Nullable String text) {
    Map<String, String> words = new HashMap<>();
    if (text != null) {
      for (String pair : text.split("&", -1)) {
        int at = pair.indexOf('=');
        words.put(at < 0 ? pair : pair.substring(0, at), at < 0 ? "" : pair.substring(at + 1));
      }
    }
    return new Query(words);
  }

  String text(String name, String otherwise) {
    return words.getOrDefault(name, otherwise);
  }

  int number(String name, int otherwise, int most) {
    String text = text(name, String.valueOf(otherwise));
    if (!text.matches("[0-9]{1,9}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > most) {
      throw new IllegalArgumentException(name + ": must be 1 to " + most);
    }
    return Integer.parseInt(text);
  }
}
