package io.serai.issuing.internal;

import io.serai.issuing.AccountStep;
import io.serai.issuing.CardAccounts;
import io.serai.issuing.CardPrograms;
import io.serai.issuing.CardRequest;
import io.serai.issuing.CardTokens;
import io.serai.issuing.Change;
import io.serai.journal.Journal;
import io.serai.journal.SharedTime;
import io.serai.payment.ErrorCode;
import io.serai.payment.ExchangeKeys;
import io.serai.payment.Ids;
import io.serai.payment.SeraiException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.spi.CamelContextCustomizer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.function.SingletonSupplier;

/** Puts the component {@code issuing:} into each set of routes. */
@Configuration(proxyBeanMethods = false)
class NetworkSideConfiguration {

  @Bean
  CardTokens cardTokens(Journal journal) {
    return new CardTokens(journal);
  }

  /**
   * Its parts are asked for at the first request, so that they may come from anywhere, and kept:
   * Spring takes longer to find a bean than a rule takes to decide.
   */
  @Bean
  Issuer issuer(
      CardTokens tokens,
      Journal journal,
      SharedTime time,
      ObjectProvider<CardAccounts> accounts,
      ObjectProvider<CardPrograms> programs,
      ObjectProvider<Completing> completing,
      ObjectProvider<HoldSearch> holds,
      Ids ids) {
    return new Issuer(
        new CardRequests(tokens, journal::keyed, time),
        SingletonSupplier.of(accounts::getObject)::obtain,
        new LatePrograms(SingletonSupplier.of(programs::getObject)::obtain),
        SingletonSupplier.of(() -> completing.getIfAvailable(NothingIsBooked::new))::obtain,
        completion -> hold(holds.getIfAvailable(), completion),
        new ApprovalCodes(),
        ids);
  }

  private static CompletableFuture<Optional<String>> hold(
      @Nullable HoldSearch search, CardRequest completion) {
    return search == null
        ? CompletableFuture.completedFuture(Optional.ofNullable(completion.originalKey()))
        : search.find(completion);
  }

  @Bean
  CamelContextCustomizer issuingSteps(Issuer issuer) {
    return context -> {
      if (context.getGlobalOption(ExchangeKeys.SET_HASH) != null) {
        context.addComponent("issuing", new IssuingComponent(issuer));
      }
    };
  }

  /** Where nobody books, nothing is said to be booked. */
  private static final class NothingIsBooked implements Completing {
    @Override
    public AccountStep completion(CardRequest request) {
      return seen -> refused();
    }

    @Override
    public AccountStep purchase(CardRequest request) {
      return seen -> refused();
    }

    private static Change refused() {
      throw new SeraiException(
          ErrorCode.OPERATION_NOT_SUPPORTED, "purchases and completions are not booked here");
    }
  }
}
