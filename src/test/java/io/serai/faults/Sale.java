package io.serai.faults;

import io.serai.hub.Terminal;
import io.serai.iso8583.IsoMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a terminal asks for with one STAN, and what it was told. Without an answer it repeats itself
 * (0101) or takes it back (0400, then 0401), as terminals do. One thread at a time.
 */
final class Sale {

  private static final Duration PATIENCE = Duration.ofSeconds(6);
  private static final String APPROVED = "00";
  private static final String UNABLE = "96";

  private static final List<String> CARDS =
      List.of(Terminal.VISA, "3530111333300000", "5555555555554444");

  private final int stan;
  private final long amount;
  private boolean asked;
  private boolean reversalAsked;
  private @Nullable String code;
  private @Nullable String reversalCode;

  Sale(int stan, long amount) {
    this.stan = stan;
    this.amount = amount;
  }

  /** Asks, or repeats the question; without an answer nothing changes. */
  void ask(Terminal terminal) {
    String mti = asked ? "0101" : "0100";
    asked = true;
    code = answer(terminal, Terminal.request(mti, stan, card(), amount));
  }

  /** Takes it back, or repeats that; without an answer nothing changes. */
  void takeBack(Terminal terminal) {
    String mti = reversalAsked ? "0401" : "0400";
    reversalAsked = true;
    String told =
        answer(
            terminal,
            Terminal.reversal(mti, stan, stan).set(2, card()).set(4, "%012d".formatted(amount)));
    // 96 says nothing of the original, so it is asked again.
    reversalCode = UNABLE.equals(told) ? null : told;
  }

  /** One issuer is asked over HTTP, one over a link, and what neither has goes to the VANs. */
  private String card() {
    return CARDS.get(stan % CARDS.size());
  }

  private static @Nullable String answer(Terminal terminal, IsoMessage.Builder request) {
    try {
      return terminal
          .sendAsync(request)
          .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          .join()
          .field(39);
    } catch (CompletionException e) {
      return null;
    }
  }

  boolean isTold() {
    return code != null;
  }

  boolean wasTakenBack() {
    return reversalCode != null;
  }

  /** Whether it was told that the hub itself could not do it. */
  boolean wasRefused() {
    return UNABLE.equals(code);
  }

  /** Whether the terminal believes that the money moved. */
  boolean moved() {
    return APPROVED.equals(code) && !reversalAsked;
  }

  /** What must not be: a reversal that was refused. */
  @Nullable String contradiction() {
    return reversalCode == null || reversalCode.equals(APPROVED) || reversalCode.equals("25")
        ? null
        : this + ": its reversal was answered " + reversalCode;
  }

  int stan() {
    return stan;
  }

  long amount() {
    return amount;
  }

  @Override
  public String toString() {
    return "STAN %06d told %s, taken back %s".formatted(stan, code, reversalCode);
  }
}
