package io.serai.faults;

import io.serai.iso8583.IsoMessage;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One card in use: the network asks, repeats itself, gives up, takes back, tells and books, as
 * chance has it. What must be acknowledged is repeated until it is.
 */
final class CardHolder implements Runnable {

  private static final int MOST_PAUSE_MILLIS = FaultSettings.of(600, 60);
  private static final int AGAIN_MILLIS = 50;
  private static final int MOST_TRIES = 3;
  private static final String NO_ORIGINAL = "25";

  private final CardNetwork network;
  private final String pan;
  private final Random chance;
  private final Duration patience;
  private final boolean everywhere;
  private final BooleanSupplier enough;
  private final Consumer<Purchase> book;

  /**
   * A card in use.
   *
   * @param everywhere whether each authorization is sent over all connections at once
   * @param enough whether nothing new is begun any more
   * @param book hears of each purchase before it is asked for
   */
  CardHolder(
      CardNetwork network,
      String pan,
      Random chance,
      Duration patience,
      boolean everywhere,
      BooleanSupplier enough,
      Consumer<Purchase> book) {
    this.network = network;
    this.pan = pan;
    this.chance = chance;
    this.patience = patience;
    this.everywhere = everywhere;
    this.enough = enough;
    this.book = book;
  }

  @Override
  public void run() {
    while (!enough.getAsBoolean()) {
      int what = chance.nextInt(10);
      Purchase purchase = begin(what == 0);
      int stan = purchase.stan();
      if (purchase.isAdvice()) {
        insist("0120", stan, purchase, purchase.amount());
        purchase.told(Purchase.APPROVED, null);
      } else if (what == 1) {
        // The reversal may overtake its original: it takes another connection.
        var unused =
            network.send(CardNetwork.request("0100", stan, purchase, purchase.amount()), chance);
        takeBack(purchase);
      } else {
        authorize(purchase);
      }
      Load.pause(chance.nextInt(MOST_PAUSE_MILLIS));
    }
  }

  private Purchase begin(boolean advice) {
    int stan = network.nextStan();
    var purchase = new Purchase(stan, pan, 100L + stan % 900, advice);
    book.accept(purchase);
    return purchase;
  }

  /** An authorization that is asked for once; what is not answered has to be taken back. */
  Purchase askOnce() {
    Purchase purchase = begin(false);
    ask(purchase, false);
    return purchase;
  }

  private void authorize(Purchase purchase) {
    boolean repeated = false;
    if (everywhere) {
      network
          .askEverywhere(
              CardNetwork.request("0100", purchase.stan(), purchase, purchase.amount()), patience)
          .forEach(answer -> told(purchase, answer));
    } else {
      int tries = 1 + chance.nextInt(MOST_TRIES);
      for (int i = 0; i < tries && purchase.code() == null; i++) {
        repeated = i > 0;
        ask(purchase, repeated);
      }
    }
    // After a repeat, a decline by rule does not say what became of the first.
    boolean unsure = repeated && Purchase.UNAVAILABLE.equals(purchase.code());
    if (purchase.code() == null || unsure) {
      takeBack(purchase);
    } else if (purchase.isApproved()) {
      goOn(purchase);
    }
  }

  private void goOn(Purchase purchase) {
    switch (chance.nextInt(6)) {
      case 0, 1 -> takeBack(purchase);
      case 2, 3 -> {
        long part = 1L + chance.nextInt((int) purchase.amount());
        purchase.booking(part);
        insist("0220", network.nextStan(), purchase, part);
      }
      case 4 -> again(purchase);
      default -> {}
    }
  }

  private void ask(Purchase purchase, boolean repeat) {
    IsoMessage message =
        CardNetwork.request(repeat ? "0101" : "0100", purchase.stan(), purchase, purchase.amount());
    IsoMessage answer = network.ask(message, chance, patience);
    if (answer == null) {
      Load.pause(AGAIN_MILLIS);
    } else {
      told(purchase, answer);
    }
  }

  private static void told(Purchase purchase, IsoMessage answer) {
    String code = String.valueOf(answer.field(39));
    switch (code) {
      case Purchase.APPROVED -> purchase.told(code, answer.field(38));
      case Purchase.UNAVAILABLE -> {
        if (purchase.code() == null) {
          purchase.told(code, null);
        }
      }
      default -> purchase.contradicts("was told " + code);
    }
  }

  /** Asks again for what was approved: it hears the same. */
  void again(Purchase purchase) {
    ask(purchase, true);
  }

  /** Takes it back; returns once that is acknowledged. */
  void takeBack(Purchase purchase) {
    purchase.reversing();
    insist("0420", network.nextStan(), purchase, purchase.amount());
  }

  /** What nobody can refuse is repeated until it is acknowledged. */
  private void insist(String mti, int stan, Purchase purchase, long amount) {
    boolean named = !mti.equals("0120");
    String next = mti;
    while (purchase.contradiction() == null) {
      IsoMessage message =
          named
              ? CardNetwork.naming(next, stan, purchase, amount)
              : CardNetwork.request(next, stan, purchase, amount);
      IsoMessage answer = network.ask(message, chance, patience);
      String code = answer == null ? null : Objects.requireNonNull(answer.field(39));
      if (Purchase.APPROVED.equals(code) || (NO_ORIGINAL.equals(code) && mti.equals("0420"))) {
        return;
      }
      if (code != null && !code.equals(Purchase.UNAVAILABLE) && !code.equals("96")) {
        purchase.contradicts(mti + " was answered " + code);
      }
      next = mti.substring(0, 3) + "1";
      Load.pause(AGAIN_MILLIS);
    }
  }
}
