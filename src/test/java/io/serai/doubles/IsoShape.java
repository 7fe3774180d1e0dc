package io.serai.doubles;

import java.io.IOException;
import java.io.InputStream;
import java.util.Currency;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;
import org.jpos.iso.packager.GenericPackager;
import org.jspecify.annotations.Nullable;

/**
 * {@code van-c} and {@code issuer-k}: hosts that speak ISO 8583:1987. 0100 and 0200 approve; with
 * DE3 02… they cancel, with 20… they give back, what DE37 names; 0400 and 0420 are the network
 * cancel of what DE90 names, and 0600 asks what became of it: DE39 is the original's, 79 once it is
 * undone, 25 if there is none. The card number is looked at and forgotten; DE63 holds the hub's
 * name for the payment.
 */
final class IsoShape implements Shape<byte[]> {

  private static final int[] ECHOED = {2, 3, 4, 7, 11, 32, 41, 42, 49, 63, 70, 90};
  private static final String CENTURY = "20";

  private final GenericPackager packager;

  /**
   * A host's language.
   *
   * @param table the name of one of jPOS's tables of fields
   */
  IsoShape(String table) {
    try (InputStream in = IsoShape.class.getResourceAsStream("/packager/" + table + ".xml")) {
      packager = new GenericPackager(Objects.requireNonNull(in, table));
    } catch (IOException | ISOException e) {
      throw new IllegalStateException("The table " + table + " cannot be read", e);
    }
  }

  /** Answers network management, whatever the host does with payments. */
  Service<byte[]> signedOn(Service<byte[]> payments) {
    return request -> {
      ISOMsg message = unpack(request);
      return message != null && text(message, 0).startsWith("08")
          ? CompletableFuture.completedFuture(answer(message, "00", null))
          : payments.serve(request);
    };
  }

  @Override
  public Call read(byte[] request) throws BadRequest {
    ISOMsg message = unpack(request);
    if (message == null) {
      throw new BadRequest("message", "cannot be read");
    }
    String key = field(message, 11, "[0-9]{6}") + field(message, 7, "[0-9]{10}");
    String type = text(message, 0);
    if (type.startsWith("060")) {
      return Call.inquiry(original(message));
    }
    long amount = Long.parseLong(field(message, 4, "[0-9]{12}"));
    String hub = text(message, 63).isEmpty() ? key : text(message, 63);
    if (type.startsWith("04")) {
      return new Call(Operation.REVERSAL, key, original(message), null, amount, "", hub);
    }
    if (!type.startsWith("01") && !type.startsWith("02")) {
      throw new BadRequest("type", "is not known");
    }
    String code = field(message, 3, "[0-9]{6}").substring(0, 2);
    field(message, 2, "[0-9]{12,19}");
    return switch (code) {
      case "00" ->
          new Call(
              type.startsWith("01") ? Operation.AUTHORIZE : Operation.CHARGE,
              key,
              null,
              null,
              amount,
              alphabetic(field(message, 49, "[0-9]{3}")),
              hub);
      case "02" -> about(Operation.VOID, key, message, amount, hub);
      case "20" -> about(Operation.REFUND, key, message, amount, hub);
      default -> throw new BadRequest("DE3", "is not known");
    };
  }

  private static Call about(
      Operation operation, String key, ISOMsg message, long amount, String hub) throws BadRequest {
    String approval = CENTURY + field(message, 37, "[0-9]{12}");
    return new Call(operation, key, null, approval, amount, "", hub);
  }

  private static String original(ISOMsg message) throws BadRequest {
    String named = field(message, 90, "[0-9]{42}");
    return named.substring(4, 20);
  }

  private static String alphabetic(String number) throws BadRequest {
    return Currency.getAvailableCurrencies().stream()
        .filter(one -> number.equals("%03d".formatted(one.getNumericCode())))
        .map(Currency::getCurrencyCode)
        .sorted()
        .findFirst()
        .orElseThrow(() -> new BadRequest("DE49", "is no currency"));
  }

  private static String field(ISOMsg message, int number, String pattern) throws BadRequest {
    String text = text(message, number);
    if (!text.matches(pattern)) {
      throw new BadRequest("DE" + number, text.isEmpty() ? "is missing" : "must be " + pattern);
    }
    return text;
  }

  private static String text(ISOMsg message, int number) {
    String text = message.getString(number);
    return text == null ? "" : text.strip();
  }

  private @Nullable ISOMsg unpack(byte[] frame) {
    try {
      ISOMsg message = new ISOMsg();
      message.setPackager(packager);
      message.unpack(frame);
      return message;
    } catch (ISOException e) {
      return null;
    }
  }

  @Override
  public Reply write(byte[] request, Call call, Verdict verdict) {
    if (verdict instanceof Verdict.Done done) {
      Effect effect = done.effect();
      String decline = effect.declineCode();
      if (decline != null) {
        return answer(request, VanBShape.issuerCode(decline), null);
      }
      boolean undone = call.operation() == Operation.INQUIRY && effect.reversed();
      return answer(request, undone ? "79" : "00", effect);
    }
    if (verdict instanceof Verdict.Declined declined) {
      return answer(request, VanBShape.issuerCode(declined.code()), null);
    }
    return answer(request, verdict instanceof Verdict.NoOriginal ? "25" : "94", null);
  }

  @Override
  public Reply unavailable(byte[] request) {
    return answer(request, "91", null);
  }

  @Override
  public Reply invalid(byte[] request, BadRequest bad) {
    return answer(request, "30", null);
  }

  private Reply answer(byte[] request, String code, @Nullable Effect effect) {
    ISOMsg message = unpack(request);
    return message == null ? new Reply.Reset() : answer(message, code, effect);
  }

  private Reply answer(ISOMsg request, String code, @Nullable Effect effect) {
    try {
      ISOMsg answer = new ISOMsg();
      answer.setPackager(packager);
      String type = text(request, 0);
      // The answer to a repeat (0421) is that of what it repeats (0430).
      answer.setMTI(
          type.substring(0, 2) + (char) (type.charAt(2) + 1) + (char) (type.charAt(3) & ~1));
      for (int number : ECHOED) {
        if (request.hasField(number)) {
          answer.set(number, request.getString(number));
        }
      }
      answer.set(39, code);
      if (effect != null) {
        answer.set(37, effect.day().substring(CENTURY.length()) + effect.approvalCode());
        answer.set(38, effect.approvalCode());
      }
      return new Reply.Bytes(answer.pack());
    } catch (ISOException e) {
      throw new IllegalStateException("An answer cannot be packed", e);
    }
  }
}
