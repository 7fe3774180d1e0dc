package io.serai.refund.internal;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.engine.RefundQueue;
import io.serai.engine.Refunds;
import io.serai.payment.Ids;
import io.serai.refund.BulkRefunds;
import io.serai.refund.RefundSettings;
import io.serai.upkeep.DueLoop;
import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts refunds in the background together. */
@Configuration(proxyBeanMethods = false)
class RefundConfiguration {

  @Bean
  RefundQueue refundQueue(JdbcTemplate jdbc, Clock clock) {
    return new PostgresRefundQueue(jdbc, clock);
  }

  @Bean
  BulkRefunds bulkRefunds(JdbcClient jdbc, ObjectMapper json, Clock clock, Ids ids) {
    return new BulkRefunds(jdbc, json, clock, ids);
  }

  @Bean
  DueLoop<Item, Item.Next> refundLoop(
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      BulkRefunds jobs,
      Refunds refunds,
      RefundSettings settings,
      ApplicationEventPublisher alarms,
      Clock clock) {
    Items items = new Items(jdbc, new TransactionTemplate(transactions), jobs, settings);
    return new DueLoop<>(
        new DueLoop.Pace("refunds", settings.enabled(), settings.poll(), settings.inFlight()),
        new RefundWork(items, refunds, settings, alarms, clock));
  }
}
