package io.serai.routing.test;

import io.serai.issuing.AccountWork;
import io.serai.issuing.CardAccounts;
import io.serai.issuing.CardDecision;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The accounts of cards in a route test: it decides what the test says, whoever asks. Thread-safe.
 */
final class ScriptedIssuer implements CardAccounts {

  private static final Pattern WORDS =
      Pattern.compile("(approve)|decline:([0-9]{2})|partial:([0-9]{1,12})");
  private static final long AVAILABLE = 100_000;
  private static final String HOLD = "hld_T000001";
  private static final String CODE = "T00001";

  private List<Node> answers = List.of();
  private Consumer<WrongTest> problems = wrong -> {};
  private int asked;

  /** From now on these are the decisions, the last for all that follow. */
  synchronized void tell(List<Node> told, Consumer<WrongTest> whoHears) {
    told.forEach(ScriptedIssuer::read);
    answers = told;
    problems = whoHears;
    asked = 0;
  }

  @Override
  public synchronized CompletableFuture<Done> commit(AccountWork work) {
    if (answers.isEmpty()) {
      problems.accept(
          new WrongTest(
              new Place("", 0),
              "the issuer was asked, and the test does not say what it decides: write issuing:"
                  + " approve below given"));
      return CompletableFuture.failedFuture(
          new SeraiException(ErrorCode.OVERLOADED, "the test does not say what is decided"));
    }
    Node answer = answers.get(Math.min(asked, answers.size() - 1));
    asked++;
    return CompletableFuture.completedFuture(new Done(read(answer), false));
  }

  private static CardDecision read(Node answer) {
    Matcher word = WORDS.matcher(answer.scalar("issuing"));
    if (!word.matches()) {
      throw new WrongTest(
          answer.place(),
          "issuing: '"
              + answer.text()
              + "' is no decision; write approve, decline:<DE39> or partial:<amount>");
    }
    if (word.group(1) != null) {
      return new CardDecision("00", "test", 0, CODE, AVAILABLE, HOLD);
    }
    return word.group(2) != null
        ? new CardDecision(word.group(2), "test", 0, null, AVAILABLE, null)
        : new CardDecision("10", "test", Long.parseLong(word.group(3)), CODE, 0L, HOLD);
  }
}
