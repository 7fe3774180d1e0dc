package io.serai.order.internal;

import io.serai.engine.Charges;
import io.serai.engine.Refunds;
import io.serai.notice.NoticeHandler;
import io.serai.notice.PaymentNames;
import io.serai.order.OrderSettings;
import io.serai.payment.Ids;
import io.serai.provider.Attempts;
import io.serai.provider.ProviderDirectory;
import io.serai.upkeep.DueLoop;
import io.serai.upkeep.DueSteps;
import java.time.Clock;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts orders together. */
@Configuration(proxyBeanMethods = false)
class OrderConfiguration {

  private static final int WORKERS = 4;
  private static final int MOST_WAITING = 1000;

  @Bean
  PricesOfSets orderPrices() {
    return new PricesOfSets();
  }

  @Bean
  OrderStore orderStore(JdbcClient jdbc) {
    return new OrderStore(jdbc);
  }

  @Bean
  PayersApproval payersApproval(
      Attempts attempts, ProviderDirectory providers, OrderSettings settings, Clock clock) {
    return new PayersApproval(attempts, providers, settings, clock);
  }

  @Bean
  OrderSteps orderSteps(
      PayersApproval approval,
      Charges charges,
      Refunds refunds,
      OrderSettings settings,
      ApplicationEventPublisher alarms,
      Clock clock) {
    return new OrderSteps(
        approval, charges, refunds, new WebOrders(settings), settings, alarms, clock);
  }

  /** What blocks on the database for callers, behind a bounded queue. */
  @Bean(destroyMethod = "shutdown")
  ExecutorService orderWorker() {
    return new ThreadPoolExecutor(
        WORKERS,
        WORKERS,
        0,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(MOST_WAITING),
        task -> new Thread(task, "serai-order-desk"));
  }

  /** What routes name. */
  @Bean
  OrderStep orders(
      OrderSettings settings,
      PricesOfSets prices,
      OrderStore store,
      PayersApproval approval,
      OrderSteps steps,
      Ids ids,
      Clock clock,
      ExecutorService orderWorker) {
    return new OrderStep(
        new OrderDesk(settings, prices, store, approval, steps, ids, clock, orderWorker));
  }

  /** What PayPal tells of orders. */
  @Bean
  NoticeHandler orderNotices(OrderStore store, Clock clock, ExecutorService orderWorker) {
    return new OrderNotices(store, clock, orderWorker);
  }

  /** Payments by what PayPal calls their orders. */
  @Bean
  PaymentNames orderPayments(OrderStore store) {
    return store::payment;
  }

  @Bean
  DueLoop<Order, Order.Next> orderLoop(
      OrderStore store, OrderSteps steps, OrderSettings settings, Clock clock) {
    return new DueLoop<>(
        new DueLoop.Pace("orders", settings.enabled(), settings.poll(), settings.inFlight()),
        new DueSteps<>(store, steps::step, settings.hold(), clock));
  }
}
