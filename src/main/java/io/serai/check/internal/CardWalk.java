package io.serai.check.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.check.Invariant;
import io.serai.check.internal.CardRow.Account;
import io.serai.check.internal.CardRow.Event;
import io.serai.check.internal.CardRow.Held;
import io.serai.payment.CardData;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One card account, event after event: a gapless sequence (I2), each claimed as it was answered
 * (I4), each balance and each sum of holds the one before and what the event adds, the ledger what
 * the events post, and the rows what it all comes to (I5), and no card data (I8). So what was
 * available, balance less holds, was right at every instant. Not thread-safe.
 */
final class CardWalk {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LINES = 10;

  private final Account account;
  private final Findings findings;
  private final Instant forgottenBefore;
  private final Map<String, HoldSums> holds = new HashMap<>();
  private final Deque<String> history = new ArrayDeque<>();
  private long heldByHolds;
  private long seq;
  private long balance;
  private long held;
  private boolean broken;

  /**
   * The walk along an account.
   *
   * @param rows its holds
   * @param forgottenBefore keys of events before may be forgotten
   */
  CardWalk(Account account, Collection<Held> rows, Instant forgottenBefore, Findings findings) {
    this.account = account;
    this.findings = findings;
    this.forgottenBefore = forgottenBefore;
    for (Held row : rows) {
      holds.put(row.id(), new HoldSums(row));
      heldByHolds += row.held();
    }
  }

  void next(Event event) {
    if (broken) {
      return;
    }
    remember(event);
    if (event.seq() != seq + 1) {
      broken = true;
      found(Invariant.I2, "event " + (seq + 1) + " is missing or there twice");
      return;
    }
    seq++;
    amounts(event);
    ledger(event);
    claim(event);
    CardData.kinds(event.text())
        .forEach(kind -> found(Invariant.I8, "event " + seq + " holds " + kind));
    balance = event.balance();
    held = event.heldAfter();
    if (event.hold() != null) {
      HoldSums sums = holds.get(event.hold());
      if (sums == null) {
        found(Invariant.I2, "event " + seq + " is about a hold that is not there");
      } else {
        sums.add(event);
      }
    } else if (event.held() != 0) {
      found(Invariant.I5, "event " + seq + " holds " + event.held() + " without a hold");
    }
  }

  private void amounts(Event event) {
    if (event.balance() != balance + event.posted()) {
      found(
          Invariant.I5,
          "event "
              + seq
              + " says a balance of "
              + event.balance()
              + ", but it was "
              + balance
              + " and "
              + event.posted()
              + " were posted");
    }
    if (event.heldAfter() != held + event.held()) {
      found(
          Invariant.I5,
          "event "
              + seq
              + " says that "
              + event.heldAfter()
              + " are held, but there were "
              + held
              + " and "
              + event.held()
              + " were added");
    }
  }

  private void ledger(Event event) {
    if (event.moved() != event.posted()) {
      found(
          Invariant.I5,
          "event " + seq + " posted " + event.posted() + ", the ledger moves " + event.moved());
    }
    if (!event.alike()
        || !event.currency().equals(account.currency())
        || !event.tenant().equals(account.tenant())) {
      found(
          Invariant.I5,
          "event " + seq + " or its postings are of another tenant, currency or business date");
    }
  }

  private void claim(Event event) {
    if (!event.isDecided()) {
      return;
    }
    String claimed = event.claimed();
    if (claimed == null) {
      if (!event.at().isBefore(forgottenBefore)) {
        found(Invariant.I4, "event " + seq + " was decided without its key being claimed");
      }
      return;
    }
    String code = event.responseCode();
    if (code != null && !code.equals(answered(claimed))) {
      found(
          Invariant.I4,
          "event " + seq + " was answered " + code + ", its claim has " + answered(claimed));
    }
  }

  private static String answered(String decision) {
    try {
      String code = JSON.readTree(decision).path("responseCode").asText();
      return code.isEmpty() ? "no answer" : code;
    } catch (JsonProcessingException e) {
      return "no answer";
    }
  }

  /** Compares with the rows. */
  void end() {
    if (broken) {
      return;
    }
    if (seq != account.seq()) {
      found(Invariant.I2, "its row says " + account.seq() + " events, there are " + seq);
    }
    if (balance != account.balance()) {
      found(
          Invariant.I5,
          "its row says a balance of " + account.balance() + ", its events " + balance);
    }
    if (held != account.held()) {
      found(Invariant.I5, "its row says " + account.held() + " held, its events " + held);
    }
    if (heldByHolds != account.held()) {
      found(Invariant.I5, "its row says " + account.held() + " held, its holds " + heldByHolds);
    }
    for (HoldSums sums : holds.values()) {
      List<String> amounts = sums.amounts();
      amounts.forEach(wrong -> found(Invariant.I5, wrong));
      if (amounts.isEmpty()) {
        sums.state().forEach(wrong -> found(Invariant.I2, wrong));
      }
    }
  }

  long events() {
    return seq;
  }

  private void remember(Event event) {
    history.add(event.line());
    if (history.size() > LINES) {
      history.remove();
    }
  }

  private void found(Invariant invariant, String message) {
    findings.add(invariant, account.id(), message, List.copyOf(history));
  }
}
