package io.serai.notice.internal;

import io.micrometer.core.instrument.MeterRegistry;
import io.serai.journal.BodySeals;
import io.serai.journal.SharedTime;
import io.serai.notice.NoticeBook;
import io.serai.notice.NoticeHandler;
import io.serai.notice.NoticeResult;
import io.serai.notice.NoticeSettings;
import io.serai.payment.Ids;
import io.serai.provider.ProviderDirectory;
import io.serai.upkeep.DueLoop;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts webhooks in together. */
@Configuration(proxyBeanMethods = false)
class NoticeConfiguration {

  private static final int THREADS = 2;
  private static final int LONGEST_QUEUE = 1024;

  /** Who may tell us something, checked; a wrong one ends the start. */
  @Bean
  Sources noticeSources(NoticeSettings settings, ProviderDirectory providers, SharedTime time) {
    return new Sources(settings, providers, time.clock());
  }

  @Bean
  NoticeStore noticeStore(JdbcClient jdbc, BodySeals seals) {
    return new NoticeStore(jdbc, seals);
  }

  @Bean
  NoticeBook noticeBook(JdbcClient jdbc) {
    return new NoticeBook(jdbc);
  }

  @Bean
  DueLoop<NoticeStore.Due, NoticeResult> noticeLoop(
      NoticeStore store,
      ObjectProvider<NoticeHandler> handlers,
      NoticeSettings settings,
      SharedTime time,
      ApplicationEventPublisher events,
      MeterRegistry meters) {
    return new DueLoop<>(
        new DueLoop.Pace("notices", settings.enabled(), settings.poll(), settings.inFlight()),
        new NoticeWork(
            store,
            handlers.orderedStream().toList(),
            settings,
            time.clock(),
            events::publishEvent,
            meters));
  }

  @Bean
  NoticeUpkeep noticeUpkeep(
      NoticeStore store, NoticeSettings settings, SharedTime time, MeterRegistry meters) {
    return new NoticeUpkeep(store, settings, time.clock(), meters);
  }

  @Bean
  DurableNotices notices(
      Sources sources,
      NoticeStore store,
      DueLoop<NoticeStore.Due, NoticeResult> loop,
      SharedTime time,
      Ids ids,
      MeterRegistry meters) {
    var writers =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(LONGEST_QUEUE),
            task -> new Thread(task, "serai-notice-desk"));
    return new DurableNotices(sources, store, writers, loop::look, time.clock(), ids, meters);
  }
}
