package io.serai.refund.internal;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.engine.RefundQueue;
import io.serai.engine.Refunds;
import io.serai.payment.Ids;
import io.serai.refund.BulkRefunds;
import io.serai.refund.RefundSettings;
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
  RefundLoop refundLoop(
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      BulkRefunds jobs,
      Refunds refunds,
      RefundSettings settings,
      ApplicationEventPublisher alarms,
      Clock clock) {
    return new RefundLoop(
        new Items(jdbc, new TransactionTemplate(transactions), jobs, settings),
        new RefundWork(refunds, settings, alarms, clock),
        settings,
        clock);
  }
}
