package io.serai.issuing.cards;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.issuing.Cards;
import io.serai.issuing.StatusChange.Action;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * What stands behind {@code cards:}. Asynchronous: what waits for PostgreSQL does so on threads of
 * its own. Thread-safe.
 */
final class CardDesk {

  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  private final Cards cards;
  private final CardOrders orders;
  private final NumberVault vault;
  private final TopUpDesk topUps;
  private final Workers workers;
  private final ObjectMapper json;
  private final Clock clock;

  CardDesk(
      Cards cards,
      CardOrders orders,
      NumberVault vault,
      TopUpDesk topUps,
      Workers workers,
      ObjectMapper json,
      Clock clock) {
    this.cards = cards;
    this.orders = orders;
    this.vault = vault;
    this.topUps = topUps;
    this.workers = workers;
    this.json = json;
    this.clock = clock;
  }

  /** Does one step of a route; the future tells what goes into the body. */
  CompletableFuture<Map<String, Object>> execute(CardStep step, CardCaller caller, Asked asked) {
    return switch (step) {
      case CREATE -> workers.run(() -> issued(orders.create(caller, asked)));
      case REPLACE -> workers.run(() -> issued(orders.replace(caller, asked)));
      case SHOW -> told(() -> cards.show(caller.tenant(), asked.card()));
      case BLOCK -> changed(caller, asked, Action.BLOCK);
      case UNBLOCK -> changed(caller, asked, Action.UNBLOCK);
      case CLOSE -> changed(caller, asked, Action.CLOSE);
      case HISTORY ->
          told(
              () ->
                  cards.history(
                      caller.tenant(),
                      asked.card(),
                      asked.text("after"),
                      asked.limit("limit", History.USUAL, History.MOST)));
      case TOP_UP -> topUps.begin(caller, asked);
      case CREDIT -> topUps.credit(caller, asked);
    };
  }

  private CompletableFuture<Map<String, Object>> told(Supplier<Object> question) {
    return workers.run(() -> json.convertValue(question.get(), MAP));
  }

  private CompletableFuture<Map<String, Object>> changed(
      CardCaller caller, Asked asked, Action action) {
    return workers.run(() -> map(orders.change(caller, asked, action)));
  }

  /** With the number, which the entry gives out in a sealed answer and nowhere else. */
  private Map<String, Object> issued(CardKeys.Done done) {
    Map<String, Object> told = map(done);
    vault.number(done.card().id(), clock.instant()).ifPresent(number -> told.put("number", number));
    return told;
  }

  private Map<String, Object> map(CardKeys.Done done) {
    Map<String, Object> told = json.convertValue(done.card(), MAP);
    if (done.replay()) {
      told.put("replay", true);
    }
    return told;
  }
}
