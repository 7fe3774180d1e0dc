package io.serai.issuing.cards;

import io.serai.issuing.AuthorizationRules;
import io.serai.issuing.CardAccount;
import io.serai.issuing.CardProgram;
import io.serai.issuing.CardProgram.HoldTimes;
import io.serai.issuing.CardProgram.StandIn;
import io.serai.issuing.CardPrograms;
import io.serai.issuing.CardRequest;
import io.serai.issuing.Hold;
import io.serai.issuing.Snapshot;
import io.serai.issuing.Usage;
import io.serai.payment.Currency;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Two programs of one tenant and one of another, in no file. */
final class MemoryPrograms implements CardPrograms {

  static final CardProgram PREPAID =
      program("prepaid-jp", "acme", "JPY", List.of("939200"), CardProgram.Issue.PREPAID);
  static final CardProgram CREDIT =
      program(
          "credit-jp",
          "acme",
          "JPY",
          List.of("93920177", "93920188"),
          new CardProgram.Issue(true, 50_000, 24));
  static final CardProgram OTHERS =
      program("prepaid-us", "other", "USD", List.of("939203"), CardProgram.Issue.PREPAID);

  private static final Map<String, CardProgram> ALL =
      Map.of("prepaid-jp", PREPAID, "credit-jp", CREDIT, "prepaid-us", OTHERS);

  static CardProgram program(
      String name, String tenant, String currency, List<String> bins, CardProgram.Issue issue) {
    return new CardProgram(
        name,
        tenant,
        Currency.of(currency),
        ZoneId.of("Asia/Tokyo"),
        bins,
        new NoRules(),
        new HoldTimes(Duration.ofDays(7), Map.of()),
        new StandIn(0, "91", false),
        issue);
  }

  @Override
  public Optional<CardProgram> find(String routeSet, String name) {
    return current(name);
  }

  @Override
  public Optional<CardProgram> current(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /** Nothing here is authorized. */
  private static final class NoRules implements AuthorizationRules {
    @Override
    public Ruling rule(Snapshot seen, CardRequest request, long minor) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Usage giveBack(CardAccount account, Hold hold, long minor, boolean whole) {
      throw new UnsupportedOperationException();
    }
  }
}
