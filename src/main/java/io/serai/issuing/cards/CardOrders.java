package io.serai.issuing.cards;

import io.serai.issuing.CardEventKind;
import io.serai.issuing.CardProgram;
import io.serai.issuing.CardPrograms;
import io.serai.issuing.CardStatus;
import io.serai.issuing.CardView;
import io.serai.issuing.Cards;
import io.serai.issuing.StatusChange;
import io.serai.payment.Ids;
import io.serai.payment.SeraiException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionTemplate;

/** What programs ask for, each once for its key and in one transaction. Blocking. */
final class CardOrders {

  private final TransactionTemplate transactions;
  private final CardKeys keys;
  private final CardMaker maker;
  private final CardRows rows;
  private final EventRows events;
  private final Cards cards;
  private final Supplier<CardPrograms> programs;
  private final Clock clock;
  private final Ids ids;

  CardOrders(
      TransactionTemplate transactions,
      CardKeys keys,
      CardMaker maker,
      CardRows rows,
      EventRows events,
      Cards cards,
      Supplier<CardPrograms> programs,
      Clock clock,
      Ids ids) {
    this.transactions = transactions;
    this.keys = keys;
    this.maker = maker;
    this.rows = rows;
    this.events = events;
    this.cards = cards;
    this.programs = programs;
    this.clock = clock;
    this.ids = ids;
  }

  /** Makes an account and its card. */
  CardKeys.Done create(CardCaller caller, Asked asked) {
    return once(
        caller,
        now -> {
          CardProgram program = program(caller.tenant(), asked.required("program"));
          return maker.first(caller, program, Order.of(asked, program), now);
        });
  }

  /** Changes what a card may be used for. */
  CardKeys.Done change(CardCaller caller, Asked asked, StatusChange.Action action) {
    return once(
        caller,
        now ->
            cards.change(
                caller.tenant(),
                asked.card(),
                new StatusChange(action, asked.text("reason"), asked.text("note"), null),
                caller.origin(),
                caller.key()));
  }

  /** Gives out another card of the same account, and ends the old one. */
  CardKeys.Done replace(CardCaller caller, Asked asked) {
    return once(caller, now -> replacement(caller, asked, now));
  }

  private CardView replacement(CardCaller caller, Asked asked, Instant now) {
    var change =
        new StatusChange(
            StatusChange.Action.REPLACE, asked.text("reason"), asked.text("note"), null);
    CardView old = rows.locked(caller.tenant(), asked.card());
    CardStatus next = change.from(CardStatus.valueOf(old.status().toUpperCase(Locale.ROOT)));
    CardProgram program = program(caller.tenant(), old.program());
    CardView card = maker.another(caller, program, old, Order.of(asked, program), now);
    rows.status(old.id(), next, card.id(), now);
    events.add(
        new EventRows.Happened(
            CardEventKind.STATUS_CHANGED,
            old,
            caller.key(),
            change.text(),
            caller.origin(),
            now,
            LocalDate.ofInstant(now, program.zone()),
            ids.next("cmt_")));
    return card;
  }

  private CardProgram program(String tenant, String name) {
    return programs
        .get()
        .current(name)
        .filter(program -> program.tenant().equals(tenant))
        .orElseThrow(
            () -> SeraiException.invalid("program", "is none of this tenant's card programs"));
  }

  private CardKeys.Done once(CardCaller caller, Function<Instant, CardView> effect) {
    Instant now = clock.instant();
    return Objects.requireNonNull(
        transactions.execute(status -> keys.once(caller, now, () -> effect.apply(now))));
  }
}
