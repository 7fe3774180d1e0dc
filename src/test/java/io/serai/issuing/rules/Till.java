package io.serai.issuing.rules;

import io.serai.issuing.AuthorizationRules.Ruling;
import io.serai.issuing.Card;
import io.serai.issuing.CardAccount;
import io.serai.issuing.CardProgram;
import io.serai.issuing.CardRequest;
import io.serai.issuing.CardRequest.Merchant;
import io.serai.issuing.CardRequest.Presented;
import io.serai.issuing.CardRequest.Wishes;
import io.serai.issuing.CardStatus;
import io.serai.issuing.EntryMode;
import io.serai.issuing.Hold;
import io.serai.issuing.Snapshot;
import io.serai.issuing.Usage;
import io.serai.payment.Money;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A card, its account and a program of a few rules; what is asked is changed bit by bit. */
final class Till {

  static final String NEEDED =
      """
      - { name: status, kind: status }
      - { name: expiry, kind: expiry }
      - { name: funds, kind: funds }
      """;

  private final CardProgram program;
  private CardAccount account;
  private Card card;
  private Merchant merchant = new Merchant("m", "t", null, null);
  private Presented presented = new Presented(EntryMode.CHIP, false);
  private Wishes wishes = Wishes.NONE;
  private @Nullable YearMonth said;
  private Instant now = Instant.parse("2026-11-28T03:00:00Z");

  private Till(CardProgram program) {
    this.program = program;
    this.account =
        new CardAccount(
            "acc", "acme", "p", program.currency(), Long.MAX_VALUE / 2, 0, 0, 0, Usage.NONE);
    this.card =
        new Card(
            "crd", "acc", "token", "939200", "0000", YearMonth.of(2029, 12), CardStatus.ACTIVE);
  }

  /** The rules as they would stand in the file, a line each; what a program needs comes after. */
  static Till of(String zone, String... rules) {
    StringBuilder all = new StringBuilder();
    for (String rule : rules) {
      all.append("- ").append(rule).append('\n');
    }
    return new Till(program(zone, all + NEEDED));
  }

  static Till tokyo(String... rules) {
    return of("Asia/Tokyo", rules);
  }

  /** Only these rules; the needed ones must be among them. */
  static Till exactly(String rules) {
    return new Till(program("Asia/Tokyo", rules));
  }

  private static CardProgram program(String zone, String rules) {
    try {
      Path folder = Files.createTempDirectory("till");
      Path file = folder.resolve("issuing.yaml");
      Files.writeString(
          file,
          """
          programs:
            - name: p
              tenant: acme
              currency: JPY
              zone: %s
              bins: ["939200"]
              rules:
          %s"""
              .formatted(zone, rules.indent(6)));
      CardProgram read = Objects.requireNonNull(IssuingFile.read(folder, text -> text).get("p"));
      Files.delete(file);
      Files.delete(folder);
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Till at(String time) {
    now = OffsetDateTime.parse(time).toInstant();
    return this;
  }

  Till balance(long minor) {
    account = account.post(minor - account.balanceMinor());
    return this;
  }

  Till used(Usage usage) {
    account = account.use(usage);
    return this;
  }

  Till card(CardStatus status, String expiry) {
    card = new Card("crd", "acc", "token", "939200", "0000", YearMonth.parse(expiry), status);
    return this;
  }

  Till merchant(@Nullable String category, @Nullable String country) {
    merchant = new Merchant("m", "t", category, country);
    return this;
  }

  Till presented(EntryMode mode, boolean pin) {
    presented = new Presented(mode, pin);
    return this;
  }

  Till partial() {
    wishes = new Wishes(true, false, false, false);
    return this;
  }

  Till says(String expiry) {
    said = YearMonth.parse(expiry);
    return this;
  }

  /** Asks, and keeps what is approved. */
  Ruling ask(long minor) {
    return ask(minor, null);
  }

  Ruling add(long minor, Hold hold) {
    return ask(minor, hold);
  }

  /** What somebody else approved. */
  Hold advise(long minor) {
    account =
        account.hold(minor).use(program.rules().count(seen(null), request(minor, null), minor));
    return made(minor);
  }

  private Ruling ask(long minor, @Nullable Hold grown) {
    Ruling ruling = program.rules().rule(seen(grown), request(minor, grown), minor);
    account = account.hold(ruling.approvedMinor()).use(ruling.usage());
    return ruling;
  }

  private Snapshot seen(@Nullable Hold grown) {
    return new Snapshot(now, account, card, grown);
  }

  private CardRequest request(long minor, @Nullable Hold grown) {
    Wishes asked = grown == null ? wishes : new Wishes(wishes.partial(), false, false, true);
    return new CardRequest(
        CardRequest.Kind.AUTHORIZATION,
        "key",
        "",
        null,
        "token",
        new Money(minor, account.currency()),
        null,
        null,
        new CardRequest.From("acme", "link", "route", "set", "trace"),
        merchant,
        presented,
        asked,
        said,
        null,
        null,
        now,
        null);
  }

  /** DE39 and the rule. */
  String told(long minor) {
    Ruling ruling = ask(minor);
    return ruling.responseCode() + " " + ruling.rule();
  }

  /** Asks, and has the hold that comes of it. */
  Hold hold(long minor) {
    return made(ask(minor).approvedMinor());
  }

  private Hold made(long approved) {
    return new Hold(
        "hld",
        "acc",
        "crd",
        "key",
        approved,
        approved,
        0,
        0,
        Hold.State.OPEN,
        "1",
        null,
        merchant,
        now,
        now.plusSeconds(60),
        false,
        false);
  }

  /** Takes a hold back, or a part of it. */
  Till giveBack(Hold hold, long minor, boolean whole) {
    account = account.hold(-minor).use(program.rules().giveBack(account, hold, minor, whole));
    return this;
  }

  Usage.Used used(String rule) {
    return account.usage().of(rule);
  }

  Usage usage() {
    return account.usage();
  }
}
