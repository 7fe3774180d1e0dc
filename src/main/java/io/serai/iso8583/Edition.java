package io.serai.iso8583;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;

/** How network management is spoken: types, function codes and what says "done". */
public enum Edition {
  /** ISO 8583:1987: 0800 with DE70. */
  V1987("1987", "0800", 70, "001", "002", "201", "301", "101,161,162") {
    @Override
    String accepted() {
      return ResponseCodes.APPROVED;
    }

    @Override
    String refused() {
      return ResponseCodes.INVALID_TRANSACTION;
    }
  },
  /** ISO 8583:1993: 1804 with DE24. */
  V1993("1993", "1804", 24, "801", "802", "821", "831", "811,812,813") {
    @Override
    IsoMessage.Builder request(String code, Instant now) {
      return super.request(code, now).set(12, LOCAL_TIME.format(now));
    }

    @Override
    String accepted() {
      return "800";
    }

    @Override
    String refused() {
      return "904";
    }
  };

  /** YYMMDDhhmmss; ours is UTC. */
  private static final DateTimeFormatter LOCAL_TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss").withZone(ZoneOffset.UTC);

  private static final Set<String> YES = Set.of("00", "000", "800");

  private final String word;
  private final String mti;
  private final int field;
  private final String signOn;
  private final String signOff;
  private final String cutOver;
  private final String echo;
  private final String keyExchange;

  Edition(
      String word,
      String mti,
      int field,
      String signOn,
      String signOff,
      String cutOver,
      String echo,
      String keyExchange) {
    this.word = word;
    this.mti = mti;
    this.field = field;
    this.signOn = signOn;
    this.signOff = signOff;
    this.cutOver = cutOver;
    this.echo = echo;
    this.keyExchange = keyExchange;
  }

  /** The name in {@code links.yaml}. */
  public String word() {
    return word;
  }

  /** Begins a request of our own; DE7 and DE11 are not in it yet. */
  IsoMessage.Builder request(String code, Instant now) {
    return IsoMessage.of(mti).set(field, code);
  }

  /** The data element with the function code. */
  int field() {
    return field;
  }

  Codes codes() {
    return new Codes(signOn, signOff, cutOver, echo, Set.of(keyExchange.split(",", -1)));
  }

  /** DE39 of a network management request that was done. */
  abstract String accepted();

  /** DE39 of one that this link does not know. */
  abstract String refused();

  /** Whether an answer says that its request was done. */
  public static boolean isAccepted(IsoMessage answer) {
    String code = answer.field(39);
    return code != null && YES.contains(code);
  }

  /**
   * Function codes.
   *
   * @param signOn sign-on
   * @param signOff sign-off
   * @param cutOver the business day ends
   * @param echo echo test
   * @param keyExchange those that carry or ask for keys
   */
  record Codes(
      String signOn, String signOff, String cutOver, String echo, Set<String> keyExchange) {}
}
