package io.serai.doubles;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a provider is told to behave, as written in {@code {"answer": …, "times": …}}.
 *
 * @param kind what it does
 * @param code the decline code, for {@link Kind#DECLINE} only
 * @param delay how late it answers, for {@link Kind#DELAY}, else zero
 * @param times for how many requests; null: until changed
 */
public record Behaviour(Kind kind, @Nullable String code, Duration delay, @Nullable Integer times) {

  /** The kinds of behaviour. */
  public enum Kind {
    /** Approves; the behaviour of the beginning. */
    APPROVE,
    /** Declines with a code; nothing is booked. */
    DECLINE,
    /** The port is closed, so that connecting is refused. Lasts until changed. */
    REFUSE,
    /** Takes the request, books nothing and never answers. */
    HANG,
    /** Books, then resets the connection instead of answering. */
    COMMIT_THEN_RESET,
    /** Books, then answers what nobody can parse. */
    GARBAGE,
    /** Answers the provider's listed 503, which promises that nothing was booked. */
    UNAVAILABLE,
    /** Books at once and answers late. */
    DELAY,
    /** Books, and answers with a field that it had not before. */
    EXTRA_FIELD,
    /** Books, and answers with its first number as text. */
    CHANGED_TYPE;

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether cancels and questions meet it too, and not only what moves money. */
    boolean hitsEverything() {
      return this == REFUSE || this == HANG || this == UNAVAILABLE;
    }
  }

  static final Behaviour APPROVES = new Behaviour(Kind.APPROVE, null, Duration.ZERO, null);

  private static final Pattern CODE = Pattern.compile("[0-9A-Za-z_]{1,32}");
  private static final Pattern MILLIS = Pattern.compile("[0-9]{1,6}");
  private static final String ANSWERS =
      "must be one of approve, decline:<code>, refuse, hang, commit-then-reset, garbage,"
          + " unavailable, delay:<milliseconds>, extra-field, changed-type";

  /**
   * Reads a behaviour.
   *
   * @param answer for example {@code decline:51}
   * @param times null: until changed
   * @throws BadRequest naming the field that is wrong
   */
  static Behaviour of(String answer, @Nullable Integer times) throws BadRequest {
    int colon = answer.indexOf(':');
    String word = colon < 0 ? answer : answer.substring(0, colon);
    String argument = colon < 0 ? null : answer.substring(colon + 1);
    Kind kind = kind(word);
    boolean wantsArgument = kind == Kind.DECLINE || kind == Kind.DELAY;
    if (wantsArgument != (argument != null)) {
      throw new BadRequest("answer", ANSWERS);
    }
    if (kind == Kind.REFUSE && times != null) {
      throw new BadRequest(
          "times", "cannot be counted for refuse: a refused connection is never seen");
    }
    if (times != null && times < 1) {
      throw new BadRequest("times", "must be 1 or more");
    }
    String code = kind == Kind.DECLINE ? argument : null;
    if (code != null && (!CODE.matcher(code).matches() || code.equals("00"))) {
      throw new BadRequest("answer", "decline needs a code, for example decline:51");
    }
    Duration delay = Duration.ZERO;
    if (kind == Kind.DELAY) {
      if (argument == null || !MILLIS.matcher(argument).matches()) {
        throw new BadRequest("answer", "delay needs milliseconds, for example delay:1500");
      }
      delay = Duration.ofMillis(Long.parseLong(argument));
    }
    return new Behaviour(kind, code, delay, times);
  }

  /** The text it was read from. */
  public String answer() {
    return switch (kind) {
      case DECLINE -> kind.word() + ":" + code;
      case DELAY -> kind.word() + ":" + delay.toMillis();
      case APPROVE,
          REFUSE,
          HANG,
          COMMIT_THEN_RESET,
          GARBAGE,
          UNAVAILABLE,
          EXTRA_FIELD,
          CHANGED_TYPE ->
          kind.word();
    };
  }

  Behaviour withTimes(int left) {
    return new Behaviour(kind, code, delay, left);
  }

  private static Kind kind(String word) throws BadRequest {
    for (Kind kind : Kind.values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    throw new BadRequest("answer", ANSWERS);
  }
}
