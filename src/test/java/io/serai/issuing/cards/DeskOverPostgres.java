package io.serai.issuing.cards;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.serai.issuing.CardAccount;
import io.serai.issuing.CardRequest.From;
import io.serai.issuing.CardTokens;
import io.serai.issuing.Cards;
import io.serai.issuing.Usage;
import io.serai.journal.CardSeals;
import io.serai.payment.AlarmRaised;
import io.serai.payment.Currency;
import io.serai.payment.Ids;
import io.serai.payment.SeraiException;
import io.serai.testkit.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The desk over a real database; the accounts' commits and the engine's payments are in memory. */
final class DeskOverPostgres implements AutoCloseable {

  final MemoryAccounts accounts = new MemoryAccounts();
  final MemoryJournal journal = new MemoryJournal();
  final List<AlarmRaised> alarms = new ArrayList<>();
  final JdbcClient jdbc;
  final NumberVault vault;
  final TopUpRows topUpRows;
  final TopUps topUps;
  final CardUpkeep upkeep;
  final CardDesk desk;
  final CardSeals seals;
  private final Workers workers = new Workers(4, 100);
  private final AtomicInteger last = new AtomicInteger();
  private volatile Instant now = Instant.parse("2026-11-28T03:00:00Z");

  DeskOverPostgres() {
    this(new NumberMaker());
  }

  DeskOverPostgres(NumberMaker numbers) {
    String url = TestPostgres.shared().freshDatabase("cards");
    DataSource database = new DriverManagerDataSource(url);
    Clock clock = new Moved();
    Ids ids = prefix -> prefix + "%06d".formatted(last.incrementAndGet());
    jdbc = JdbcClient.create(database);
    ObjectMapper json =
        Jackson2ObjectMapperBuilder.json()
            .featuresToDisable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
    seals = CardSeals.of(keyFile());
    vault = new NumberVault(jdbc, seals);
    topUpRows = new TopUpRows(jdbc);
    var rows = new CardRows(jdbc);
    var events = new EventRows(jdbc);
    var cards = new Cards(database, clock, ids);
    var keys = new CardKeys(jdbc, json);
    var maker =
        new CardMaker(
            rows, events, numbers, vault, new CardTokens(seals), ids, Duration.ofDays(90));
    var orders =
        new CardOrders(
            new TransactionTemplate(new JdbcTransactionManager(database)),
            keys,
            maker,
            rows,
            events,
            cards,
            MemoryPrograms::new,
            clock,
            ids);
    var parts = new TopUpParts(journal, () -> accounts, topUpRows, workers, alarms::add, clock);
    topUps = new TopUps(parts);
    var topUpDesk =
        new TopUpDesk(
            topUpRows, rows, topUps, workers, journal::keyed, Duration.ofSeconds(5), clock, ids);
    var settings =
        new CardsSettings(
            4,
            100,
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofDays(90),
            Duration.ofDays(30));
    var refunds = new TopUpRefunds(parts);
    upkeep = new CardUpkeep(topUpRows, topUps, refunds, vault, keys, settings, clock);
    desk = new CardDesk(cards, orders, vault, topUpDesk, workers, json, clock);
  }

  static String keyFile() {
    try {
      Path file = Path.of("target", "testkit", "vault-cards.key");
      Files.createDirectories(file.getParent());
      Files.writeString(file, Base64.getEncoder().encodeToString(new byte[32]));
      return file.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The time as it is here. */
  Instant now() {
    return now;
  }

  /** Time goes on. */
  void later(Duration time) {
    now = now.plus(time);
  }

  /** A step for acme. */
  Map<String, Object> ask(CardStep step, String key, Map<String, ?> body) {
    return ask("acme", step, key, body);
  }

  /** A step whose fingerprint is made of what is asked. */
  Map<String, Object> ask(String tenant, CardStep step, String key, Map<String, ?> body) {
    var from = new From(tenant, "", "route", "set", "0af7651916cd43dd8448eb211c80319c");
    String fingerprint = step == CardStep.CREDIT ? "" : step + " " + new TreeMap<>(body);
    try {
      return desk.execute(
              step, new CardCaller(tenant, key, fingerprint, from), new Asked(new HashMap<>(body)))
          .join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof SeraiException known ? known : e;
    }
  }

  /** The fingerprint of a top-up that is asked so. */
  static String fingerprint(Map<String, ?> body) {
    return CardStep.TOP_UP + " " + new TreeMap<>(body);
  }

  /** Makes a card, and gives its account to the accounts in memory. */
  String card(String key) {
    Map<String, Object> card = ask(CardStep.CREATE, key, Map.of("program", "prepaid-jp"));
    accounts.put(
        new CardAccount(
            String.valueOf(card.get("account")),
            "acme",
            "prepaid-jp",
            Currency.of("JPY"),
            0,
            0,
            0,
            1,
            Usage.NONE));
    return String.valueOf(card.get("id"));
  }

  String accountOf(String card) {
    return String.valueOf(ask(CardStep.SHOW, "", Map.of("card", card)).get("account"));
  }

  /** What a refused step says, with its code. */
  String refusal(CardStep step, String key, Map<String, ?> body) {
    try {
      return "not refused: " + ask(step, key, body);
    } catch (SeraiException e) {
      return e.code().wire() + " " + e.getMessage();
    }
  }

  @Override
  public void close() {
    workers.close();
  }

  /** The time as the test moves it. */
  private final class Moved extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
