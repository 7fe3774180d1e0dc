package io.serai.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.issuing.AuthorizationRules;
import io.serai.issuing.CardAccount;
import io.serai.issuing.CardImportReport;
import io.serai.issuing.CardProgram;
import io.serai.issuing.CardRequest;
import io.serai.issuing.CardsImport;
import io.serai.issuing.Hold;
import io.serai.issuing.Snapshot;
import io.serai.issuing.Usage;
import io.serai.issuing.internal.ProgramDouble;
import io.serai.journal.CardSeals;
import io.serai.payment.Currency;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Cards in use at a network that the hub dials as their issuer (S4.3). The network keeps its own
 * book of what it was told. Card numbers are published test numbers.
 */
final class CardLoad implements AutoCloseable {

  /** What each account begins with: more than is ever spent. */
  static final long OPENING = 1_000_000_000L;

  /** How long the network waits, and how long an answer is of use. */
  static final Duration PATIENCE = Duration.ofMillis(1_500);

  private static final Duration LAST_ANSWERS = Duration.ofMinutes(3);
  private static final int REPEATS = 100;

  static final List<String> PANS =
      List.of(
          "4012888888881881",
          "5105105105105100",
          "371449635398431",
          "6011000990139424",
          "3566002020360505",
          "38520000023237",
          "2223003122003222",
          "4242424242424242");

  private final World world;
  private final List<CardHolder> holders = new ArrayList<>();
  private final ExecutorService people = Executors.newCachedThreadPool();
  private final List<Future<?>> working = new ArrayList<>();
  private final AtomicBoolean enough = new AtomicBoolean();
  private final ConcurrentLinkedQueue<Purchase> book = new ConcurrentLinkedQueue<>();
  private final List<Purchase> unsure = new ArrayList<>();

  private CardLoad(World world) {
    this.world = world;
  }

  /**
   * Gives out the cards and uses them; a hub of the world has to have made the tables.
   *
   * @param everywhere whether each authorization goes over all connections at the same instant
   */
  static CardLoad start(World world, Duration patience, boolean everywhere) {
    var load = new CardLoad(world);
    load.give();
    for (int i = 0; i < PANS.size(); i++) {
      var holder =
          new CardHolder(
              world.network(),
              PANS.get(i),
              new Random(FaultSettings.seed() + 7_000 + i),
              patience,
              everywhere,
              load.enough::get,
              load.book::add);
      load.holders.add(holder);
      load.working.add(load.people.submit(holder));
    }
    return load;
  }

  private void give() {
    String lines =
        PANS.stream()
            .map(pan -> pan + ",2030-12," + OPENING + ",0," + ProgramDouble.NAME)
            .collect(
                Collectors.joining(
                    "\n", "number,expiry,balance_minor,credit_line_minor,program\n", "\n"));
    var ids = new AtomicInteger();
    CardImportReport report =
        new CardsImport(
                JdbcClient.create(world.database()),
                CardSeals.of(String.valueOf(world.settings().get("serai.vault.key-file"))),
                name -> Optional.of(PROGRAM),
                Clock.systemUTC(),
                kind -> kind + "faults_" + ids.incrementAndGet())
            .read(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
    assertThat(report.errors()).isEmpty();
    assertThat(report.kept()).isEqualTo(PANS.size());
  }

  /** What was asked so far. */
  int begun() {
    return book.size();
  }

  /**
   * Asks once, beside the cards in use, and takes back at the end what was not answered.
   *
   * @return DE39, or null for no answer
   */
  @Nullable String askOnce() {
    Purchase purchase = holders.get(0).askOnce();
    if (purchase.code() == null) {
      unsure.add(purchase);
    }
    return purchase.code();
  }

  private long unavailable() {
    return book.stream().filter(p -> Purchase.UNAVAILABLE.equals(p.code())).count();
  }

  List<Purchase> book() {
    return List.copyOf(book);
  }

  /** Nothing new is begun; waits until everything is acknowledged that has to be. */
  void finish() {
    enough.set(true);
    await("the network was told everything")
        .atMost(LAST_ANSWERS)
        .untilAsserted(() -> assertThat(working).allMatch(Future::isDone));
    for (Future<?> worker : working) {
      assertThat(worker).succeedsWithin(Duration.ZERO);
    }
    unsure.forEach(holders.get(0)::takeBack);
  }

  /** Asks again for what was approved last, reversed or not: it hears the same. */
  void repeat() {
    List<Purchase> approved = book.stream().filter(p -> p.isApproved() && !p.isAdvice()).toList();
    approved
        .subList(Math.max(0, approved.size() - REPEATS), approved.size())
        .forEach(purchase -> holders.get(0).again(purchase));
  }

  @Override
  public String toString() {
    return "cards: %d asked, %d approved, %d declined by rule, %d taken back, %d booked"
        .formatted(
            book.size(),
            book.stream().filter(Purchase::isApproved).count(),
            unavailable(),
            book.stream().filter(Purchase::isReversed).count(),
            book.stream().filter(p -> p.booked() > 0).count());
  }

  @Override
  public void close() {
    enough.set(true);
    people.shutdownNow();
  }

  /**
   * What the import asks of the program: whose cards they are and what their numbers begin with.
   */
  private static final CardProgram PROGRAM =
      new CardProgram(
          ProgramDouble.NAME,
          "acme",
          Currency.of("JPY"),
          ZoneOffset.UTC,
          PANS.stream().map(pan -> pan.substring(0, 6)).toList(),
          new AuthorizationRules() {
            @Override
            public Ruling rule(Snapshot seen, CardRequest request, long minor) {
              throw new IllegalStateException("nothing is ruled on here");
            }

            @Override
            public Usage giveBack(CardAccount account, Hold hold, long minor, boolean whole) {
              return account.usage();
            }
          },
          new CardProgram.HoldTimes(Duration.ofDays(7), Map.of()),
          new CardProgram.StandIn(0, "91", false));
}
