package io.serai.issuing.cards;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.issuing.CardAccounts;
import io.serai.issuing.CardPrograms;
import io.serai.issuing.CardTokens;
import io.serai.issuing.Cards;
import io.serai.journal.CardSeals;
import io.serai.journal.Journal;
import io.serai.journal.SharedTime;
import io.serai.payment.ExchangeKeys;
import io.serai.payment.Ids;
import java.time.Clock;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelContextCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.function.SingletonSupplier;

/** Puts cards for programs together, and their steps into each set of routes. */
@Configuration(proxyBeanMethods = false)
class CardsConfiguration {

  @Bean
  Cards cards(DataSource database, SharedTime time, Ids ids) {
    return new Cards(database, time.clock(), ids);
  }

  @Bean
  Workers cardWorkers(CardsSettings settings) {
    return new Workers(settings.threads(), settings.queue());
  }

  @Bean
  NumberVault cardNumberVault(JdbcClient jdbc, CardSeals seals) {
    return new NumberVault(jdbc, seals);
  }

  @Bean
  TopUpParts topUpParts(
      Journal journal,
      ObjectProvider<CardAccounts> accounts,
      JdbcClient jdbc,
      Workers cardWorkers,
      ApplicationEventPublisher alarms,
      SharedTime time) {
    return new TopUpParts(
        journal,
        SingletonSupplier.of(accounts::getObject)::obtain,
        new TopUpRows(jdbc),
        cardWorkers,
        alarms::publishEvent,
        time.clock());
  }

  @Bean
  TopUps topUps(TopUpParts topUpParts) {
    return new TopUps(topUpParts);
  }

  @Bean
  TopUpRefunds topUpRefunds(TopUpParts topUpParts) {
    return new TopUpRefunds(topUpParts);
  }

  @Bean
  CardUpkeep cardUpkeep(
      JdbcClient jdbc,
      ObjectMapper json,
      TopUps topUps,
      TopUpRefunds refunds,
      NumberVault vault,
      CardsSettings settings,
      SharedTime time) {
    return new CardUpkeep(
        new TopUpRows(jdbc),
        topUps,
        refunds,
        vault,
        new CardKeys(jdbc, json),
        settings,
        time.clock());
  }

  @Bean
  CardOrders cardOrders(
      DataSource database,
      JdbcClient jdbc,
      ObjectMapper json,
      Cards cards,
      NumberVault vault,
      Journal journal,
      ObjectProvider<CardPrograms> programs,
      CardsSettings settings,
      SharedTime time,
      Ids ids) {
    var rows = new CardRows(jdbc);
    var events = new EventRows(jdbc);
    var maker =
        new CardMaker(
            rows,
            events,
            new NumberMaker(),
            vault,
            new CardTokens(journal),
            ids,
            settings.keepNumbers());
    return new CardOrders(
        new TransactionTemplate(new JdbcTransactionManager(database)),
        new CardKeys(jdbc, json),
        maker,
        rows,
        events,
        cards,
        SingletonSupplier.of(programs::getObject)::obtain,
        time.clock(),
        ids);
  }

  @Bean
  CardDesk cardDesk(
      Cards cards,
      CardOrders orders,
      NumberVault vault,
      TopUps topUps,
      Workers cardWorkers,
      JdbcClient jdbc,
      ObjectMapper json,
      Journal journal,
      CardsSettings settings,
      SharedTime time,
      Ids ids) {
    Clock clock = time.clock();
    var desk =
        new TopUpDesk(
            new TopUpRows(jdbc),
            new CardRows(jdbc),
            topUps,
            cardWorkers,
            journal::keyed,
            settings.grace(),
            clock,
            ids);
    return new CardDesk(cards, orders, vault, desk, cardWorkers, json, clock);
  }

  @Bean
  CamelContextCustomizer cardSteps(CardDesk desk) {
    return (CamelContext context) -> {
      if (context.getGlobalOption(ExchangeKeys.SET_HASH) != null) {
        context.addComponent("cards", new CardsComponent(desk));
      }
    };
  }
}
