package io.serai.engine.internal;

import io.serai.payment.ErrorCode;
import io.serai.payment.Operation;
import io.serai.payment.SeraiException;
import io.serai.provider.Selection;
import io.serai.provider.Strategy;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A {@code payment:} step of a route.
 *
 * @param kind what it does
 * @param providers whom to ask, as listed; empty where the payment itself says
 * @param selection how they are put in order for a payment
 * @param reverseUnknown whether after an unknown outcome another may be tried
 */
public record PaymentStep(
    Kind kind, List<String> providers, Selection selection, boolean reverseUnknown) {

  /** The options that a step may have. */
  public static final Set<String> OPTIONS =
      Set.of("providers", "strategy", "weights", "afterUnknown");

  private static final String WEIGHT = "[0-9]{1,7}";
  private static final long LARGEST_WEIGHT = 1_000_000;

  /** What a step can do. */
  public enum Kind {
    AUTHORIZE,
    CHARGE,
    REFUND,
    REVERSAL,
    CANCEL,
    CONFIRM,
    STATUS,
    HISTORY,
    VERIFY,
    RECEIPT,
    CUSTOMER,
    PRODUCT,
    PLAN,
    SUBSCRIBE,
    /** Tells a subscription, or what belongs to one, as it stands. */
    SUBSCRIPTION,
    UNSUBSCRIBE,
    CHANGE_PLAN,
    /** What each provider can do; asks nobody. */
    PROVIDERS;

    boolean choosesProviders() {
      return switch (this) {
        case AUTHORIZE, CHARGE, VERIFY, CUSTOMER, PRODUCT, PLAN, SUBSCRIBE -> true;
        case REFUND, REVERSAL, CANCEL, CONFIRM, STATUS, HISTORY, RECEIPT, PROVIDERS -> false;
        case SUBSCRIPTION, UNSUBSCRIBE, CHANGE_PLAN -> false;
      };
    }
  }

  /**
   * Reads what a route says, taking the options that are known out of {@code parameters}.
   *
   * @throws SeraiException naming the option and, after the last colon, what to write instead
   */
  public static PaymentStep read(String word, Map<String, Object> parameters) {
    return of(
        word,
        text(parameters, "providers", ""),
        text(parameters, "strategy", Strategy.PRIORITY.word()),
        text(parameters, "weights", ""),
        text(parameters, "afterUnknown", "stop"));
  }

  private static String text(Map<String, Object> parameters, String name, String otherwise) {
    Object value = parameters.remove(name);
    return value == null ? otherwise : value.toString();
  }

  /** What the named providers must be able to do; empty where the step names none. */
  public Optional<Operation> operation() {
    return switch (kind) {
      case AUTHORIZE -> Optional.of(Operation.AUTHORIZE);
      case CHARGE -> Optional.of(Operation.CHARGE);
      case VERIFY -> Optional.of(Operation.VERIFY);
      case CUSTOMER -> Optional.of(Operation.CUSTOMER);
      case PRODUCT -> Optional.of(Operation.PRODUCT);
      case PLAN -> Optional.of(Operation.PLAN);
      case SUBSCRIBE -> Optional.of(Operation.SUBSCRIBE);
      case REFUND, REVERSAL, CANCEL, CONFIRM, STATUS, HISTORY, RECEIPT, PROVIDERS ->
          Optional.empty();
      case SUBSCRIPTION, UNSUBSCRIBE, CHANGE_PLAN -> Optional.empty(); // who has it is asked
    };
  }

  /**
   * Checks what a route says.
   *
   * @throws SeraiException naming the option and what to write instead
   */
  static PaymentStep of(
      String word, String providers, String strategy, String weights, String afterUnknown) {
    Kind kind =
        Arrays.stream(Kind.values())
            .filter(k -> k.name().toLowerCase(Locale.ROOT).equals(word))
            .findFirst()
            .orElseThrow(
                () ->
                    wrong(
                        "payment:"
                            + word
                            + ": write one of "
                            + Arrays.stream(Kind.values())
                                .map(k -> "payment:" + k.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
    List<String> names =
        Arrays.stream(providers.split(",", -1))
            .map(String::strip)
            .filter(n -> !n.isEmpty())
            .toList();
    if (kind.choosesProviders() && names.isEmpty()) {
      throw wrong("payment:" + word + ": name whom to ask, such as ?providers=gateway-a,gateway-b");
    }
    if (kind == Kind.VERIFY && names.size() > 1) {
      throw wrong("payment:verify?providers=" + providers + ": name the one store whose it is");
    }
    Strategy how =
        Strategy.of(strategy)
            .orElseThrow(
                () ->
                    wrong(
                        "payment:"
                            + word
                            + "?strategy="
                            + strategy
                            + ": write one of "
                            + Strategy.words()));
    var selection = new Selection(how, weights(word, how, weights, names.size()));
    if (!afterUnknown.equals("stop") && !afterUnknown.equals("reverse")) {
      throw wrong("payment:" + word + "?afterUnknown=" + afterUnknown + ": write stop or reverse");
    }
    return new PaymentStep(kind, names, selection, afterUnknown.equals("reverse"));
  }

  private static List<Long> weights(String word, Strategy strategy, String text, int providers) {
    String step = "payment:" + word + "?weights=" + text;
    if (strategy != Strategy.WEIGHTED) {
      if (!text.isEmpty()) {
        throw wrong(step + ": write strategy=weighted with it, or leave it out");
      }
      return List.of();
    }
    List<String> given = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    if (given.size() != providers || !given.stream().allMatch(one -> one.matches(WEIGHT))) {
      throw wrong(
          step
              + ": write a whole number for each of the "
              + providers
              + " providers in their order, such as weights="
              + String.join(",", Collections.nCopies(providers, "50")));
    }
    List<Long> weights = given.stream().map(Long::valueOf).toList();
    if (Collections.max(weights) > LARGEST_WEIGHT || Collections.max(weights) == 0) {
      throw wrong(step + ": write 0 to " + LARGEST_WEIGHT + " for each, and more than 0 for one");
    }
    return weights;
  }

  private static SeraiException wrong(String message) {
    return new SeraiException(ErrorCode.CONFIGURATION, message);
  }
}
