package io.serai.doubles;

import java.nio.charset.Charset;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * {@code van-a}: a VAN that speaks fixed-length records in EUC-KR, with a header and a body, and
 * response codes of its own: 0000 done, 7001 no original, 7002 undone, 7003 too much, 8xxx the
 * issuer's no, 9xxx the VAN's. An ordinary cancel names the approval by its day and number, a
 * network cancel the trace number. The card number is looked at and forgotten.
 */
final class VanAShape implements Shape<byte[]> {

  static final Charset EUC_KR = Charset.forName("EUC-KR");

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
  private static final int TRACE = 48;

  @Override
  public Call read(byte[] request) throws BadRequest {
    FixedRecord fields = new FixedRecord(request, EUC_KR);
    String type = fields.text("type", 4);
    if (fields.text("van_id", 6).isEmpty()) {
      throw BadRequest.noCredential("van_id");
    }
    String trace = fields.text("trace", TRACE);
    fields.matching("sent_at", 14, "20[0-9]{12}");
    fields.matching("code", 4, "");
    if (type.equals("IQ10")) {
      Call inquiry = Call.inquiry(fields.text("original_trace", TRACE));
      fields.end();
      return inquiry;
    }
    String order = fields.text("order", 32);
    Call call =
        switch (type) {
          case "CA10" -> approval(fields, trace, order);
          case "CR10" -> {
            merchant(fields);
            fields.matching("purpose", 1, "[01]");
            fields.matching("identity", 20, "[0-9]{10,13}");
            yield charge(fields, Operation.CHARGE, trace, order);
          }
          case "PV10" -> {
            fields.matching("merchant", 15, ".+");
            fields.matching("voucher", 16, "[0-9]{16}");
            yield charge(fields, Operation.CHARGE, trace, order);
          }
          case "CC10" -> about(fields, Operation.VOID, trace, order);
          case "RF10" -> about(fields, Operation.REFUND, trace, order);
          case "NC10" -> {
            String original = fields.matching("original_trace", TRACE, ".+");
            long amount = fields.number("amount", 12);
            yield new Call(Operation.REVERSAL, trace, original, null, amount, "", order);
          }
          default -> throw new BadRequest("type", "is not known");
        };
    fields.end();
    return call;
  }

  private static Call approval(FixedRecord fields, String trace, String order) throws BadRequest {
    merchant(fields);
    fields.matching("pan", 19, "[0-9]{12,19}");
    fields.matching("expiry", 4, "[0-9]{4}");
    boolean captured = fields.matching("capture", 1, "[YN]").equals("Y");
    fields.number("installments", 2);
    return charge(fields, captured ? Operation.CHARGE : Operation.AUTHORIZE, trace, order);
  }

  private static void merchant(FixedRecord fields) throws BadRequest {
    fields.matching("merchant", 15, ".+");
    fields.matching("merchant_name", 40, ".+");
  }

  private static Call charge(FixedRecord fields, Operation operation, String trace, String order)
      throws BadRequest {
    long amount = fields.number("amount", 12);
    String currency = fields.matching("currency", 3, "[A-Z]{3}");
    if (amount == 0) {
      throw new BadRequest("amount", "must be 1 or more");
    }
    return new Call(operation, trace, null, null, amount, currency, order);
  }

  private static Call about(FixedRecord fields, Operation operation, String trace, String order)
      throws BadRequest {
    String approval =
        fields.matching("approved_on", 8, "[0-9]{8}")
            + fields.matching("approval_number", 8, "[0-9]{1,8}");
    return new Call(operation, trace, null, approval, fields.number("amount", 12), "", order);
  }

  @Override
  public Reply write(byte[] request, Call call, Verdict verdict) {
    if (verdict instanceof Verdict.Done done) {
      Effect effect = done.effect();
      if (!effect.approved()) {
        return answer(request, code(String.valueOf(effect.declineCode())), null, "거절");
      }
      boolean undone = call.operation() == Operation.INQUIRY && effect.reversed();
      return answer(request, undone ? "7002" : "0000", effect, undone ? "취소완료" : "정상승인");
    }
    if (verdict instanceof Verdict.Declined declined) {
      return answer(request, code(declined.code()), null, "거절");
    }
    return verdict instanceof Verdict.NoOriginal
        ? answer(request, "7001", null, "원거래 없음")
        : answer(request, "8418", null, "중복 전문");
  }

  /** The issuer's reason in this VAN's words. */
  private static String code(String reason) {
    return switch (reason) {
      case "03" -> "8381";
      case "14" -> "8037";
      case "41", "43" -> "8350";
      case "51", "61" -> "8324";
      case "54" -> "8314";
      case "57" -> "8373";
      case "91" -> "9051";
      case Book.TOO_MUCH -> "7003";
      case Book.ALREADY_REVERSED -> "7002";
      default -> reason.matches("[0-9]{4}") ? reason : "8326";
    };
  }

  @Override
  public Reply unavailable(byte[] request) {
    return answer(request, "9052", null, "점검중");
  }

  @Override
  public Reply invalid(byte[] request, BadRequest bad) {
    return answer(request, "9010", null, "전문오류 " + bad.field());
  }

  private static Reply answer(
      byte[] request, String code, @Nullable Effect effect, String message) {
    var asked = new FixedRecord(request, EUC_KR);
    String type = asked.cut(4);
    String answer = type.length() == 4 ? type.substring(0, 3) + "1" : "??11";
    return new Reply.Bytes(
        FixedRecord.write(EUC_KR)
            .text(answer, 4)
            .text(asked.cut(6), 6)
            .text(asked.cut(TRACE), TRACE)
            .text(TIME.format(LocalDateTime.now(ZoneId.of("Asia/Seoul"))), 14)
            .text(code, 4)
            .text(effect == null ? "" : effect.day(), 8)
            .text(effect == null ? "" : effect.approvalCode(), 8)
            .text(message, 40)
            .bytes());
  }
}
