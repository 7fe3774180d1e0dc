package io.serai.iso8583;

import java.util.Map;

/** DE39 of ISO 8583:1993 has three digits, which also say what kind of message is answered. */
final class ActionCodes {

  private static final String DECLINED = "100";
  private static final Map<String, String> OF_RESPONSE_CODE =
      Map.ofEntries(
          Map.entry(ResponseCodes.DO_NOT_HONOUR, DECLINED),
          Map.entry(ResponseCodes.INVALID_TRANSACTION, "902"),
          Map.entry(ResponseCodes.PARTLY_APPROVED, "002"),
          Map.entry("13", "110"),
          Map.entry("14", "111"),
          Map.entry("15", "908"),
          Map.entry(ResponseCodes.NO_ORIGINAL, "914"),
          Map.entry(ResponseCodes.FORMAT_ERROR, "904"),
          Map.entry("41", "208"),
          Map.entry("43", "209"),
          Map.entry("51", "116"),
          Map.entry("54", "101"),
          Map.entry("55", "117"),
          Map.entry("57", "119"),
          Map.entry("58", "120"),
          Map.entry("61", "121"),
          Map.entry("62", "104"),
          Map.entry(LinkMac.DEFAULT_WRONG, "916"),
          Map.entry("65", "123"),
          Map.entry("75", "106"),
          Map.entry(ResponseCodes.ISSUER_UNAVAILABLE, "907"),
          Map.entry(ResponseCodes.DUPLICATE, "913"),
          Map.entry(ResponseCodes.MALFUNCTION, "909"));

  private ActionCodes() {}

  /** The code for the answer to a request of 1993, of a code of 1987; one of three digits stays. */
  static String of(String responseCode, char messageClass) {
    if (responseCode.length() == DECLINED.length()) {
      return responseCode;
    }
    if (responseCode.equals(ResponseCodes.APPROVED)) {
      return switch (messageClass) {
        case '4' -> "400";
        case '8' -> "800";
        default -> "000";
      };
    }
    return OF_RESPONSE_CODE.getOrDefault(responseCode, DECLINED);
  }
}
