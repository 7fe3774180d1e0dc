package io.serai.issuing.internal;

import io.serai.issuing.AuthorizationRules;
import io.serai.issuing.CardAccount;
import io.serai.issuing.CardProgram;
import io.serai.issuing.CardPrograms;
import io.serai.issuing.CardRequest;
import io.serai.issuing.CardStatus;
import io.serai.issuing.Hold;
import io.serai.issuing.Snapshot;
import io.serai.issuing.Usage;
import io.serai.payment.Currency;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * One card program, {@code test}: an active card may spend what is available. Not found by scans,
 * so that only hubs that name it have it.
 */
public class ProgramDouble {

  /** Its name. */
  public static final String NAME = "test";

  private static final AuthorizationRules RULES =
      new AuthorizationRules() {
        @Override
        public Ruling rule(Snapshot seen, CardRequest request, long minor) {
          CardAccount account = java.util.Objects.requireNonNull(seen.account());
          if (java.util.Objects.requireNonNull(seen.card()).status() != CardStatus.ACTIVE) {
            return new Ruling("62", "status", 0, account.usage());
          }
          long available = account.availableMinor();
          if (minor <= available) {
            return new Ruling("00", "approved", minor, account.usage());
          }
          return request.wishes().partial() && available > 0
              ? new Ruling("10", "balance", available, account.usage())
              : new Ruling("51", "balance", 0, account.usage());
        }

        @Override
        public Usage giveBack(CardAccount account, Hold hold, long minor, boolean whole) {
          return account.usage();
        }
      };

  private static final CardProgram PROGRAM =
      new CardProgram(
          NAME,
          "acme",
          Currency.of("JPY"),
          ZoneOffset.UTC,
          List.of("411111"),
          RULES,
          new CardProgram.HoldTimes(Duration.ofDays(7), Map.of()),
          new CardProgram.StandIn(0, "91", false));

  @Bean
  @Primary
  CardPrograms onlyProgram() {
    return new CardPrograms() {
      @Override
      public Optional<CardProgram> find(String routeSet, String name) {
        return name.equals(NAME) ? Optional.of(PROGRAM) : Optional.empty();
      }

      @Override
      public Optional<CardProgram> current(String name) {
        return find("", name);
      }
    };
  }
}
