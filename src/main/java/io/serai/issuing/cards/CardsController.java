package io.serai.issuing.cards;

import io.serai.issuing.CardPage;
import io.serai.issuing.CardRequest.From;
import io.serai.issuing.CardView;
import io.serai.issuing.Cards;
import io.serai.issuing.StatusChange;
import io.serai.issuing.StatusChange.Action;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Cards of all tenants, for operators. */
@RestController
@RequestMapping("/v1/ops/cards/{id}")
class CardsController {

  private final Cards cards;

  CardsController(Cards cards) {
    this.cards = cards;
  }

  /**
   * Why.
   *
   * @param reason one of {@link StatusChange#REASONS}
   * @param note more of it
   */
  record Why(@Nullable String reason, @Nullable String note) {}

  /** A card and its account. */
  @GetMapping
  CardView card(@PathVariable String id) {
    return cards.show(null, id);
  }

  /** Its history, newest first. */
  @GetMapping("/history")
  CardPage history(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "" + History.USUAL) int limit) {
    return cards.history(null, id, after, limit);
  }

  /** Stops it. */
  @PostMapping("/block")
  CardView block(@PathVariable String id, @RequestBody Why why, Principal operator) {
    return change(id, Action.BLOCK, why, operator);
  }

  /** Lets it be used again. */
  @PostMapping("/unblock")
  CardView unblock(@PathVariable String id, @RequestBody Why why, Principal operator) {
    return change(id, Action.UNBLOCK, why, operator);
  }

  /** Gives it up. */
  @PostMapping("/close")
  CardView close(@PathVariable String id, @RequestBody Why why, Principal operator) {
    return change(id, Action.CLOSE, why, operator);
  }

  private CardView change(String id, Action action, Why why, Principal operator) {
    return cards.change(
        null,
        id,
        new StatusChange(action, why.reason(), why.note(), operator.getName()),
        new From("", "", "", "", ""),
        null);
  }
}
