package io.serai.order.internal;

import io.serai.order.OrderSettings;
import io.serai.upkeep.DueLoop;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the loop does about orders that are due; what waits, waits on disk (S2.13). */
final class OrderWork implements DueLoop.Work<Order, Order.Next> {

  private static final Logger LOG = LoggerFactory.getLogger(OrderWork.class);

  private final OrderStore store;
  private final OrderSteps steps;
  private final OrderSettings settings;
  private final Clock clock;

  OrderWork(OrderStore store, OrderSteps steps, OrderSettings settings, Clock clock) {
    this.store = store;
    this.steps = steps;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public List<Order> take(int most) {
    return store.take(clock.instant(), settings.hold(), most);
  }

  @Override
  public CompletableFuture<Order.Next> step(Order order) {
    return steps.step(order);
  }

  @Override
  public Optional<Order> put(Order order, Order.Next next, boolean mayGoOn) {
    Instant now = clock.instant();
    Instant dueAt = next.dueAt();
    boolean goesOn =
        next.state() != order.state() && dueAt != null && !dueAt.isAfter(now) && mayGoOn;
    // Held like one that was taken, so that its next step is begun here and by nobody else.
    Order.Next written = goesOn ? next.dueAt(now.plus(settings.hold())) : next;
    if (!store.move(order, written, now)) {
      return Optional.empty();
    }
    if (next.state() != order.state()) {
      LOG.info(
          "Order {} is {}{}",
          order.id(),
          next.state().word(),
          next.code() == null ? "" : " (" + next.code() + ")");
    }
    return goesOn ? store.byId(order.id()) : Optional.empty();
  }

  @Override
  public String name(Order order) {
    return "Order " + order.id();
  }
}
