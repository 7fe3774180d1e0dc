package io.serai.iso8583;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.serai.payment.LinkTraces;
import io.serai.payment.TerminalGate;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.spi.CamelContextCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

/** The beans that routes name, the links, and the component {@code iso8583:} over them. */
@Configuration(proxyBeanMethods = false)
class Iso8583Configuration {

  @Bean
  RequestMapper iso8583Request(ObjectProvider<TerminalGate> gate) {
    // Asked for at the first request, so that it may come from anywhere.
    return new RequestMapper(requester -> gate.getObject().admit(requester));
  }

  @Bean
  AnswerMapper iso8583Answer(ObjectProvider<Clock> clock) {
    return new AnswerMapper(clock.getIfAvailable(Clock::systemUTC));
  }

  @Bean
  ErrorMapper iso8583Error(AnswerMapper answers) {
    return new ErrorMapper(answers);
  }

  @Bean(destroyMethod = "") // LinksLifecycle knows when
  Links iso8583Links(
      Environment environment,
      ApplicationEventPublisher events,
      ObjectProvider<Clock> clock,
      ObjectProvider<JdbcTemplate> database,
      ObjectProvider<NetworkKeys> keys,
      ObjectProvider<MacKeys> macs,
      ObjectProvider<MeterRegistry> meters,
      AnswerMapper answers) {
    Path routes = Path.of(environment.getProperty("serai.routes.folder", "routes"));
    Path kamelets = Path.of(environment.getProperty("serai.kamelets.folder", "kamelets"));
    Map<String, LinkConfig> configs =
        LinksFile.read(
            routes.resolve("links.yaml"), LinksFile.placeholders(environment::getProperty));
    LinkThreads threads = new LinkThreads();
    LinkSurroundings surroundings =
        new LinkSurroundings(
            clock.getIfAvailable(Clock::systemUTC),
            threads.timer(),
            threads.background(),
            blocks(database),
            events::publishEvent,
            keys.getIfAvailable(() -> Iso8583Configuration::refuse),
            meters.getIfAvailable(SimpleMeterRegistry::new));
    return new Links(
        configs,
        config -> config.format().packager(config.name(), kamelets, macKeys(macs)),
        surroundings,
        threads,
        answers);
  }

  @Bean
  LinksLifecycle iso8583LinksLifecycle(Links links) {
    return new LinksLifecycle(links);
  }

  @Bean
  LinkTraces linkTraces(Links links) {
    return links::trace;
  }

  @Bean
  CutOverLog cutOverLog(ObjectProvider<JdbcTemplate> database, ApplicationEventPublisher alarms) {
    return new CutOverLog(database, alarms);
  }

  /** For the entries' context and each set's. */
  @Bean
  CamelContextCustomizer iso8583Component(Links links) {
    return context -> context.addComponent("iso8583", new Iso8583Component(links));
  }

  private static StanBlocks blocks(ObjectProvider<JdbcTemplate> database) {
    JdbcTemplate jdbc = database.getIfAvailable();
    return jdbc != null
        ? new PostgresStanBlocks(jdbc)
        : (link, hold, rest, done) -> OptionalInt.empty();
  }

  /** Asked for at the first message, so that they may come from anywhere. */
  private static MacKeys macKeys(ObjectProvider<MacKeys> keys) {
    return link -> {
      MacKeys known = keys.getIfAvailable();
      return known == null ? List.of() : known.of(link);
    };
  }

  private static CompletableFuture<String> refuse(String link, IsoMessage request) {
    return CompletableFuture.completedFuture(ResponseCodes.INVALID_TRANSACTION);
  }
}
