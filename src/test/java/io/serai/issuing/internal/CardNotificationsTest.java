package io.serai.issuing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.serai.issuing.CardEventKind;
import io.serai.issuing.NotificationSettings;
import io.serai.journal.RelayTap;
import io.serai.journal.RelayedEvent;
import io.serai.journal.internal.RelayLifecycle;
import io.serai.payment.AlarmRaised;
import io.serai.testkit.TestKafka;
import io.serai.testkit.TestPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Card events reach {@code serai.notifications} after their commit, in order per card, over a real
 * broker and a real PostgreSQL (S4.5).
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class CardNotificationsTest {

  private static final int PARTITIONS = 3;
  private static final String INSERT =
      "insert into card_event (account_id, seq, at, epoch, xid, commit_id, tenant, kind, card_id,"
          + " hold_id, request_key, amount_minor, posted_minor, held_minor, balance_minor,"
          + " held_after_minor, currency, response_code, reason, merchant, payment_id, route_set,"
          + " trace_id, business_date) select ?, n, now(), 1, coalesce(?::xid8,"
          + " pg_current_xact_id()), 'c', 'acme', ?, ?, 'hld_1', 'acme/k', 1200, 0, 1200, 50000,"
          + " 1200 + n, 'KRW', '00', 'balance', '{\"id\": \"SHOP-1\", \"terminal\": \"T1\","
          + " \"category\": \"5411\", \"country\": \"KR\", \"track\": \"gone\"}', null, 'hash',"
          + " 'trace', date '2026-11-28' from generate_series(?::bigint, ?::bigint) n";

  private final JsonMapper json = JsonMapper.builder().build();
  private final List<AlarmRaised> alarms = new CopyOnWriteArrayList<>();
  private final List<RelayLifecycle> relays = new ArrayList<>();
  private DataSource database;
  private JdbcTemplate jdbc;
  private String topic;

  @BeforeEach
  void start() {
    String url = TestPostgres.shared().freshDatabase("notifications");
    database = new DriverManagerDataSource(url);
    topic = url.substring(url.lastIndexOf('/') + 1).replaceAll("\\W.*", "");
    jdbc = new JdbcTemplate(database);
    jdbc.update("insert into journal_epoch (system_id) values ('this')");
    jdbc.update(
        "insert into card_account (id, tenant, program, currency, credit_line_minor, created_at,"
            + " updated_at) values ('acc_1', 'acme', 'gold', 'KRW', 7000, now(), now())");
  }

  @AfterEach
  void stop() {
    relays.forEach(RelayLifecycle::stop);
  }

  @Test
  void everyKindIsPublishedAsItsSchemaSaysAndWithoutAnythingElse() throws Exception {
    long seq = 0;
    for (CardEventKind kind : CardEventKind.values()) {
      insert("acc_1", kind == CardEventKind.CREATED ? null : "crd_1", kind.word(), ++seq, seq);
    }
    relay(100);
    await().atMost(Duration.ofSeconds(30)).until(this::marked);
    List<ConsumerRecord<String, String>> records = consume((int) seq);
    assertThat(records).hasSize((int) seq);
    JsonSchema envelope = schema("io.serai.card.envelope.v1");
    for (ConsumerRecord<String, String> one : records) {
      JsonNode event = read(one.value());
      String type = event.path("type").asText();
      assertThat(envelope.validate(event)).isEmpty();
      assertThat(type).isEqualTo("io.serai.card." + event.at("/data/event").asText() + ".v1");
      assertThat(schema(type).validate(event.path("data"))).as(type).isEmpty();
      assertThat(event.path("id").asText()).isEqualTo("acc_1/" + event.at("/data/seq").asLong());
      assertThat(event.path("subject").asText()).isEqualTo(one.key());
      assertThat(one.value()).doesNotContain("gone", "acme/k");
    }
    JsonNode created =
        records.stream()
            .map(one -> read(one.value()))
            .filter(event -> event.at("/data/event").asText().equals("created"))
            .findFirst()
            .orElseThrow();
    assertThat(created.path("subject").asText()).isEqualTo("acc_1");
    assertThat(created.at("/data/available_after").asLong()).isEqualTo(50_000 + 7_000 - 1_201);
    assertThat(created.at("/data/merchant").toString())
        .isEqualTo(
            "{\"id\":\"SHOP-1\",\"terminal\":\"T1\",\"category\":\"5411\",\"country\":\"KR\"}");
    assertThat(alarms).isEmpty();
  }

  @Test
  void twoRelaysKeepTheOrderOfEachCard() throws Exception {
    RelayLifecycle first = relay(7);
    relay(7);
    for (int round = 0; round < 20; round++) {
      for (int account = 1; account <= 5; account++) {
        // Two cards an account: each sees some of the sequence only.
        String card = "crd_" + account + (round % 2 == 0 ? "a" : "b");
        insert("acc_" + account, card, "approved", 1 + round * 3L, 3 + round * 3L);
      }
      if (round == 10) {
        first.stop();
      }
    }
    await().atMost(Duration.ofSeconds(60)).until(this::marked);
    List<ConsumerRecord<String, String>> records = consume(300);
    assertThat(records).hasSize(300);
    assertInOrder(records);
  }

  @Test
  void anEventWhosePredecessorHasAHigherTransactionWaitsForIt() throws Exception {
    // Who waits for the account's lock has begun before the one that has it.
    insert("acc_1", "crd_1", "approved", 3, 3, "901");
    insert("acc_1", "crd_1", "approved", 2, 2, "902");
    insert("acc_1", "crd_1", "approved", 1, 1, "903");
    insert("acc_1", "crd_1", "approved", 4, 4, "904");
    relay(1);
    await().atMost(Duration.ofSeconds(30)).until(this::marked);
    List<Long> seqs = consume(6).stream().map(this::seq).toList();
    // What went out before its turn comes again then, and is dropped by its number.
    assertThat(seqs.subList(0, 3)).containsExactly(1L, 2L, 3L);
    assertThat(seqs).contains(4L).endsWith(4L);
  }

  @Test
  void nothingIsLostWhenARelayDiesBetweenAcknowledgementAndMark() throws Exception {
    AtomicInteger left = new AtomicInteger(3);
    List<String> taken = new CopyOnWriteArrayList<>();
    RelayTap tap =
        new RelayTap() {
          @Override
          public boolean wants(RelayedEvent event) {
            return true;
          }

          @Override
          public void take(Connection connection, List<RelayedEvent> events) throws SQLException {
            try (Statement statement = connection.createStatement()) {
              statement.execute("create table if not exists taken (id text primary key)");
            }
            try (PreparedStatement add =
                connection.prepareStatement(
                    "insert into taken values (?) on conflict do nothing")) {
              for (RelayedEvent event : events) {
                add.setString(1, event.id());
                add.executeUpdate();
              }
            }
            if (left.getAndDecrement() > 0) {
              throw new SQLException("the process dies here");
            }
          }

          @Override
          public void committed() {
            taken.add("committed");
          }
        };
    insert("acc_1", "crd_1", "approved", 1, 20);
    relay(100, List.of(tap));
    await().atMost(Duration.ofSeconds(60)).until(this::marked);
    assertThat(left.get()).isLessThan(0);
    assertThat(taken).hasSize(1);
    assertThat(jdbc.queryForObject("select count(*) from taken", Long.class)).isEqualTo(20);
    List<ConsumerRecord<String, String>> records = consume(80);
    assertThat(records).hasSize(80);
    assertThat(records.stream().map(this::seq).distinct()).hasSize(20);
  }

  @Test
  void predecessorsAreReadByTheirKeyAlsoWhereThePlannerThinksNothingIsNewerThanTheMark()
      throws Exception {
    insert("acc_1", "crd_1", "approved", 1, 5_000, "5000");
    jdbc.execute("analyze card_event");
    String sql = CardEventOrder.predecessors(new CardEventSource(settings(1, Duration.ZERO)));
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement("explain " + sql)) {
      query.setArray(1, connection.createArrayOf("text", new String[] {"acc_1"}));
      query.setArray(2, connection.createArrayOf("bigint", new Long[] {7L}));
      query.setInt(3, 1);
      query.setString(4, "6000");
      var plan = new StringBuilder();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          plan.append(row.getString(1)).append('\n');
        }
      }
      assertThat(plan).contains("_pkey").doesNotContain("_epoch_xid_idx");
    }
  }

  @Test
  void aBrokerThatIsAwayRaisesAnAlarmOfItsOwn() throws Exception {
    try (TestKafka own = TestKafka.create()) {
      String brokers = own.brokers();
      own.kill();
      insert("acc_1", "crd_1", "approved", 1, 5);
      RelayLifecycle relay =
          RelayLifecycle.of(
              database,
              brokers,
              new CardEventSource(settings(100, Duration.ofMillis(500))),
              List.of(),
              Clock.systemUTC(),
              alarms::add);
      relays.add(relay);
      relay.start();
      await().atMost(Duration.ofSeconds(40)).until(() -> !alarms.isEmpty());
      assertThat(alarms.get(0).subject()).isEqualTo("relay of card events");
      assertThat(alarms.get(0).text())
          .contains("behind the card events; nothing is lost, but cardholders hear late");
      relay.stop();
    }
  }

  private void insert(String account, @Nullable String card, String kind, long from, long to)
      throws SQLException {
    insert(account, card, kind, from, to, null);
  }

  private void insert(
      String account, @Nullable String card, String kind, long from, long to, @Nullable String xid)
      throws SQLException {
    jdbc.update(INSERT, account, xid, kind, card, from, to);
  }

  private NotificationSettings settings(int rows, Duration alarm) {
    return new NotificationSettings(
        true,
        topic,
        PARTITIONS,
        1,
        rows,
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofSeconds(2),
        alarm);
  }

  private RelayLifecycle relay(int rows) {
    return relay(rows, List.of());
  }

  private RelayLifecycle relay(int rows, List<RelayTap> taps) {
    RelayLifecycle relay =
        RelayLifecycle.of(
            database,
            TestKafka.shared().brokers(),
            new CardEventSource(settings(rows, Duration.ofSeconds(30))),
            taps,
            Clock.systemUTC(),
            alarms::add);
    relays.add(relay);
    relay.start();
    return relay;
  }

  private boolean marked() {
    Integer left =
        jdbc.queryForObject(
            "select count(*)::int from card_event j join journal_epoch e using (epoch)"
                + " where j.xid >= e.card_mark",
            Integer.class);
    return left != null && left == 0;
  }

  private List<ConsumerRecord<String, String>> consume(int atLeast) {
    Map<String, Object> client =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            TestKafka.shared().brokers(),
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

  private void assertInOrder(List<ConsumerRecord<String, String>> records) {
    Map<String, Long> last = new HashMap<>();
    for (ConsumerRecord<String, String> one : records) {
      long seq = seq(one);
      assertThat(seq).as(one.key()).isGreaterThan(last.getOrDefault(one.key(), 0L));
      last.put(one.key(), seq);
    }
  }

  private long seq(ConsumerRecord<String, String> record) {
    return read(record.value()).at("/data/seq").asLong();
  }

  private JsonNode read(String text) {
    try {
      return json.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException("the event is not JSON: " + text, e);
    }
  }

  private static JsonSchema schema(String name) throws IOException {
    try (InputStream file =
        CardNotificationsTest.class.getResourceAsStream("/schemas/" + name + ".json")) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(
              Objects.requireNonNull(file, name),
              SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    }
  }
}
