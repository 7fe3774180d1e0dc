package io.serai.iso8583;

import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The beans that routes name; those of the links are registered by {@link LinkBeans}. */
@Configuration(proxyBeanMethods = false)
@Import(LinkBeans.class)
class Iso8583Configuration {

  @Bean
  RequestMapper iso8583Request() {
    return new RequestMapper();
  }

  @Bean
  AnswerMapper iso8583Answer(ObjectProvider<Clock> clock) {
    return new AnswerMapper(clock.getIfAvailable(Clock::systemUTC));
  }

  @Bean
  ErrorMapper iso8583Error(AnswerMapper answers) {
    return new ErrorMapper(answers);
  }
}
