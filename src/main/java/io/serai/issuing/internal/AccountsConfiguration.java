package io.serai.issuing.internal;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.serai.issuing.CardAccounts;
import io.serai.issuing.CardPrograms;
import io.serai.issuing.IssuingSettings;
import io.serai.journal.SharedTime;
import io.serai.payment.Ids;
import io.serai.payment.Ticker;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.util.function.SingletonSupplier;

/** Puts card accounts together: the group commit, and the stand-in rule before it. */
@Configuration(proxyBeanMethods = false)
class AccountsConfiguration {

  @Bean
  PostgresCardAccounts postgresCardAccounts(
      DataSource database,
      IssuingSettings settings,
      ObjectMapper json,
      ObjectProvider<CardPrograms> programs,
      SharedTime time,
      Ids ids,
      Ticker ticker,
      Reach reach,
      MeterRegistry meters) {
    var dates = new BusinessDates(SingletonSupplier.ofNullable(programs::getIfAvailable));
    var work = new CardGroups(new CardJson(json), dates, time.clock(), reach::lost);
    var accounts = new PostgresCardAccounts(database, settings, work, ids, ticker);
    StandInCounts.show(meters, accounts);
    return accounts;
  }

  @Bean
  StandInCounts standInCounts(MeterRegistry meters) {
    return StandInCounts.in(meters);
  }

  @Bean
  DeclineHistory declineHistory(PostgresCardAccounts accounts, IssuingSettings settings) {
    return new DeclineHistory(accounts, settings.unrecorded());
  }

  @Bean
  Declines declines(
      DataSource database,
      IssuingSettings settings,
      ObjectMapper json,
      SharedTime time,
      Ids ids,
      StandInCounts counts,
      DeclineHistory history) {
    var work = new DeclineGroups(new CardJson(json), time.clock());
    return new Declines(database, settings, work, ids, counts.unrecorded(), history::add);
  }

  @Bean
  Reach reach(DataSource database) {
    return new Reach(database);
  }

  @Bean
  WithoutDatabase withoutDatabase(
      IssuingSettings settings,
      ObjectProvider<OfflineRules> rules,
      PostgresCardAccounts accounts,
      Reach reach) {
    OfflineRules offline = rules.getIfAvailable();
    Path file = settings.spool();
    return file == null || offline == null
        ? WithoutDatabase.DECLINES
        : SpooledApprovals.in(file, offline, accounts, reach);
  }

  @Bean
  @Primary
  CardAccounts cardAccounts(
      PostgresCardAccounts accounts,
      Declines declines,
      Reach reach,
      WithoutDatabase withoutDatabase,
      StandInCounts counts,
      IssuingSettings settings,
      SharedTime time) {
    return new StandingIn(
        accounts,
        new RecentKeys(2 * settings.queue()),
        declines,
        reach,
        withoutDatabase,
        counts,
        time.clock(),
        settings.margin());
  }
}
