package io.serai.iso8583;

import io.serai.payment.CardNumber;
import io.serai.payment.PinBlock;
import io.serai.payment.SeraiException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Messages as routes write them: {@code mti}, and each data element's text by its number. */
final class MessageFields {

  private static final int LAST_FIELD = 128;

  /** Of an answer these do not come back: card number, expiry, tracks, PIN block. */
  private static final Set<Integer> KEPT_BACK = Set.of(2, 14, 34, 35, 36, 45, 52);

  private MessageFields() {}

  /**
   * The message of a map; entries without value are left out.
   *
   * @throws SeraiException naming the entry that is wrong; its value is not quoted
   */
  static IsoMessage message(@Nullable Object body) {
    if (!(body instanceof Map<?, ?> fields)) {
      throw SeraiException.invalid("body", "must be a map with mti and data elements by number");
    }
    String mti = String.valueOf(fields.get("mti"));
    if (mti.length() != 4 || !Mask.isDigits(mti)) {
      throw SeraiException.invalid("mti", "must be four digits, such as 0100");
    }
    IsoMessage.Builder message = IsoMessage.of(mti);
    fields.forEach(
        (key, value) -> {
          if (!"mti".equals(key) && value != null) {
            set(message, number(String.valueOf(key)), value);
          }
        });
    return message.build();
  }

  /** The map of an answer. */
  static Map<String, Object> of(IsoMessage answer) {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("mti", answer.mti());
    for (int number = 2; number <= LAST_FIELD; number++) {
      String value = answer.field(number);
      if (value != null && !KEPT_BACK.contains(number)) {
        fields.put(Integer.toString(number), value);
      }
    }
    return fields;
  }

  private static int number(String key) {
    if (!key.matches("[1-9][0-9]{0,2}") || Integer.parseInt(key) > LAST_FIELD || key.equals("1")) {
      throw SeraiException.invalid("body", "'" + key + "' is no data element from 2 to 128");
    }
    return Integer.parseInt(key);
  }

  private static void set(IsoMessage.Builder message, int number, Object value) {
    if (value instanceof byte[] bytes) {
      message.setBinary(number, bytes);
    } else if (value instanceof PinBlock block) {
      message.setBinary(number, block.bytes());
    } else {
      message.set(number, text(value));
    }
  }

  private static String text(Object value) {
    return value instanceof CardNumber card ? card.digits() : value.toString();
  }
}
