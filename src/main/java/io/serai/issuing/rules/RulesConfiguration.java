package io.serai.issuing.rules;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives a process the card programs of its sets of routes. */
@Configuration(proxyBeanMethods = false)
class RulesConfiguration {

  @Bean
  ProgramsOfSets cardPrograms() {
    return new ProgramsOfSets();
  }
}
