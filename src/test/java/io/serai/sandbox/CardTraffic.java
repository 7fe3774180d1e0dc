package io.serai.sandbox;

import io.serai.iso8583.IsoMessage;
import io.serai.iso8583.LoneLink;
import io.serai.testkit.TestCards;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * What holders of many cards do for a while, as a network tells it: authorizations of random cards,
 * most of which are completed, reversed or both told twice, advices, purchases, and reversals that
 * overtake what they undo. Thread-safe; one at a time.
 */
final class CardTraffic {

  /**
   * What is asked for.
   *
   * @param cards the first so many
   * @param time how long
   * @param perSecond purchases that begin in a second, most of which are several messages
   */
  record Wish(int cards, Duration time, int perSecond) {}

  private static final int MOST_AT_ONCE = 500;
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(30);
  private static final long TICK_MILLIS = 20;

  private final LoneLink link;
  private final CardMessages messages;
  private final AtomicBoolean running = new AtomicBoolean();

  CardTraffic(LoneLink link, CardMessages messages) {
    this.link = link;
    this.messages = messages;
  }

  /**
   * Runs it, and returns once all answers are there.
   *
   * @param tell takes a line for each second
   * @throws IllegalStateException if it runs already
   */
  CardFigures run(Wish wish, Consumer<String> tell) throws InterruptedException {
    if (!running.compareAndSet(false, true)) {
      throw new IllegalStateException("there is traffic already: wait for its end");
    }
    CardFigures figures = new CardFigures();
    Semaphore places = new Semaphore(MOST_AT_ONCE);
    ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
    try {
      long began = System.nanoTime();
      CountDownLatch over = new CountDownLatch(1);
      long[] begun = {0};
      Runnable begin =
          () -> {
            long due = (System.nanoTime() - began) * wish.perSecond() / 1_000_000_000L;
            while (over.getCount() > 0 && begun[0] < due && places.tryAcquire()) {
              begun[0]++;
              var unused =
                  purchase(wish.cards(), figures).whenComplete((done, failure) -> places.release());
            }
          };
      var sending = timer.scheduleAtFixedRate(begin, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
      var telling =
          timer.scheduleAtFixedRate(() -> tell.accept(figures.second()), 1, 1, TimeUnit.SECONDS);
      var unused = timer.schedule(over::countDown, wish.time().toMillis(), TimeUnit.MILLISECONDS);
      while (!over.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
        if (telling.isDone()) {
          over.countDown(); // who reads the lines has left
        }
      }
      sending.cancel(false);
      boolean all = places.tryAcquire(MOST_AT_ONCE, LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS);
      telling.cancel(false);
      figures.ended(System.nanoTime() - began, link.connections(), all);
      return figures;
    } finally {
      timer.shutdownNow();
      running.set(false);
    }
  }

  /** One purchase with everything that follows it. */
  private CompletableFuture<?> purchase(int cards, CardFigures figures) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    String card = TestCards.number(random.nextInt(cards) + 1);
    int kind = random.nextInt(100);
    if (kind < 3) {
      return overtaken(card, figures);
    }
    String mti = kind < 80 ? "0100" : kind < 90 ? "0120" : "0200";
    IsoMessage first = messages.first(mti, card, messages.amount());
    return ask(first, figures)
        .thenCompose(
            answer ->
                random.nextInt(100) < 25
                    ? repeat(first, answer, figures)
                    : CompletableFuture.completedFuture(answer))
        .thenCompose(answer -> then(first, answer, figures));
  }

  private CompletableFuture<?> then(IsoMessage first, IsoMessage answer, CardFigures figures) {
    int next = ThreadLocalRandom.current().nextInt(100);
    if (!"00".equals(answer.field(39)) || next >= 85) {
      return CompletableFuture.completedFuture(answer);
    }
    boolean completes = next < 55 && !first.mti().startsWith("02");
    IsoMessage second = messages.naming(completes ? "0220" : "0420", first);
    return ask(second, figures)
        .thenCompose(
            told ->
                next % 3 == 0
                    ? repeat(second, told, figures)
                    : CompletableFuture.completedFuture(told));
  }

  /** The reversal is there first; what it undoes may then not be approved any more. */
  private CompletableFuture<?> overtaken(String card, CardFigures figures) {
    IsoMessage first = messages.first("0100", card, messages.amount());
    return ask(messages.naming("0420", first), figures)
        .thenCompose(told -> ask(first, figures))
        .thenAccept(
            answer -> {
              if ("00".equals(answer.field(39))) {
                figures.wrong("0100 after its own reversal was approved");
              }
            });
  }

  /** The same again, as a repeat; the answer has to be the first one. */
  private CompletableFuture<IsoMessage> repeat(
      IsoMessage first, IsoMessage answer, CardFigures figures) {
    IsoMessage again = messages.again(first);
    return ask(again, figures)
        .thenApply(
            other -> {
              for (int field : new int[] {4, 38, 39}) {
                if (!java.util.Objects.equals(answer.field(field), other.field(field))) {
                  figures.wrong(again.mti() + " has another DE" + field + " than the first answer");
                }
              }
              return answer;
            });
  }

  private CompletableFuture<IsoMessage> ask(IsoMessage request, CardFigures figures) {
    long began = System.nanoTime();
    return link.send(request, true)
        .whenComplete(
            (answer, failure) -> {
              if (answer == null) {
                figures.wrong(request.mti() + " was not answered");
              } else {
                figures.answered(answer.mti(), answer.field(39), System.nanoTime() - began);
              }
            });
  }
}
