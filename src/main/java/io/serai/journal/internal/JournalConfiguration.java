package io.serai.journal.internal;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.journal.BodySeals;
import io.serai.journal.CommitWatcher;
import io.serai.journal.FollowUps;
import io.serai.journal.Journal;
import io.serai.journal.JournalSettings;
import io.serai.journal.SharedTime;
import io.serai.payment.Ids;
import java.time.LocalDate;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Puts the journal together. */
@Configuration(proxyBeanMethods = false)
class JournalConfiguration {

  private static final long PARTITIONS_LOCK = 0x5e7a1_0001L;

  @Bean
  CardVault cardVault(@Value("${serai.vault.key-file:}") String keyFile) {
    return CardVault.of(keyFile);
  }

  @Bean
  BodySeals bodySeals(CardVault vault) {
    return vault.bodies();
  }

  @Bean
  Epoch epoch(JdbcTemplate jdbc) {
    return Epoch.current(jdbc);
  }

  @Bean
  Leases leases(JdbcTemplate jdbc, JournalSettings settings, Ids ids) {
    return new Leases(jdbc, ids.next("proc_"), settings.lease());
  }

  @Bean
  SharedTime sharedTime(Leases leases) {
    return leases::clock;
  }

  @Bean
  FollowUps followUps(JdbcTemplate jdbc, ObjectMapper json) {
    return new PostgresFollowUps(jdbc, json);
  }

  @Bean
  Journal journal(
      DataSource database,
      JournalSettings settings,
      ObjectMapper json,
      CardVault vault,
      Leases leases,
      Epoch epoch,
      SharedTime time,
      JdbcTemplate jdbc,
      ObjectProvider<CommitWatcher> watchers) {
    LocalDate today = LocalDate.ofInstant(time.clock().instant(), ZoneOffset.UTC);
    for (int months = 0; months <= 2; months++) {
      // Behind a lock: of two hubs that start at once, one would find it there after all.
      jdbc.queryForList(
          "select serai_ensure_partition(?::date) from pg_advisory_xact_lock(?)",
          today.plusMonths(months),
          PARTITIONS_LOCK);
    }
    return new PostgresJournal(
        database,
        settings,
        json,
        vault,
        leases.id(),
        epoch.number(),
        watchers.orderedStream().toList());
  }
}
