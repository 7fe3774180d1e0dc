package io.serai.issuing.cards;

import io.serai.issuing.CardEventKind;
import io.serai.issuing.CardProgram;
import io.serai.issuing.CardStatus;
import io.serai.issuing.CardTokens;
import io.serai.issuing.CardView;
import io.serai.payment.CardNumber;
import io.serai.payment.ErrorCode;
import io.serai.payment.Ids;
import io.serai.payment.SeraiException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/** Gives out a card with a number that no other has, in the transaction under way. Blocking. */
final class CardMaker {

  /** Of a BIN that is nearly used up, so many numbers are taken before it is said to be full. */
  private static final int MOST_TRIES = 50;

  private final CardRows rows;
  private final EventRows events;
  private final NumberMaker numbers;
  private final NumberVault vault;
  private final CardTokens tokens;
  private final Ids ids;
  private final Duration keepNumbers;

  CardMaker(
      CardRows rows,
      EventRows events,
      NumberMaker numbers,
      NumberVault vault,
      CardTokens tokens,
      Ids ids,
      Duration keepNumbers) {
    this.rows = rows;
    this.events = events;
    this.numbers = numbers;
    this.vault = vault;
    this.tokens = tokens;
    this.ids = ids;
    this.keepNumbers = keepNumbers;
  }

  /** An account of a program and its first card. */
  CardView first(CardCaller caller, CardProgram program, Order order, Instant now) {
    CardView wanted =
        new CardView(
            ids.next("crd_"),
            ids.next("acc_"),
            caller.tenant(),
            program.name(),
            CardStatus.ACTIVE.word(),
            "",
            "",
            order.expiry(program, now),
            order.holder(),
            program.currency().alphabetic(),
            0,
            order.creditLineMinor(),
            0,
            order.creditLineMinor(),
            null,
            now);
    rows.addAccount(wanted);
    return issue(caller, program, wanted, CardEventKind.CREATED, "created");
  }

  /** Another card of an account, which is locked. */
  CardView another(
      CardCaller caller, CardProgram program, CardView account, Order order, Instant now) {
    CardView wanted =
        new CardView(
            ids.next("crd_"),
            account.account(),
            account.tenant(),
            account.program(),
            CardStatus.ACTIVE.word(),
            "",
            "",
            order.expiry(program, now),
            account.holder(),
            account.currency(),
            account.balance(),
            account.creditLine(),
            account.held(),
            account.available(),
            null,
            now);
    return issue(
        caller, program, wanted, CardEventKind.CARD_ISSUED, "in the place of " + account.id());
  }

  private CardView issue(
      CardCaller caller, CardProgram program, CardView wanted, CardEventKind kind, String reason) {
    Instant now = wanted.createdAt();
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      CardNumber number = numbers.next(program);
      CardView card = numbered(wanted, number);
      if (rows.addCard(card, tokens.of(number))) {
        vault.keep(card.id(), number, now.plus(keepNumbers));
        events.add(
            new EventRows.Happened(
                kind,
                card,
                caller.key(),
                reason,
                caller.origin(),
                now,
                LocalDate.ofInstant(now, program.zone()),
                ids.next("cmt_")));
        return card;
      }
    }
    throw new SeraiException(
        ErrorCode.CONFIGURATION,
        "issuing.yaml: the BINs of the card program "
            + program.name()
            + " are nearly used up: add one");
  }

  private static CardView numbered(CardView card, CardNumber number) {
    return new CardView(
        card.id(),
        card.account(),
        card.tenant(),
        card.program(),
        card.status(),
        number.bin(),
        number.lastFour(),
        card.expiry(),
        card.holder(),
        card.currency(),
        card.balance(),
        card.creditLine(),
        card.held(),
        card.available(),
        card.replacedBy(),
        card.createdAt());
  }
}
