package io.serai.issuing.cards;

import io.serai.issuing.CardStatus;
import io.serai.issuing.CardView;
import io.serai.payment.Currency;
import io.serai.payment.ErrorCode;
import io.serai.payment.Ids;
import io.serai.payment.Money;
import io.serai.payment.SeraiException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two steps of a top-up around its charge (S4.5). */
final class TopUpDesk {

  private static final Logger LOG = LoggerFactory.getLogger(TopUpDesk.class);
  private static final List<String> OF_THE_CHARGE =
      List.of("amount", "currency", "method", "reference");
  private static final List<String> TOLD =
      List.of("amount", "currency", "provider", "reference", "decline_code", "code", "replay");

  private final TopUpRows rows;
  private final CardRows cards;
  private final TopUps topUps;
  private final Workers workers;
  private final UnaryOperator<String> keyed;
  private final Duration grace;
  private final Clock clock;
  private final Ids ids;

  /**
   * A desk.
   *
   * @param keyed makes of a fingerprint the one that the engine claims a key with
   * @param grace how long the request itself may take before others look after the top-up
   */
  TopUpDesk(
      TopUpRows rows,
      CardRows cards,
      TopUps topUps,
      Workers workers,
      UnaryOperator<String> keyed,
      Duration grace,
      Clock clock,
      Ids ids) {
    this.rows = rows;
    this.cards = cards;
    this.topUps = topUps;
    this.workers = workers;
    this.keyed = keyed;
    this.grace = grace;
    this.clock = clock;
    this.ids = ids;
  }

  /** Writes the top-up down, and leaves the request of its charge. */
  CompletableFuture<Map<String, Object>> begin(CardCaller caller, Asked asked) {
    return workers.run(() -> begun(caller, asked));
  }

  private Map<String, Object> begun(CardCaller caller, Asked asked) {
    String claim = caller.claim();
    CardView card = cards.view(caller.tenant(), asked.card());
    TopUp known = rows.find(caller.tenant(), caller.key()).orElse(null);
    if (known == null || known.state().equals(TopUp.FAILED)) {
      rows.begin(wanted(caller, asked, card), clock.instant().plus(grace));
      known =
          rows.find(caller.tenant(), caller.key())
              .orElseThrow(() -> new SeraiException(ErrorCode.INTERNAL, claim + " is gone"));
    }
    CardKeys.requireSame(caller, known.fingerprint());
    if (!known.pending() && !rows.claimed(known)) {
      // Its charge is forgotten by now, and would be made anew.
      throw CardKeys.reused();
    }
    Map<String, Object> charge = new LinkedHashMap<>();
    for (String member : OF_THE_CHARGE) {
      Object value = asked.body().get(member);
      if (value != null) {
        charge.put(member, value);
      }
    }
    charge.put("program", card.program());
    return charge;
  }

  private TopUp wanted(CardCaller caller, Asked asked, CardView card) {
    Long minor = asked.minor("amount");
    if (minor == null || minor < 1) {
      throw SeraiException.invalid("amount", "must be at least 1");
    }
    Currency currency = Currency.of(asked.required("currency"));
    if (!currency.alphabetic().equals(card.currency())) {
      throw SeraiException.invalid(
          "currency", "must be " + card.currency() + ", as the card's account is");
    }
    if (!card.status().equals(CardStatus.ACTIVE.word())) {
      throw new SeraiException(
          ErrorCode.STATE_CONFLICT,
          "a card that is "
              + card.status()
              + " cannot be topped up"
              + (card.status().equals(CardStatus.BLOCKED.word()) ? "; unblock it" : ""));
    }
    Instant now = clock.instant();
    return new TopUp(
        ids.next("top_"),
        caller.key(),
        caller.fingerprint(),
        caller.fingerprint().isEmpty() ? "" : keyed.apply(caller.fingerprint()),
        card.id(),
        card.account(),
        new Money(minor, currency),
        TopUp.PENDING,
        null,
        TopUp.Credit.NONE,
        caller.origin(),
        now);
  }

  /**
   * Credits what was charged, and tells of the top-up. What cannot be credited at once is pending:
   * it is seen to as long as it takes.
   */
  CompletableFuture<Map<String, Object>> credit(CardCaller caller, Asked charged) {
    return workers
        .run(
            () ->
                rows.find(caller.tenant(), caller.key())
                    .orElseThrow(
                        () ->
                            new SeraiException(
                                ErrorCode.CONFIGURATION,
                                "cards:credit: write cards:top-up before the charge")))
        .thenCompose(
            topUp ->
                topUps
                    .settle(topUp)
                    .exceptionally(
                        failure -> {
                          LOG.warn(
                              "The top-up {} is seen to later: {}",
                              topUp.id(),
                              failure.getMessage());
                          return TopUp.PENDING;
                        })
                    .thenApply(state -> told(topUp, state, charged)));
  }

  private static Map<String, Object> told(TopUp topUp, String state, Asked charged) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("id", topUp.id());
    told.put("card", topUp.card());
    told.put("payment", charged.text("id"));
    for (String member : TOLD) {
      Object value = charged.body().get(member);
      if (value != null) {
        told.put(member, value);
      }
    }
    String outcome = String.valueOf(charged.text("outcome"));
    boolean approved = outcome.equals("approved");
    told.put("created_at", topUp.at().toString());
    told.put("outcome", approved && !state.equals(TopUp.CREDITED) ? outcome(state) : outcome);
    told.put("state", approved || outcome.equals("unknown") ? state : charged.text("state"));
    told.values().removeIf(value -> value == null);
    return told;
  }

  /** Of one whose charge was approved but that is not credited. */
  private static String outcome(String state) {
    return state.equals(TopUp.PENDING) ? "pending" : "declined";
  }
}
