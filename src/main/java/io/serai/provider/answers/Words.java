package io.serai.provider.answers;

import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a value without telling it: its JSON type and, of a text that is no prose, its
 * form. {@code GPA.3345-1234} is {@code string a.9-9}: 9 stands for digits, a for letters, x for
 * both together, and all other signs for themselves. That is how an order id is seen to change from
 * {@code 9.9} to {@code a.9-9} (S1.45).
 */
final class Words {

  /** A text of any form. */
  static final String STRING = "string";

  /** The types of JSON, but for null: a field that is null says nothing of its type. */
  static final List<String> TYPES =
      List.of(STRING, "integer", "number", "boolean", "object", "array");

  private static final int LONGEST_FORM = 24;
  // A field that was seen in more forms than these has none.
  private static final int MOST_FORMS = 4;

  private Words() {}

  static String of(Object value) {
    if (value instanceof Map<?, ?>) {
      return "object";
    }
    if (value instanceof Collection<?>) {
      return "array";
    }
    if (value instanceof Boolean) {
      return "boolean";
    }
    if (value instanceof Integer || value instanceof Long || value instanceof BigInteger) {
      return "integer";
    }
    if (value instanceof Number) {
      return "number";
    }
    String form = value instanceof CharSequence text ? form(text) : null;
    return form == null ? STRING : STRING + " " + form;
  }

  /** Whether a word is among those that are known of a field, or is of the form of one. */
  static boolean fits(String word, Collection<String> known) {
    if (known.contains(word)) {
      return true;
    }
    if (!word.startsWith(STRING)) {
      return word.equals("integer") && known.contains("number");
    }
    List<String> texts = known.stream().filter(one -> one.startsWith(STRING)).toList();
    return texts.contains(STRING)
        || texts.size() > MOST_FORMS
        || texts.stream().anyMatch(one -> covers(one, word));
  }

  /** An id of digits and letters may by chance have digits alone. */
  private static boolean covers(String known, String word) {
    if (known.length() != word.length()) {
      return false;
    }
    for (int i = STRING.length(); i < word.length(); i++) {
      char sign = word.charAt(i);
      boolean mixed = known.charAt(i) == 'x' && (sign == '9' || sign == 'a');
      if (known.charAt(i) != sign && !mixed) {
        return false;
      }
    }
    return true;
  }

  /** Null for prose and what is too long to have a form. */
  private static @Nullable String form(CharSequence text) {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char sign = sign(text.charAt(i));
      if (sign == ' ') {
        return null;
      }
      int end = form.length() - 1;
      char last = end < 0 ? ' ' : form.charAt(end);
      if (stands(sign) && stands(last)) {
        form.setCharAt(end, sign == last ? sign : 'x');
      } else {
        form.append(sign);
      }
      if (form.length() > LONGEST_FORM) {
        return null;
      }
    }
    return form.isEmpty() ? null : form.toString();
  }

  private static boolean stands(char sign) {
    return sign == '9' || sign == 'a' || sign == 'x';
  }

  private static char sign(char of) {
    if (Character.isDigit(of)) {
      return '9';
    }
    if (Character.isLetter(of) || of == '_' || Character.isSurrogate(of)) {
      return 'a';
    }
    return of > ' ' && of < 127 ? of : ' ';
  }
}
