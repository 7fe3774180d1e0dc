package io.serai.provider.answers;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts together what watches answers. */
@Configuration(proxyBeanMethods = false)
class AnswersConfiguration {

  @Bean
  AnswerStore answerStore(JdbcClient jdbc) {
    return new AnswerStore(jdbc);
  }

  @Bean
  AnswerWatch answerWatch(
      AnswerSettings settings,
      AnswerStore store,
      ApplicationEventPublisher alarms,
      MeterRegistry meters) {
    return new AnswerWatch(settings, new Judge(store, settings.learn(), alarms), meters);
  }

  @Bean
  AnswerTap answerTap(AnswerWatch watch) {
    return new AnswerTap(watch);
  }
}
