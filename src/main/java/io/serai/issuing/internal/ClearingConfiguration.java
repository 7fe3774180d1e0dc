package io.serai.issuing.internal;

import io.serai.issuing.CardAccounts;
import io.serai.issuing.CardPrograms;
import io.serai.issuing.CardTokens;
import io.serai.issuing.ClearingFiles;
import io.serai.issuing.ClearingImport;
import io.serai.issuing.ClearingRecords;
import io.serai.issuing.ClearingSettings;
import io.serai.journal.Journal;
import io.serai.journal.SharedTime;
import io.serai.payment.Ids;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts clearing and the end of holds together. */
@Configuration(proxyBeanMethods = false)
class ClearingConfiguration {

  private static final int CODES = 1_000_000;

  @Bean
  Completing completing(CardPrograms programs, Ids ids) {
    return new CompletingSteps(programs, ids, approvalCodes());
  }

  @Bean
  HoldSearch holdSearch(JdbcTemplate jdbc) {
    return new HoldSearch(new ClearingLookup(jdbc));
  }

  @Bean
  DisputesByHand disputesByHand(
      JdbcClient jdbc, PlatformTransactionManager transactions, Ids ids, Clock clock) {
    return new DisputesByHand(jdbc, new TransactionTemplate(transactions), ids, clock);
  }

  @Bean
  ClearingFiles clearingFiles(JdbcClient jdbc) {
    return new ClearingFiles(jdbc);
  }

  @Bean
  ClearingRecords clearingRecords(JdbcClient jdbc) {
    return new ClearingRecords(jdbc);
  }

  @Bean
  ClearingImport clearingImport(DataSource database, Journal journal, Ids ids, Clock clock) {
    return new ClearingImport(database, new CardTokens(journal), journal::keyed, ids, clock);
  }

  @Bean
  ClearingTimers clearingTimers(
      DataSource database,
      JdbcTemplate jdbc,
      CardAccounts accounts,
      CardPrograms programs,
      ClearingSettings settings,
      SharedTime time) {
    Clock clock = time.clock();
    var steps = new ClearingSteps(programs, approvalCodes());
    return new ClearingTimers(
        database,
        settings,
        clock,
        goOn ->
            new ClearingTimers.Work(
                new ClearingBooking(
                    new ClearingQueue(jdbc),
                    new ClearingLookup(jdbc),
                    steps,
                    accounts,
                    clock,
                    settings.page(),
                    goOn),
                new HoldSweep(jdbc, accounts, programs, clock, settings.page(), goOn)));
  }

  /** DE38 where the message has none. */
  private static Supplier<String> approvalCodes() {
    var random = new SecureRandom();
    return () -> String.format(Locale.ROOT, "%06d", random.nextInt(CODES));
  }
}
