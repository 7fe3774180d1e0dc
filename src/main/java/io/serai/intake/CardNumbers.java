package io.serai.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.payment.CardData;
import io.serai.payment.ErrorCode;
import io.serai.payment.Printable;
import io.serai.payment.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds what could be a card number (S1.25): 12 to 19 digits that satisfy Luhn's formula, in one
 * piece or in groups behind single spaces, dashes or dots, in digits of any script.
 */
public final class CardNumbers {

  private static final int FEWEST = 12;
  private static final int MOST = 19;
  private static final int AIRLINE_LENGTH = 15;

  // The usual idempotency key. One in a few thousand has middle groups that look like a card
  // number;
  // one of digits alone is looked at all the same.
  private static final Pattern UUID =
      Pattern.compile(
          "(?i)\\b(?=[0-9-]*[a-f])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b");

  private CardNumbers() {}

  /**
   * Refuses a body that holds a card number in any value or name.
   *
   * @throws RefusedRequest with {@link ErrorCode#CARD_NUMBER_REFUSED}, naming the fields only
   */
  public static void refuseIn(JsonNode body) {
    refuseIn(body, Set.of());
  }

  /**
   * Refuses a body that holds a card number anywhere but in the texts that are meant for one.
   *
   * @param meant the fields, such as {@code card.number}; whoever reads them keeps their digits out
   *     of everything that is printed or stored
   * @throws RefusedRequest with {@link ErrorCode#CARD_NUMBER_REFUSED}, naming the other fields only
   */
  public static void refuseIn(JsonNode body, Set<String> meant) {
    List<FieldError> found = new ArrayList<>();
    walk(body, "", meant, found);
    if (!found.isEmpty()) {
      throw new RefusedRequest(ErrorCode.CARD_NUMBER_REFUSED, found);
    }
  }

  /** Refuses a text that holds a card number, under the name of its field. */
  public static void refuseIn(String text, String field) {
    if (isIn(text)) {
      throw new RefusedRequest(ErrorCode.CARD_NUMBER_REFUSED, List.of(error(field)));
    }
  }

  private static FieldError error(String field) {
    return new FieldError(
        field, "holds what looks like a card number; send a token instead (nothing was stored)");
  }

  private static void walk(JsonNode node, String path, Set<String> meant, List<FieldError> found) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        String name = Printable.of(member.getKey());
        String below = path.isEmpty() ? name : path + "." + name;
        if (isIn(member.getKey())) {
          found.add(error(below));
        }
        // A name with a dot in it is not the path that it looks like.
        Set<String> inside = member.getKey().indexOf('.') < 0 ? meant : Set.of();
        walk(member.getValue(), below, inside, found);
      }
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        walk(node.get(i), path + "." + i, Set.of(), found);
      }
    } else if (node.isValueNode()
        && !isAmount(node, path)
        && !(node.isTextual() && meant.contains(path))
        && isIn(node.asText())) {
      found.add(error(path.isEmpty() ? "body" : path));
    }
  }

  /** The largest amounts have twelve digits, and one in ten of those satisfies Luhn's formula. */
  private static boolean isAmount(JsonNode node, String path) {
    return path.equals("amount") && node.isIntegralNumber() && node.asText().length() <= FEWEST;
  }

  /** Whether the text holds what could be a card number. */
  public static boolean isIn(String text) {
    return hasCard(UUID.matcher(text).replaceAll("uuid"));
  }

  private static boolean hasCard(String text) {
    StringBuilder digits = new StringBuilder();
    List<Integer> starts = new ArrayList<>();
    int gap = 2; // characters since the last digit; groups may be one separator apart
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      int point = text.codePointAt(at);
      int digit = Character.digit(point, 10);
      if (digit >= 0 && Character.isDigit(point)) {
        if (gap > 0) {
          starts.add(digits.length());
        }
        digits.append((char) ('0' + digit));
        gap = 0;
      } else if (gap == 0 && isSeparator(point)) {
        gap = 1;
      } else {
        if (anyCard(digits, starts)) {
          return true;
        }
        digits.setLength(0);
        starts.clear();
        gap = 2;
      }
    }
    return anyCard(digits, starts);
  }

  private static boolean isSeparator(int point) {
    return Character.isSpaceChar(point)
        || Character.getType(point) == Character.DASH_PUNCTUATION
        || point == '.';
  }

  /** Whether any run of whole groups is a card number. */
  private static boolean anyCard(CharSequence digits, List<Integer> starts) {
    for (int first = 0; first < starts.size(); first++) {
      for (int next = first + 1; next <= starts.size(); next++) {
        int end = next < starts.size() ? starts.get(next) : digits.length();
        if (isCard(digits.subSequence(starts.get(first), end))) {
          return true;
        }
      }
    }
    return false;
  }

  /** No card number begins with 0, and with 1 only an airline's, of 15 digits; times often do. */
  private static boolean isCard(CharSequence digits) {
    if (digits.length() < FEWEST || digits.length() > MOST) {
      return false;
    }
    char first = digits.charAt(0);
    return first != '0'
        && (first != '1' || digits.length() == AIRLINE_LENGTH)
        && CardData.isLuhn(digits);
  }
}
