package io.serai.routing.test;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Something with fields that also has a short name, so that a test may write either. */
final class Told extends AbstractMap<String, @Nullable Object> {

  private final String words;
  private final Map<String, @Nullable Object> fields;

  Told(String words, Map<String, ?> fields) {
    this.words = words;
    this.fields = new LinkedHashMap<>(fields);
  }

  /** Whether a text is the short name, or begins it as whole words. */
  boolean is(String text) {
    return words.equals(text) || words.startsWith(text + " ");
  }

  @Override
  public Set<Entry<String, @Nullable Object>> entrySet() {
    return fields.entrySet();
  }

  @Override
  public String toString() {
    return words;
  }
}
