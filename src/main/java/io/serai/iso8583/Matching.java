package io.serai.iso8583;

import java.util.ArrayList;
import java.util.List;

/**
 * By which fields an answer finds its request, besides the answer's own type. Each entry lists
 * fields of which the first that is there counts, such as {@code 41/32}.
 *
 * @param fields the entries, in the order of {@code links.yaml}
 */
public record Matching(List<List<Integer>> fields) {

  /** STAN, time, and terminal or acquirer. */
  public static final Matching DEFAULT = parse("11, 7, 41/32");

  private static final int ACQUIRER = 32;

  /**
   * Reads what {@code links.yaml} says.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static Matching parse(String text) {
    List<List<Integer>> fields = new ArrayList<>();
    for (String entry : text.split(",", -1)) {
      List<Integer> choice = new ArrayList<>();
      for (String number : entry.strip().split("/", -1)) {
        if (!number.matches("[1-9][0-9]{0,2}") || Integer.parseInt(number) > 128) {
          throw new IllegalArgumentException("must be numbers of fields such as 11, 7, 41/32");
        }
        choice.add(Integer.valueOf(number));
      }
      fields.add(List.copyOf(choice));
    }
    if (!fields.contains(List.of(11))) {
      throw new IllegalArgumentException("must have field 11, the trace number");
    }
    return new Matching(List.copyOf(fields));
  }

  /** The key of a request that we send. */
  String ofRequest(IsoMessage request) {
    return key(Answers.mti(request.mti()), request);
  }

  /** The key of the request that an answer belongs to. */
  String ofAnswer(IsoMessage answer) {
    return key(answer.mti(), answer);
  }

  /** The last digit is left out: it says who repeats, and hosts differ in what they answer. */
  private String key(String answerMti, IsoMessage message) {
    StringBuilder key = new StringBuilder(answerMti.substring(0, 3));
    for (List<Integer> choice : fields) {
      key.append('|');
      for (int number : choice) {
        String value = message.field(number);
        if (value != null) {
          key.append(number).append('=').append(plain(number, value));
          break;
        }
      }
    }
    return key.toString();
  }

  private static String plain(int number, String value) {
    return number == ACQUIRER ? value.replaceFirst("^0+(?=.)", "") : value.strip();
  }
}
