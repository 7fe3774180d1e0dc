package io.serai.registry.internal;

import io.serai.payment.TerminalGate;
import io.serai.registry.Registry;
import io.serai.registry.RegistryImport;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the registry together. */
@Configuration(proxyBeanMethods = false)
class RegistryConfiguration {

  @Bean
  Registry merchantRegistry(JdbcClient jdbc) {
    return new Registry(jdbc);
  }

  @Bean
  RegistryImport registryImport(JdbcClient jdbc) {
    return new RegistryImport(jdbc);
  }

  @Bean
  TerminalGate terminalGate(JdbcClient jdbc, Environment environment) {
    // The sandbox alone has a key in its settings; production imports its merchants.
    if (environment.getProperty("serai.sandbox.api-key") != null) {
      SandboxRegistry.put(jdbc, environment.getProperty("serai.sandbox.tenant", "acme"));
    }
    return new CachedRegistry(new RegistryCopy(jdbc));
  }
}
