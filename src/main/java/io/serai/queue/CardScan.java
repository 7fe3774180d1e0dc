package io.serai.queue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks for card numbers where only tokens may be (S1.25): 12 to 19 digits, with single spaces or
 * dashes among them, that satisfy Luhn's formula, in any value or name.
 */
final class CardScan {

  private static final Pattern DIGITS = Pattern.compile("(?<!\\d)\\d(?:[ -]?\\d){11,18}(?!\\d)");
  private static final int TEN = 10;

  private CardScan() {}

  /** The place of the first card number, if there is one. */
  static Optional<String> find(JsonNode node, String path) {
    if (node.isValueNode()) {
      // Amounts are whole numbers, shorter than any card number that begins like one.
      return isCard(node.asText()) && !path.equals("amount") ? Optional.of(path) : Optional.empty();
    }
    int index = 0;
    for (JsonNode element : node.isArray() ? node : Map.<String, JsonNode>of().values()) {
      Optional<String> found = find(element, path + "[" + index++ + "]");
      if (found.isPresent()) {
        return found;
      }
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (isCard(field.getKey())) {
        return Optional.of(path.isEmpty() ? "a field's name" : path);
      }
      String below = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
      Optional<String> found = find(field.getValue(), below);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static boolean isCard(String text) {
    Matcher digits = DIGITS.matcher(text);
    while (digits.find()) {
      if (luhn(digits.group().replaceAll("[ -]", ""))) {
        return true;
      }
    }
    return false;
  }

  private static boolean luhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int weighed = i % 2 == 0 ? digit : digit * 2;
      sum += weighed >= TEN ? weighed - 9 : weighed;
    }
    return sum % TEN == 0;
  }
}
