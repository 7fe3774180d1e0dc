package io.serai.subscription.internal;

import io.serai.engine.Charges;
import io.serai.engine.Refunds;
import io.serai.payment.Ids;
import io.serai.provider.Attempts;
import io.serai.provider.ProviderDirectory;
import io.serai.subscription.SubscriptionSettings;
import io.serai.subscription.internal.Standing.Next;
import io.serai.upkeep.DueLoop;
import io.serai.upkeep.DueSteps;
import java.time.Clock;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts subscriptions together. */
@Configuration(proxyBeanMethods = false)
class SubscriptionConfiguration {

  private static final int WORKERS = 4;
  private static final int MOST_WAITING = 1000;

  @Bean
  RecurringStore recurringStore(JdbcClient jdbc) {
    return new RecurringStore(jdbc);
  }

  @Bean
  DueSteps<Recurring, Next> subscriptionWork(
      RecurringStore store,
      Attempts attempts,
      ProviderDirectory providers,
      ObjectProvider<Charges> charges,
      ObjectProvider<Refunds> refunds,
      SubscriptionSettings settings,
      ApplicationEventPublisher alarms,
      Clock clock) {
    var turns = new Turns(settings, alarms, clock);
    var steps =
        new SubscriptionSteps(
            new AtProvider(attempts, providers, clock),
            charges::getObject,
            refunds::getObject,
            new Verdicts(turns, settings),
            new Readings(turns, settings),
            turns);
    return new DueSteps<>(store, steps::step, settings.hold(), clock);
  }

  /** What blocks on the database for callers, behind a bounded queue. */
  @Bean(destroyMethod = "shutdown")
  ExecutorService subscriptionWorker() {
    return new ThreadPoolExecutor(
        WORKERS,
        WORKERS,
        0,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(MOST_WAITING),
        task -> new Thread(task, "serai-subscription-desk"));
  }

  /** What routes ask through the engine, and what other rooms may ask. */
  @Bean
  SubscriptionDesk subscriptionDesk(
      RecurringStore store,
      PlatformTransactionManager transactions,
      DueSteps<Recurring, Next> work,
      SubscriptionSettings settings,
      Ids ids,
      Clock clock,
      ExecutorService subscriptionWorker) {
    return new SubscriptionDesk(
        store,
        new TransactionTemplate(transactions),
        new Wishes(store, settings, ids, clock),
        work,
        settings,
        clock,
        subscriptionWorker);
  }

  @Bean
  SubscriptionNotices subscriptionNotices(SubscriptionDesk desk) {
    return new SubscriptionNotices(desk);
  }

  @Bean
  DueLoop<Recurring, Next> subscriptionLoop(
      DueSteps<Recurring, Next> work, SubscriptionSettings settings) {
    return new DueLoop<>(
        new DueLoop.Pace("subscriptions", settings.enabled(), settings.poll(), settings.inFlight()),
        work);
  }
}
