package io.serai.issuing.internal;

import io.serai.issuing.AuthorizationRules;
import io.serai.issuing.Card;
import io.serai.issuing.CardAccount;
import io.serai.issuing.CardProgram;
import io.serai.issuing.CardPrograms;
import io.serai.issuing.CardRequest;
import io.serai.issuing.CardStatus;
import io.serai.issuing.EntryMode;
import io.serai.issuing.Hold;
import io.serai.issuing.Snapshot;
import io.serai.issuing.Usage;
import io.serai.payment.Currency;
import io.serai.payment.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A card, its account and what tests ask of them. */
final class ClearedCards {

  static final Currency JPY = Currency.of("JPY");
  static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
  static final String TENANT = "acme";
  static final CardRequest.Merchant SHOP =
      new CardRequest.Merchant("MERCHANT0000001", "TERM0001", "5411", "JP");

  private ClearedCards() {}

  static CardAccount account(long balance, long held) {
    return new CardAccount("acc_1", TENANT, "prepaid", JPY, balance, 0, held, 7, used(held));
  }

  static Card card() {
    return new Card(
        "crd_1", "acc_1", "token-1", "999912", "0001", YearMonth.of(2030, 1), CardStatus.ACTIVE);
  }

  static Hold hold(long minor) {
    return hold("hld_1", "A00001", minor);
  }

  static Hold hold(String id, String approvalCode, long minor) {
    return new Hold(
        id,
        "acc_1",
        "crd_1",
        "key-of-" + id,
        minor,
        minor,
        0,
        0,
        Hold.State.OPEN,
        approvalCode,
        "000000000001",
        SHOP,
        NOW.minus(Duration.ofHours(1)),
        NOW.plus(Duration.ofDays(7)),
        false,
        false);
  }

  static Snapshot seen(CardAccount account, @Nullable Hold hold) {
    return new Snapshot(NOW, account, card(), hold);
  }

  static CardRequest request(CardRequest.Kind kind, long minor) {
    return request(kind, new Money(minor, JPY), null, false, false);
  }

  static CardRequest request(
      CardRequest.Kind kind, Money amount, @Nullable Money billing, boolean partial, boolean more) {
    return new CardRequest(
        kind,
        "key-1",
        "print",
        null,
        "token-1",
        amount,
        billing,
        null,
        new CardRequest.From(TENANT, "network", "network", "set-1", "trace-1"),
        SHOP,
        new CardRequest.Presented(EntryMode.CHIP, true),
        new CardRequest.Wishes(partial, false, false, false, more),
        null,
        null,
        "000000000002",
        NOW,
        null);
  }

  static Usage used(long minor) {
    return new Usage(Map.of("day", new Usage.Used("2026-11-28", 1, minor, List.of())));
  }

  /** One program whose only rule is the balance; it counts what is used of one limit. */
  static CardPrograms programs() {
    CardProgram program =
        new CardProgram(
            "prepaid",
            TENANT,
            JPY,
            ZoneOffset.UTC,
            List.of("999912"),
            new BalanceOnly(),
            new CardProgram.HoldTimes(Duration.ofDays(7), Map.of()),
            new CardProgram.StandIn(0, "91", false));
    return new CardPrograms() {
      @Override
      public Optional<CardProgram> find(String routeSet, String name) {
        return current(name);
      }

      @Override
      public Optional<CardProgram> current(String name) {
        return name.equals("prepaid") ? Optional.of(program) : Optional.empty();
      }
    };
  }

  private static final class BalanceOnly implements AuthorizationRules {

    @Override
    public Ruling rule(Snapshot seen, CardRequest request, long minor) {
      CardAccount account = java.util.Objects.requireNonNull(seen.account());
      long available = account.availableMinor();
      if (available >= minor) {
        return new Ruling("00", "balance", minor, used(minor));
      }
      return request.wishes().partial() && available > 0
          ? new Ruling("10", "balance", available, used(available))
          : new Ruling("51", "balance", 0, account.usage());
    }

    @Override
    public Usage giveBack(CardAccount account, Hold hold, long minor, boolean whole) {
      Usage.Used used = java.util.Objects.requireNonNull(account.usage().limits().get("day"));
      return new Usage(
          Map.of(
              "day",
              new Usage.Used(
                  used.window(), used.count() - (whole ? 1 : 0), used.minor() - minor, List.of())));
    }
  }
}
