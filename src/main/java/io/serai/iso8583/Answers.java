package io.serai.iso8583;

/** Builds answers: the type of the request plus ten, and the fields that must come back. */
final class Answers {

  /** Data elements that an answer repeats. Tracks, PIN blocks and chip data never come back. */
  private static final int[] ECHOED = {
    2, 3, 4, 7, 11, 12, 13, 24, 32, 33, 37, 41, 42, 49, 70, 90, 95
  };

  private static final int RESPONSE_CODE = 39;

  private Answers() {}

  /** Whether the message is itself an answer, which must never be answered. */
  static boolean isAnswer(IsoMessage message) {
    return (message.mti().charAt(2) - '0') % 2 == 1;
  }

  /** The type of the answer: 0100 and 0101 are answered 0110, 0420 and 0421 0430, 1804 1814. */
  static String mti(String request) {
    char origin = request.charAt(3);
    boolean repeats = (origin - '0') % 2 == 1;
    return request.substring(0, 2)
        + (char) (request.charAt(2) + 1)
        + (repeats ? (char) (origin - 1) : origin);
  }

  /** Whether a message is ISO 8583:1993, which writes some data elements otherwise. */
  static boolean isOf1993(IsoMessage message) {
    return message.mti().charAt(0) == '1';
  }

  /** Begins the answer to a request; its DE39 is given as ISO 8583:1987 has it. */
  static IsoMessage.Builder to(IsoMessage request, String responseCode) {
    IsoMessage.Builder answer = IsoMessage.of(mti(request.mti())).answering(request);
    for (int number : ECHOED) {
      answer.set(number, request.field(number));
    }
    return answer.set(
        RESPONSE_CODE,
        isOf1993(request) ? ActionCodes.of(responseCode, request.messageClass()) : responseCode);
  }
}
