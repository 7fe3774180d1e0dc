package io.serai.iso8583;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the answer of the engine's or the issuer's result. */
final class ResultMapper {

  private static final Logger LOG = LoggerFactory.getLogger(ResultMapper.class);
  private static final String OUTCOME_APPROVED = "approved";
  private static final char REVERSAL = '4';
  private static final int DATE_LENGTH = 10;

  private final Clock clock;

  ResultMapper(Clock clock) {
    this.clock = clock;
  }

  IsoMessage answer(IsoCall call, Map<?, ?> result, String outcome) {
    boolean approved = outcome.equals(OUTCOME_APPROVED);
    String code = responseCode(call.request(), result, outcome);
    String id = text(result, "id");
    if (!isReversal(call.request())) {
      boolean stands = !id.isEmpty() || IssuerResult.isDecided(result);
      if (approved ? !stands : ResponseCodes.approves(code)) {
        // Money moves only by the engine, which names the payment of each approval, and by the
        // issuer, which names what it has committed.
        LOG.error("Link {}: an approval that no payment stands behind", call.connection());
        return Answers.to(call.request(), ResponseCodes.MALFUNCTION).build();
      }
      // What the issuer approved is taken back by the network alone: it does not know of us.
      if (approved && !id.isEmpty()) {
        call.approves(new IsoCall.Approval(id, isReplay(result)));
      }
    }
    IsoMessage.Builder answer = Answers.to(call.request(), code);
    String named = id.isEmpty() ? text(result, "hold") : id;
    if (!named.isEmpty() && !call.request().has(37)) {
      answer.set(37, retrievalReference(result, named));
    }
    if (IssuerResult.isDecided(result)) {
      IssuerResult.fill(answer, call.request(), result);
    } else if (approved && !isReversal(call.request())) {
      answer.set(38, approvalCode(result, id));
    }
    return answer.build();
  }

  /** An approval that ends as an exception is told to nobody, so it is undone like a lost one. */
  void undoUnansweredApproval(IsoCall call, @Nullable Object body) {
    if (body instanceof Map<?, ?> result
        && OUTCOME_APPROVED.equals(result.get("outcome"))
        && !text(result, "id").isEmpty()
        && !isReplay(result)
        && !isReversal(call.request())
        && call.connection().link().config().reverseLostAnswers()) {
      call.connection().link().neverTold(text(result, "id"));
    }
  }

  private static String responseCode(IsoMessage request, Map<?, ?> result, String outcome) {
    String given = text(result, "response_code");
    if (ResponseCodes.isTwoDigits(given)) {
      return given;
    }
    String byCode = ResponseCodes.OF_CODE.get(text(result, "code"));
    if (byCode != null && !outcome.equals(OUTCOME_APPROVED)) {
      return byCode;
    }
    String declined = text(result, "decline_code");
    if (outcome.equals("declined")
        && ResponseCodes.isTwoDigits(declined)
        && !ResponseCodes.approves(declined)) {
      return declined;
    }
    Map<String, String> table =
        isReversal(request) ? ResponseCodes.OF_REVERSAL : ResponseCodes.OF_REQUEST;
    return table.getOrDefault(outcome, ResponseCodes.MALFUNCTION);
  }

  /**
   * DE37 where the request has none: last digit of the year, day of the year, end of the payment's
   * id. It comes from the payment alone, so that a repeat is answered with the same.
   */
  private String retrievalReference(Map<?, ?> result, String id) {
    String created = text(result, "created_at");
    LocalDate day =
        created.length() >= DATE_LENGTH
            ? LocalDate.parse(created.substring(0, DATE_LENGTH))
            : LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    int julian = day.getYear() % 10 * 1000 + day.getDayOfYear();
    return leftFilled(Integer.toString(julian), 4) + lastCharacters(id, 8);
  }

  private static String approvalCode(Map<?, ?> result, String id) {
    String given = text(result, "approval_code");
    return given.isEmpty() ? lastCharacters(id, 6) : lastCharacters(given, 6);
  }

  /** The last letters and digits, upper-case, filled with zeros from the left. */
  private static String lastCharacters(String text, int count) {
    StringBuilder kept = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 128 && Character.isLetterOrDigit(c)) {
        kept.append(c);
      }
    }
    String all = kept.toString().toUpperCase(Locale.ROOT);
    return leftFilled(all.substring(Math.max(0, all.length() - count)), count);
  }

  private static String leftFilled(String text, int length) {
    return "0".repeat(length - text.length()) + text;
  }

  private static String text(Map<?, ?> result, String key) {
    return result.get(key) instanceof String value ? value : "";
  }

  private static boolean isReplay(Map<?, ?> result) {
    return Boolean.TRUE.equals(result.get("replay"));
  }

  private static boolean isReversal(IsoMessage request) {
    return request.messageClass() == REVERSAL;
  }
}
