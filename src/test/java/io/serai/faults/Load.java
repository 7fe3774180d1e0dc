package io.serai.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.hub.Rest;
import io.serai.hub.Terminal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shops and terminals that never give up: each asks under the same key until it is told something.
 * They keep their own list of what they were told.
 */
final class Load implements AutoCloseable {

  private static final Duration LAST_ANSWERS = Duration.ofMinutes(3);
  private static final Duration CONNECT = Duration.ofSeconds(2);
  // In the short form the machine is to have time for what is being broken.
  private static final int MOST_PAUSE_MILLIS = FaultSettings.of(400, 40);
  private static final int AGAIN_MILLIS = 100;
  private static final int MOST_STANS = 900_000;

  private final Supplier<Hub> hub;
  private final long seed;
  private final int most;
  private final ExecutorService people = Executors.newCachedThreadPool();
  private final List<Future<?>> working = new ArrayList<>();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicBoolean enough = new AtomicBoolean();
  private final ConcurrentLinkedQueue<Order> charges = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Refund> refunds = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Sale> sales = new ConcurrentLinkedQueue<>();

  /**
   * A refund of a charge.
   *
   * @param charge what is given back
   * @param order the request
   */
  record Refund(Order charge, Order order) {}

  /**
   * People at a hub.
   *
   * @param hub whom they ask, each time anew
   * @param seed what chance begins with
   * @param most payments after which they stop
   */
  Load(Supplier<Hub> hub, long seed, int most) {
    this.hub = hub;
    this.seed = seed;
    this.most = Math.min(most, MOST_STANS);
  }

  Load start(int shops, int terminals) {
    for (int i = 0; i < shops; i++) {
      Random chance = new Random(seed + i);
      working.add(people.submit(() -> shop(chance)));
    }
    for (int i = 0; i < terminals; i++) {
      Random chance = new Random(seed + 1000 + i);
      working.add(people.submit(() -> terminal(chance)));
    }
    return this;
  }

  /** Payments begun so far. */
  int begun() {
    return Math.min(begun.get(), most);
  }

  boolean isDone() {
    return working.stream().allMatch(Future::isDone);
  }

  /** Nobody begins anything new; waits until each was told something. */
  void finish() {
    enough.set(true);
    awaitDone(LAST_ANSWERS);
  }

  void awaitDone(Duration patience) {
    await("everybody was told something")
        .atMost(patience)
        .untilAsserted(() -> assertThat(isDone()).as("waiting: %s", waiting()).isTrue());
    working.forEach(Load::check);
  }

  private List<Object> waiting() {
    List<Object> waiting = new ArrayList<>();
    charges.stream().filter(o -> !o.isTold()).forEach(waiting::add);
    refunds.stream().map(Refund::order).filter(o -> !o.isTold()).forEach(waiting::add);
    sales.stream().filter(s -> !s.isTold() && !s.wasTakenBack()).forEach(waiting::add);
    return waiting;
  }

  private static void check(Future<?> worker) {
    try {
      worker.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException("the load failed", e);
    }
  }

  private int next() {
    int number = enough.get() ? most + 1 : begun.incrementAndGet();
    return number > most ? 0 : number;
  }

  private void shop(Random chance) {
    for (int number = next(); number > 0; number = next()) {
      String brand = chance.nextInt(4) == 0 ? "jcb" : "visa";
      Order charge = Order.charge(key("o", number), 100L + number % 900, brand);
      charges.add(charge);
      insist(charge);
      if (charge.moved() && chance.nextInt(5) == 0) {
        long part = 1L + chance.nextInt((int) charge.amount());
        Refund refund = new Refund(charge, Order.refund(charge.id(), key("r", number), part));
        refunds.add(refund);
        insist(refund.order());
      }
      pause(chance.nextInt(MOST_PAUSE_MILLIS));
    }
  }

  /** Letters between the digits: what looks like a card number is refused, as it should be. */
  private String key(String kind, int number) {
    return kind + "-s" + seed % 1000 + "-n" + number;
  }

  private void insist(Order order) {
    Rest rest = hub.get().rest();
    order.ask(rest);
    while (!order.isTold()) {
      pause(AGAIN_MILLIS);
      order.ask(hub.get().rest());
    }
  }

  private void terminal(Random chance) {
    @Nullable Terminal line = null;
    for (int number = next(); number > 0; number = next()) {
      Sale sale = new Sale(number, 100L + number % 900);
      sales.add(sale);
      boolean impatient = chance.nextInt(3) == 0;
      boolean returned = chance.nextInt(10) == 0;
      line = connected(line);
      sale.ask(line);
      while (!sale.isTold() && !impatient) {
        line = connected(line);
        sale.ask(line);
      }
      if (!sale.isTold() || returned) {
        line = connected(line);
        sale.takeBack(line);
        while (!sale.wasTakenBack()) {
          pause(AGAIN_MILLIS);
          line = connected(line);
          sale.takeBack(line);
        }
      }
      pause(chance.nextInt(MOST_PAUSE_MILLIS));
    }
    if (line != null) {
      line.close();
    }
  }

  private Terminal connected(@Nullable Terminal line) {
    if (line != null && !line.client().isClosed()) {
      return line;
    }
    if (line != null) {
      line.close();
    }
    while (true) {
      try {
        return Terminal.connect(hub.get().isoPort(), CONNECT);
      } catch (RuntimeException e) {
        pause(AGAIN_MILLIS);
      } catch (Exception e) { // Netty throws what it was given, checked or not.
        pause(AGAIN_MILLIS);
      }
    }
  }

  /** Asks again for everything that has no final answer yet. */
  void settle(Rest rest) {
    charges.stream().filter(o -> !o.isFinal()).forEach(o -> o.ask(rest));
    refunds.stream().filter(r -> !r.order().isFinal()).forEach(r -> r.order().ask(rest));
  }

  /** Asks again for everything, so that a final answer that has changed is seen. */
  void repeat(Rest rest) {
    charges.forEach(o -> o.ask(rest));
    refunds.forEach(r -> r.order().ask(rest));
  }

  /** Whoever has no final answer yet. */
  List<Order> unsettled() {
    List<Order> orders = new ArrayList<>(charges);
    refunds.forEach(refund -> orders.add(refund.order()));
    return orders.stream().filter(order -> !order.isFinal()).toList();
  }

  List<Order> charges() {
    return List.copyOf(charges);
  }

  List<Refund> refunds() {
    return List.copyOf(refunds);
  }

  List<Sale> sales() {
    return List.copyOf(sales);
  }

  /** The pace of people, not a wait for anything. */
  static void pause(int millis) {
    try {
      // On the timer's own thread: on two processors each task would get a new one otherwise.
      CompletableFuture.runAsync(
              () -> {},
              CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, Runnable::run))
          .join();
    } catch (CompletionException e) {
      throw new IllegalStateException("there is no clock", e);
    }
  }

  @Override
  public void close() {
    enough.set(true);
    people.shutdownNow();
  }
}
