package io.serai.resolution.internal;

import io.serai.journal.Cases;
import io.serai.journal.Confirmations;
import io.serai.journal.FollowUps;
import io.serai.journal.Journal;
import io.serai.journal.SharedTime;
import io.serai.notice.NoticeHandler;
import io.serai.notice.PaymentNames;
import io.serai.payment.Ids;
import io.serai.provider.Attempts;
import io.serai.provider.ProviderDirectory;
import io.serai.resolution.ConfirmationSettings;
import io.serai.resolution.ResolutionSettings;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the resolver together. */
@Configuration(proxyBeanMethods = false)
class ResolutionConfiguration {

  @Bean
  Workers resolutionWorkers(ResolutionSettings settings) {
    return new Workers(settings.threads());
  }

  @Bean
  Cases cases(JdbcClient jdbc) {
    return new Cases(jdbc);
  }

  @Bean
  LateAnswers lateAnswers(
      Journal journal,
      FollowUps followUps,
      ProviderDirectory providers,
      Workers workers,
      ApplicationEventPublisher alarms,
      SharedTime time,
      Ids ids) {
    var writer = new LateAnswerJournal(journal, followUps, providers, alarms, time.clock(), ids);
    var links = new LinkAnswers(journal, followUps, providers);
    return new LateAnswers(writer, links, workers.late(), alarms);
  }

  /** What providers tell of payments. */
  @Bean
  NoticeHandler paymentNotices(
      Journal journal,
      FollowUps followUps,
      ProviderDirectory providers,
      ObjectProvider<PaymentNames> names,
      Workers workers,
      ApplicationEventPublisher alarms,
      SharedTime time,
      Ids ids) {
    Clock clock = time.clock();
    var late = new LateAnswerJournal(journal, followUps, providers, alarms, clock, ids);
    var desk = new NewsDesk(journal, followUps, late, providers, alarms, clock, ids);
    return new PaymentNotices(desk, names.orderedStream().toList(), workers.cases());
  }

  @Bean
  CaseTimer caseTimer(
      Journal journal,
      FollowUps followUps,
      Attempts attempts,
      ProviderDirectory providers,
      ResolutionSettings settings,
      ApplicationEventPublisher alarms,
      Workers workers,
      SharedTime time,
      Ids ids) {
    Clock clock = time.clock();
    var pace = new Pace(followUps, settings, alarms, clock);
    var resolver =
        new Resolver(
            journal, followUps, attempts, providers, pace, alarms, clock, ids, workers.cases());
    return new CaseTimer(followUps, resolver, providers, pace, settings, clock, workers.cases());
  }

  @Bean
  Timers timers(
      DataSource database,
      CaseTimer cases,
      Journal journal,
      FollowUps followUps,
      ProviderDirectory providers,
      ResolutionSettings settings,
      ConfirmationSettings confirmation,
      JdbcClient jdbc,
      ApplicationEventPublisher alarms,
      SharedTime time,
      Ids ids) {
    Clock clock = time.clock();
    Duration within = confirmation.within();
    return new Timers(
        database,
        cases,
        new TakeOver(journal, followUps, providers, clock, ids),
        followUps,
        within == null ? null : new Confirming(new Confirmations(jdbc), within, alarms, clock),
        settings,
        clock);
  }
}
