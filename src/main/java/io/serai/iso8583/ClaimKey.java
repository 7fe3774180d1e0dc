package io.serai.iso8583;

import io.serai.iso8583.field.OriginalData;
import org.jspecify.annotations.Nullable;

/**
 * The idempotency key of a request: {@code iso:<link>:<DE32>:<DE41>:<DE42>:<DE11>:<DE7>:<class>},
 * with DE12 instead of DE7 in ISO 8583:1993. A repeat (0101) has the key of its original, and a
 * reversal can name it from its DE90. An advice (0120, 0220) tells of what was decided elsewhere,
 * perhaps under the numbers of a request that was not answered, so its class has an {@code a}.
 */
final class ClaimKey {

  private ClaimKey() {}

  /** The key of a request whose DE7, DE11, DE41 and DE42 are checked. */
  static String of(String link, IsoMessage request) {
    Fields fields = new Fields(request);
    return key(
        link,
        fields.digits(32),
        fields,
        fields.digits(11, 6),
        Answers.isOf1993(request) ? fields.digits(12, 12) : fields.digits(7, 10),
        kind(request.mti()));
  }

  /** The key of the request that a reversal names in DE90, or in DE56 of 1993. */
  static String ofOriginal(String link, IsoMessage reversal) {
    Fields fields = new Fields(reversal);
    OriginalData original = original(reversal, fields);
    // All zeros say that the acquirer was not repeated, not that it was another.
    boolean notGiven = original.acquirer().isEmpty();
    return key(
        link,
        notGiven ? fields.digits(32) : original.acquirer(),
        fields,
        original.stan(),
        original.time(),
        kind(original.mti()));
  }

  /** Which data element names the original, by edition. */
  static int originalDataOf(IsoMessage reversal) {
    return Answers.isOf1993(reversal) ? 56 : 90;
  }

  private static OriginalData original(IsoMessage reversal, Fields fields) {
    String value = fields.text(originalDataOf(reversal));
    return Answers.isOf1993(reversal) ? OriginalData.ofDe56(value) : OriginalData.ofDe90(value);
  }

  private static String key(
      String link,
      @Nullable String acquirer,
      Fields fields,
      String stan,
      String time,
      String kind) {
    // DE90 fills the acquirer to eleven digits, DE32 does not.
    String from = withoutLeadingZeros(acquirer == null ? "" : acquirer);
    String terminal = escaped(fields.text(41)) + ':' + escaped(fields.text(42));
    return "iso:" + link + ':' + from + ':' + terminal + ':' + stan + ':' + time + ':' + kind;
  }

  private static String kind(String mti) {
    boolean advice = mti.charAt(2) == '2' || mti.charAt(2) == '3';
    boolean reversal = mti.charAt(1) == '4';
    return mti.charAt(1) + (advice && !reversal ? "a" : "");
  }

  private static String withoutLeadingZeros(String digits) {
    int from = 0;
    while (from < digits.length() && digits.charAt(from) == '0') {
      from++;
    }
    return digits.substring(from);
  }

  /** DE41 and DE42 may hold a colon; without this two terminals could share a key. */
  private static String escaped(String text) {
    return text.indexOf(':') < 0 && text.indexOf('%') < 0
        ? text
        : text.replace("%", "%25").replace(":", "%3A");
  }
}
