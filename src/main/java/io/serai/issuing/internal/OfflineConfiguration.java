package io.serai.issuing.internal;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.issuing.CardPrograms;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is approved while the database is away; only where a spool is named. */
@Configuration(proxyBeanMethods = false)
class OfflineConfiguration {

  @Bean
  OfflineRules offlineRules(ObjectMapper json, ObjectProvider<CardPrograms> programs) {
    return new FloorWithoutDatabase(json, new LatePrograms(programs::getObject));
  }
}
