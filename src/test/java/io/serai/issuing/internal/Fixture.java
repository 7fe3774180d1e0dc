package io.serai.issuing.internal;

import io.serai.issuing.AuthorizationRules;
import io.serai.issuing.Card;
import io.serai.issuing.CardAccount;
import io.serai.issuing.CardProgram;
import io.serai.issuing.CardPrograms;
import io.serai.issuing.CardRequest;
import io.serai.issuing.CardStatus;
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

/** An account with 1000 JPY, its card, and a program with one limit, for tests of steps. */
final class Fixture {

  static final Currency JPY = Currency.of("JPY");
  static final Currency USD = Currency.of("USD");
  static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  static final String TOKEN = "a-token";
  static final String KEY = "iso:card-network:123456:TERM0001:MERCHANT01:000001:1128120000:1";
  static final NewHold FRESH = new NewHold("hld_2", "NEW222");
  static final CardAccount ACCOUNT =
      new CardAccount("acc_1", "acme", "prepaid", JPY, 1000, 0, 0, 7, used(1, 100));
  static final Card CARD =
      new Card(
          "crd_1", "acc_1", TOKEN, "411111", "1111", YearMonth.of(2030, 12), CardStatus.ACTIVE);

  /** Approves what is available and counts it; a part where that is asked for. */
  static final AuthorizationRules RULES =
      new AuthorizationRules() {
        @Override
        public Ruling rule(Snapshot seen, CardRequest request, long minor) {
          CardAccount account = java.util.Objects.requireNonNull(seen.account());
          long available = account.availableMinor();
          if (minor > available) {
            return request.wishes().partial() && available > 0
                ? new Ruling("10", "balance", available, used(2, 100 + available))
                : new Ruling("51", "balance", 0, account.usage());
          }
          return new Ruling("00", "approved", minor, used(2, 100 + minor));
        }

        @Override
        public Usage count(Snapshot seen, CardRequest request, long minor) {
          return used(2, 100 + minor);
        }

        @Override
        public Usage giveBack(CardAccount account, Hold hold, long minor, boolean whole) {
          Usage.Used used = java.util.Objects.requireNonNull(account.usage().limits().get("day"));
          return used(used.count() - (whole ? 1 : 0), used.minor() - minor);
        }
      };

  static final CardProgram PROGRAM =
      new CardProgram(
          "prepaid",
          "acme",
          JPY,
          ZoneOffset.UTC,
          List.of("411111"),
          RULES,
          new CardProgram.HoldTimes(Duration.ofDays(7), Map.of("7011", Duration.ofDays(30))),
          new CardProgram.StandIn(300, "91", false));

  static final CardPrograms PROGRAMS =
      new CardPrograms() {
        @Override
        public Optional<CardProgram> find(String routeSet, String name) {
          return name.equals("prepaid") ? Optional.of(PROGRAM) : Optional.empty();
        }

        @Override
        public Optional<CardProgram> current(String name) {
          return find("", name);
        }
      };

  private Fixture() {}

  static Usage used(int count, long minor) {
    return new Usage(Map.of("day", new Usage.Used("2026-11-28", count, minor, List.of())));
  }

  static Snapshot seen(@Nullable Hold hold) {
    long held = hold == null ? 0 : hold.heldMinor();
    return new Snapshot(NOW, ACCOUNT.hold(held), CARD, hold);
  }

  static Snapshot unknown() {
    return new Snapshot(NOW, null, null, null);
  }

  /** A hold of that much, of which some was booked and some taken back. */
  static Hold hold(long authorized, long cleared, long reversed, Hold.State state) {
    return new Hold(
        "hld_1",
        "acc_1",
        "crd_1",
        KEY,
        authorized,
        state == Hold.State.OPEN ? authorized - cleared - reversed : 0,
        cleared,
        reversed,
        state,
        "OLD111",
        null,
        new CardRequest.Merchant("MERCHANT01", "TERM0001", null, null),
        NOW.minusSeconds(60),
        NOW.plus(Duration.ofDays(7)),
        false,
        false);
  }

  static Asking asking(long minor) {
    return new Asking(CardRequest.Kind.AUTHORIZATION, new Money(minor, JPY));
  }

  /** Builds a request. */
  static final class Asking {
    private final CardRequest.Kind kind;
    private final Money amount;
    private @Nullable Money billing;
    private @Nullable Long replacement;
    private @Nullable String category;
    private @Nullable String approvalCode;
    private CardRequest.Wishes wishes = CardRequest.Wishes.NONE;

    Asking(CardRequest.Kind kind, Money amount) {
      this.kind = kind;
      this.amount = amount;
    }

    Asking billing(long minor, Currency currency) {
      billing = new Money(minor, currency);
      return this;
    }

    Asking leaving(long minor) {
      replacement = minor;
      return this;
    }

    Asking category(String code) {
      category = code;
      return this;
    }

    Asking approvedAs(String code) {
      approvalCode = code;
      return this;
    }

    Asking wishing(boolean partial, boolean balance, boolean estimated, boolean incremental) {
      wishes = new CardRequest.Wishes(partial, balance, estimated, incremental);
      return this;
    }

    CardRequest request() {
      return new CardRequest(
          kind,
          "a-key",
          "",
          KEY,
          TOKEN,
          amount,
          billing,
          replacement,
          new CardRequest.From("acme", "card-network", "issuing", "set", "trace"),
          new CardRequest.Merchant("MERCHANT01", "TERM0001", category, null),
          new CardRequest.Presented(io.serai.issuing.EntryMode.CHIP, true),
          wishes,
          null,
          approvalCode,
          null,
          NOW,
          NOW.plusSeconds(10));
    }
  }
}
