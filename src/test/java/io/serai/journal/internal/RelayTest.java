package io.serai.journal.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.serai.events.Payments;
import io.serai.journal.Commit;
import io.serai.journal.CommitResult;
import io.serai.journal.JournalSettings;
import io.serai.journal.RelaySettings;
import io.serai.payment.AlarmRaised;
import io.serai.payment.Operation;
import io.serai.payment.Outcome;
import io.serai.payment.PaymentState;
import io.serai.testkit.TestKafka;
import io.serai.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Every journal entry reaches Kafka, in sequence per payment (I7), over real servers. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class RelayTest {

  private static final int PARTITIONS = 3;

  private final JsonMapper json = JsonMapper.builder().findAndAddModules().build();
  private final List<AlarmRaised> alarms = new CopyOnWriteArrayList<>();
  private final List<RelayLifecycle> relays = new ArrayList<>();
  private String brokers = TestKafka.shared().brokers();
  private DataSource database;
  private JdbcTemplate jdbc;
  private PostgresJournal journal;
  private String topic;

  @BeforeEach
  void start() {
    String url = TestPostgres.shared().freshDatabase("relay");
    database = new DriverManagerDataSource(url);
    topic = "journal-" + url.substring(url.lastIndexOf('/') + 1).replaceAll("\\W.*", "");
    jdbc = new JdbcTemplate(database);
    journal = journal();
  }

  @AfterEach
  void stop() {
    relays.forEach(RelayLifecycle::stop);
    journal.close();
  }

  @Test
  void everyEntryIsPublishedInOrderAsACloudEvent() {
    relay(settings(7, Duration.ofSeconds(30)));
    pay("pay_a", 200);
    await().atMost(Duration.ofSeconds(60)).until(() -> marked());

    List<ConsumerRecord<String, String>> records = consume(400);
    assertInSequence(records);
    assertThat(records).hasSize(400);
    JsonNode event = read(records.get(0).value());
    assertThat(event.path("specversion").asText()).isEqualTo("1.0");
    assertThat(event.path("id").asText()).isEqualTo(records.get(0).key() + "/1");
    assertThat(event.path("type").asText()).isEqualTo("io.serai.payment.attempt-started.v1");
    assertThat(event.path("subject").asText()).isEqualTo(records.get(0).key());
    assertThat(event.path("seraitenant").asText()).isEqualTo("acme");
    assertThat(event.path("time").asText()).isEqualTo("2026-11-23T10:00:00Z");
    assertThat(event.path("data").path("seq").asInt()).isEqualTo(1);
    assertThat(alarms).isEmpty();
  }

  @Test
  void aTransactionIsNotPublishedBeforeOlderOnesAreDone() throws Exception {
    relay(settings(100, Duration.ofSeconds(1)));
    try (Connection old = database.getConnection();
        Statement statement = old.createStatement()) {
      old.setAutoCommit(false);
      statement.execute("select pg_current_xact_id()");
      pay("pay_late", 3);
      // Held back, which the lag tells and an alarm too.
      await().atMost(Duration.ofSeconds(20)).until(() -> !alarms.isEmpty());
      assertThat(alarms.get(0).kind()).isEqualTo("relay_lag");
      assertThat(marked()).isFalse();
      old.rollback();
    }
    await().atMost(Duration.ofSeconds(20)).until(() -> marked());
    assertThat(consume(6)).hasSize(6);
    assertThat(alarms).hasSize(1);
  }

  @Test
  void aTransactionLongerThanABatchIsPublishedWhole() {
    jdbc.execute(
        "insert into journal (payment_id, seq, at, epoch, commit_id, event, tenant, merchant,"
            + " route_set, trace_id, data) select 'pay_long', n, now(), 1, 'c', 'confirmed',"
            + " 'acme', '', '', '', '{}' from generate_series(1, 50) n");
    relay(settings(10, Duration.ofSeconds(30)));
    await().atMost(Duration.ofSeconds(20)).until(() -> marked());
    assertThat(consume(50)).extracting(r -> seq(r)).hasSize(50).isSorted();
  }

  @Test
  void transactionsComeInTheOrderOfTheirNumbersAlsoWhereTheyGainADigit() {
    jdbc.execute(
        "insert into journal (payment_id, seq, at, epoch, xid, commit_id, event, tenant, merchant,"
            + " route_set, trace_id, data) select 'pay_' || n, 1, now(), 1, n::text::xid8, 'c',"
            + " 'confirmed', 'acme', '', '', '', '{}' from generate_series(90, 109) n");
    relay(settings(7, Duration.ofSeconds(30)));
    await().atMost(Duration.ofSeconds(20)).until(() -> marked());
    assertThat(consume(20)).extracting(r -> r.key()).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void whatWasAcknowledgedButNotMarkedIsSentAgainAndNothingIsMissing() {
    RelayLifecycle first = relay(settings(100, Duration.ofSeconds(30)));
    pay("pay_twice", 5);
    await().atMost(Duration.ofSeconds(20)).until(() -> marked());
    first.stop();
    jdbc.update("update journal_epoch set mark = '0'");
    relay(settings(100, Duration.ofSeconds(30)));
    await().atMost(Duration.ofSeconds(20)).until(() -> marked());
    assertThat(consume(20)).hasSize(20);
  }

  @Test
  void aSecondRelayWaitsAndTakesOver() {
    RelayLifecycle first = relay(settings(100, Duration.ofSeconds(30)));
    pay("pay_one", 5);
    await().atMost(Duration.ofSeconds(20)).until(() -> marked());
    relay(settings(100, Duration.ofSeconds(30)));
    pay("pay_two", 50);
    await().atMost(Duration.ofSeconds(20)).until(() -> marked());
    first.stop();
    pay("pay_three", 5);
    await().atMost(Duration.ofSeconds(20)).until(() -> marked());
    assertThat(consume(120)).hasSize(120);
  }

  @Test
  void anOlderEpochIsFinishedFirst() {
    pay("pay_before", 5);
    jdbc.update("update journal_epoch set system_id = 'another cluster'");
    jdbc.update("update journal set xid = '18446744073709551000'::xid8");
    journal.close();
    journal = journal();
    pay("pay_after", 5);
    relay(settings(3, Duration.ofSeconds(30)));
    await().atMost(Duration.ofSeconds(20)).until(() -> marked());
    List<ConsumerRecord<String, String>> records = consume(20);
    assertThat(records).hasSize(20);
    assertInSequence(records);
  }

  @Test
  void nothingIsLostWhileKafkaIsGone() {
    try (TestKafka own = TestKafka.create()) {
      brokers = own.brokers();
      own.kill();
      relay(settings(100, Duration.ofSeconds(2)));
      pay("pay_dark", 20);
      await().atMost(Duration.ofSeconds(40)).until(() -> !alarms.isEmpty());
      own.start();
      await().atMost(Duration.ofSeconds(60)).until(() -> marked());
      assertInSequence(consume(40));
    }
  }

  private PostgresJournal journal() {
    return new PostgresJournal(
        database,
        new JournalSettings(2, 8192, 16, 2, Duration.ofSeconds(15)),
        json,
        new CardVault(new SecretKeySpec(new byte[32], "AES")),
        "proc_test",
        Epoch.current(jdbc).number(),
        List.of());
  }

  private RelaySettings settings(int rows, Duration alarm) {
    return new RelaySettings(
        true,
        topic,
        "serai.alarms",
        PARTITIONS,
        1,
        rows,
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofSeconds(5),
        alarm);
  }

  private RelayLifecycle relay(RelaySettings settings) {
    // The entries of tests carry a fixed time, so their age is counted from that time on.
    Clock clock =
        Clock.offset(
            Clock.systemUTC(), Duration.between(Clock.systemUTC().instant(), Payments.NOW));
    RelayLifecycle relay =
        RelayLifecycle.of(
            database, brokers, new JournalSource(settings), List.of(), clock, alarms::add);
    relays.add(relay);
    relay.start();
    return relay;
  }

  private void pay(String prefix, int payments) {
    List<CompletableFuture<CommitResult>> all = new ArrayList<>();
    for (int i = 0; i < payments; i++) {
      var payment = Payments.fresh(prefix + i, 1000);
      var attempt = Payments.attempt(1, Operation.CHARGE, "gateway-a", payment.id(), 1000);
      Commit intent = Payments.started(payment, attempt);
      Commit outcome =
          Payments.ended(
              intent.payment(), attempt, new Outcome.Approved("ref", null), PaymentState.APPROVED);
      all.add(journal.commit(intent).thenCompose(done -> journal.commit(outcome)));
    }
    assertThat(all.stream().map(CompletableFuture::join)).containsOnly(CommitResult.COMMITTED);
  }

  private boolean marked() {
    Integer left =
        jdbc.queryForObject(
            "select count(*)::int from journal j join journal_epoch e using (epoch)"
                + " where j.xid >= e.mark",
            Integer.class);
    return left != null && left == 0;
  }

  private List<ConsumerRecord<String, String>> consume(int atLeast) {
    Map<String, Object> client =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            brokers,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest");
    List<ConsumerRecord<String, String>> records = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      consumer
          .partitionsFor(topic)
          .forEach(p -> partitions.add(new TopicPartition(p.topic(), p.partition())));
      assertThat(partitions).hasSize(PARTITIONS);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                return records.size() >= atLeast;
              });
      consumer.poll(Duration.ofMillis(300)).forEach(records::add);
    }
    return records;
  }

  private void assertInSequence(List<ConsumerRecord<String, String>> records) {
    Map<String, Integer> last = new HashMap<>();
    for (ConsumerRecord<String, String> one : records) {
      int seq = seq(one);
      int before = last.getOrDefault(one.key(), 0);
      assertThat(seq).as(one.key()).isLessThanOrEqualTo(before + 1);
      last.merge(one.key(), seq, Math::max);
    }
    assertThat(last.values()).containsOnly(2);
  }

  private int seq(ConsumerRecord<String, String> record) {
    String id = read(record.value()).path("id").asText();
    return Integer.parseInt(id.substring(id.indexOf('/') + 1));
  }

  private JsonNode read(String text) {
    try {
      return json.readTree(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError("the event is not JSON: " + text, e);
    }
  }
}
