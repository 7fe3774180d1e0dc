package io.serai.engine.internal;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.engine.Charges;
import io.serai.engine.EngineSettings;
import io.serai.engine.RecurringDesk;
import io.serai.engine.RefundQueue;
import io.serai.engine.Refunds;
import io.serai.engine.internal.caps.Caps;
import io.serai.journal.Journal;
import io.serai.journal.SharedTime;
import io.serai.payment.AnswerLost;
import io.serai.payment.ExchangeKeys;
import io.serai.payment.Ids;
import io.serai.provider.Attempts;
import io.serai.provider.ProviderDirectory;
import io.serai.provider.Volumes;
import io.serai.receipt.Receipts;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelContextCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Puts the engine together, and its component into each set of routes. */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(EngineConfiguration.class);

  @Bean
  Tools engineTools(
      Journal journal,
      Attempts attempts,
      ObjectMapper json,
      SharedTime time,
      Ids ids,
      EngineSettings settings,
      Caps caps,
      Volumes volumes,
      ApplicationEventPublisher events) {
    return new Tools(
        journal, attempts, new Answers(json), time.clock(), ids, settings, caps, volumes, events);
  }

  @Bean
  Persistence persistence(Tools tools) {
    return new Persistence(tools);
  }

  @Bean
  Reversing reversing(Tools tools, Persistence persistence) {
    return new Reversing(tools, persistence);
  }

  @Bean
  PaymentEngine paymentEngine(
      Tools tools,
      Persistence persistence,
      Reversing reversing,
      RefundQueue queue,
      Receipts receipts,
      RecurringDesk recurring,
      ProviderDirectory providers) {
    var replays = new Replays(tools);
    var sending = new RefundSending(tools, persistence);
    var refunding =
        new Refunding(tools, replays, sending, new QueuedRefunds(tools, sending, queue));
    return new PaymentEngine(
        tools,
        new Placing(tools, replays, persistence),
        refunding,
        reversing,
        new Cancelling(tools, replays, refunding, reversing),
        new Asking(tools, replays),
        receipts,
        recurring,
        providers);
  }

  @Bean
  Refunds refunds(PaymentEngine engine, Tools tools, ProviderDirectory providers) {
    return new RefundsOfTheHub(engine, tools, providers);
  }

  @Bean
  Charges charges(PaymentEngine engine, Tools tools, ProviderDirectory providers) {
    return new ChargesOfTheHub(engine, tools, providers);
  }

  @Bean
  Drain drain(PaymentEngine engine, EngineSettings settings) {
    return new Drain(engine, settings.drain());
  }

  /** Runs after the providers are there, which the steps name. */
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  CamelContextCustomizer paymentSteps(PaymentEngine engine) {
    return (CamelContext context) -> {
      if (context.getGlobalOption(ExchangeKeys.SET_HASH) != null) {
        context.addComponent("payment", new PaymentComponent(engine));
      }
    };
  }

  @Bean
  LostAnswers lostAnswers(PaymentEngine engine) {
    return new LostAnswers(engine);
  }

  /** Takes back approvals that nobody heard of; called on a connection's thread, so never waits. */
  record LostAnswers(PaymentEngine engine) {

    @EventListener
    void lost(AnswerLost event) {
      LOG.warn(
          "The approval of {} could not be written on link {}; it is taken back",
          event.paymentId(),
          event.link());
      var unused =
          engine
              .takeBack(event.paymentId())
              .whenComplete(
                  (done, failure) -> {
                    if (failure != null) {
                      LOG.error("{} was not taken back", event.paymentId(), failure);
                    }
                  });
    }
  }
}
