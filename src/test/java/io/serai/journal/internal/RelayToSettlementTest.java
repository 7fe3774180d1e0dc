package io.serai.journal.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.serai.events.EntryDouble;
import io.serai.events.Payments;
import io.serai.events.Routes;
import io.serai.journal.Commit;
import io.serai.journal.CommitResult;
import io.serai.journal.JournalSettings;
import io.serai.journal.RelaySettings;
import io.serai.payment.AlarmRaised;
import io.serai.payment.Operation;
import io.serai.payment.Outcome;
import io.serai.payment.Payment;
import io.serai.payment.PaymentState;
import io.serai.settlement.Settlements;
import io.serai.testkit.TestKafka;
import io.serai.testkit.TestPostgres;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * From the journal over Kafka into the settlement table (I6, I7): the shipped routes, a real
 * PostgreSQL and a real broker, each stopped or doubled at a bad moment; nothing is lost, nothing
 * is counted twice.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class RelayToSettlementTest {

  private static final int WAVE = 150;

  private final List<AlarmRaised> alarms = new CopyOnWriteArrayList<>();
  private final List<RelayLifecycle> relays = new ArrayList<>();
  private final List<CamelContext> contexts = new ArrayList<>();
  private final Map<String, AsyncProcessor> bridge = EntryDouble.bridge();
  private final AtomicInteger failures = new AtomicInteger();
  private TestKafka kafka;
  private DriverManagerDataSource database;
  private JdbcTemplate jdbc;
  private PostgresJournal journal;

  @BeforeEach
  void start() throws Exception {
    kafka = TestKafka.create();
    database = new DriverManagerDataSource(TestPostgres.shared().freshDatabase("events"));
    jdbc = new JdbcTemplate(database);
    journal =
        new PostgresJournal(
            database,
            new JournalSettings(2, 8192, 64, 2, Duration.ofSeconds(15)),
            JsonMapper.builder()
                .findAndAddModules()
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .build(),
            new CardVault(new SecretKeySpec(new byte[32], "AES")),
            "proc_test",
            Epoch.current(jdbc).number(),
            List.of());
    route("settlement/journal.camel.yaml");
  }

  @AfterEach
  void stop() {
    contexts.forEach(CamelContext::stop);
    relays.forEach(RelayLifecycle::stop);
    journal.close();
    kafka.close();
  }

  @Test
  void everyEntryIsAppliedOnceWhateverIsRestarted() throws Exception {
    CamelContext entry = route("entries/journal.camel.yaml");
    RelayLifecycle first = relay();
    relay();
    pay("pay_a", WAVE);
    settled(WAVE);

    // Neither the relays nor the entry are told that the broker dies and comes back.
    pay("pay_b", WAVE);
    kafka.kill();
    pay("pay_c", WAVE);
    kafka.start();
    settled(3 * WAVE);

    // The relay at work goes, the other takes over; the entry is restarted meanwhile.
    String mark = jdbc.queryForObject("select mark::text from journal_epoch", String.class);
    pay("pay_d", WAVE);
    first.stop();
    entry.stop();
    pay("pay_e", WAVE);
    route("entries/journal.camel.yaml");
    settled(5 * WAVE);

    // A relay that dies between acknowledgement and mark: its successor sends it all again.
    relays.forEach(RelayLifecycle::stop);
    jdbc.update("update journal_epoch set mark = ?::xid8", mark);
    relay();
    pay("pay_f", WAVE);
    settled(6 * WAVE);
    assertThat(alarms).isEmpty();
  }

  @Test
  void aBatchThatFailsComesAgainUntilItIsApplied() throws Exception {
    // More often than the route itself tries again, so that the consumer starts anew as well.
    failures.set(7);
    route("entries/journal.camel.yaml");
    relay();
    pay("pay_g", 20);
    settled(20);
    assertThat(failures.get()).isLessThanOrEqualTo(0);
  }

  /** Waits until all is applied, and compares the settlement table with the journal. */
  private void settled(int payments) {
    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(
            () ->
                assertThat(
                        jdbc.queryForList(
                            "select id from payment p left join settlement.position s"
                                + " on s.payment_id = p.id where s.seq is distinct from p.seq"))
                    .isEmpty());
    assertThat(count("select count(*) from settlement.position")).isEqualTo(payments);
    assertThat(count("select count(*) from settlement.parked")).isZero();
    // Per five payments: 1000 charged; 1000 charged and 300 given back; and nothing thrice.
    assertThat(count("select sum(minor)::bigint from settlement.total"))
        .isEqualTo(payments / 5 * 1700L);
    assertThat(
            jdbc.queryForList(
                "select j.payment_id, j.seq from journal j full join settlement.line l"
                    + " using (payment_id, seq)"
                    + " where (j.data::json ->> 'outcome' = 'approved'"
                    + " and j.data::json ->> 'operation' in ('charge', 'refund'))"
                    + " is distinct from (l.seq is not null and l.operation <> 'reversal')"
                    + " and j.event = 'attempt-ended'"))
        .isEmpty();
  }

  private long count(String sql) {
    Long count = jdbc.queryForObject(sql, Long.class);
    return count == null ? 0 : count;
  }

  private CamelContext route(String file) throws Exception {
    CamelContext context =
        Routes.start(
            file,
            Map.of("serai.kafka.brokers", kafka.brokers(), "serai.settlement.redeliveries", "2"),
            Map.of("entry", new EntryDouble(bridge, () -> failures.getAndDecrement() > 0)),
            Settlements.beans(database, alarms));
    contexts.add(context);
    return context;
  }

  private RelayLifecycle relay() {
    var settings =
        new RelaySettings(
            true,
            "serai.journal",
            "serai.alarms",
            4,
            1,
            50,
            Duration.ofMillis(20),
            Duration.ofMillis(100),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30));
    var source = new JournalSource(settings);
    var relay =
        RelayLifecycle.of(
            database, kafka.brokers(), source, List.of(), Clock.systemUTC(), alarm -> {});
    relays.add(relay);
    relay.start();
    return relay;
  }

  private void pay(String prefix, int payments) {
    List<CompletableFuture<CommitResult>> all = new ArrayList<>();
    for (int i = 0; i < payments; i++) {
      all.add(pay(Payments.fresh(prefix + i, 1000), i % 5));
    }
    assertThat(all.stream().map(CompletableFuture::join)).containsOnly(CommitResult.COMMITTED);
  }

  private CompletableFuture<CommitResult> pay(Payment payment, int story) {
    var charge = Payments.attempt(1, Operation.CHARGE, "gateway-a", payment.id(), 1000);
    var reversal = Payments.attempt(2, Operation.REVERSAL, "gateway-a", payment.id(), 1000);
    var refund = Payments.attempt(2, Operation.REFUND, "gateway-a", "re_" + payment.id(), 300);
    var approved = new Outcome.Approved("ref", null);
    List<Commit> steps = new ArrayList<>();
    steps.add(Payments.started(payment, charge));
    Payment begun = steps.get(0).payment();
    switch (story) {
      case 0 -> steps.add(Payments.ended(begun, charge, approved, PaymentState.APPROVED));
      case 1 -> {
        steps.add(Payments.ended(begun, charge, approved, PaymentState.APPROVED));
        steps.add(
            Payments.ended(
                steps.get(1).payment(), refund, approved, PaymentState.PARTIALLY_REFUNDED));
      }
      case 2 ->
          steps.add(
              Payments.ended(
                  begun, charge, new Outcome.Declined("51", false), PaymentState.DECLINED));
      case 3 -> {
        steps.add(
            Payments.ended(begun, charge, new Outcome.Unknown("timeout"), PaymentState.UNKNOWN));
        steps.add(
            Payments.ended(steps.get(1).payment(), reversal, approved, PaymentState.REVERSED));
      }
      default -> {
        steps.add(Payments.ended(begun, charge, approved, PaymentState.APPROVED));
        steps.add(
            Payments.ended(steps.get(1).payment(), reversal, approved, PaymentState.REVERSED));
      }
    }
    CompletableFuture<CommitResult> done = journal.commit(steps.get(0));
    for (Commit step : steps.subList(1, steps.size())) {
      done = done.thenCompose(before -> journal.commit(step));
    }
    return done;
  }
}
