package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.zaxxer.hikari.HikariDataSource;
import io.serai.check.Breach;
import io.serai.check.CheckReport;
import io.serai.check.Checker;
import io.serai.check.Invariant;
import io.serai.testkit.TestKafka;
import io.serai.testkit.TestPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The checker finds nothing in what a hub really wrote, and each breach that is planted in a copy
 * of it, that one and no other (I1 to I8; S1.20 to S1.22, S3.14 to S3.16).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CheckerTest {

  private static final Duration SOON = Duration.ofSeconds(90);
  private static final List<String> PROVIDERS = List.of("gateway-a", "gateway-b", "issuer-h");
  private static final JsonMapper JSON = JsonMapper.builder().findAndAddModules().build();

  private final Map<String, String> books = new LinkedHashMap<>();
  private String database = "";
  private String topic = "";
  private String approved = "";
  private String reversed = "";
  private CheckReport clean = none();
  private CheckReport again = none();
  private CheckReport afterOneMore = none();

  private Path folder = Path.of("");

  /** A copy for everybody who leaves it as it is. */
  private final HikariDataSource copied = new HikariDataSource();

  /** Given here, since a field of an instance is filled in only before each test. */
  @BeforeAll
  void makePayments(@TempDir Path forAll) throws Exception {
    folder = forAll;
    var settings =
        Map.of(
            "serai.providers.gateway-a.timeout", "5s",
            "serai.providers.gateway-a.late-window", "1s");
    try (TestHub hub = TestHub.start(settings)) {
      database = Objects.requireNonNull(hub.setting("spring.datasource.url"));
      topic = Objects.requireNonNull(hub.setting("serai.relay.topic"));
      pay(hub);
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> {
                CheckReport now = kafka(checker(hub.dataSource())).full().run();
                assertThat(now.breaches()).isEmpty();
                assertThat(now.unresolved() + now.unsettled()).isZero();
              });
      readBooks(hub);
      Checker strict = kafka(withBooks(checker(hub.dataSource()), books)).patience(Duration.ZERO);
      clean = strict.full().run();
      again = kafka(checker(hub.dataSource())).run();
      hub.rest().charge(1000);
      afterOneMore = kafka(checker(hub.dataSource())).run();
      await().atMost(SOON).until(() -> checker(hub.dataSource()).full().run().unsettled() == 0);
      readBooks(hub);
    }
    copied.setJdbcUrl(TestPostgres.shared().copyOf(database));
  }

  @AfterAll
  void close() {
    copied.close();
  }

  private void pay(TestHub hub) {
    Rest rest = hub.rest();
    // The first ones may time out on a machine that is busy starting the hub.
    await().atMost(SOON).until(() -> rest.charge(900).text("state").equals("approved"));
    approved = rest.charge(1000).text("id");
    hub.doubles().behave("gateway-a", "decline:51", 1);
    rest.charge(1100);
    hub.doubles().behave("gateway-a", "unavailable", 1);
    rest.refund(rest.charge(1200).text("id"), "refund-1", "{\"amount\": 400}").join();
    hub.doubles().behave("gateway-a", "commit-then-reset", 1);
    reversed = rest.charge(1300).text("id");
    hub.doubles().behave("gateway-a", "refuse");
    hub.doubles().behave("gateway-b", "unavailable", 1);
    rest.charge("given-back", Rest.card(1400));
    hub.doubles().behave("gateway-a", "approve");
    String refunded = rest.charge("given-back", Rest.card(1400)).text("id");
    hub.doubles().behave("gateway-a", "commit-then-reset", 1);
    rest.refund(refunded, "refund-2", "{\"amount\": 500}").join();
    rest.refund(refunded, "refund-3", "{\"amount\": 900}").join();
    hub.doubles().behave("gateway-a", "hang");
    rest.charge(1500);
    hub.doubles().behave("gateway-a", "approve");
    try (Terminal terminal = Terminal.connect(hub.isoPort())) {
      terminal.send(Terminal.request("0100", 1));
      terminal.send(Terminal.request("0100", 2, Terminal.OF_THE_FLOOR, 700));
      terminal.send(Terminal.reversal("0400", 3, 1));
      terminal.send(Terminal.reversal("0400", 4, 999));
    }
  }

  @Test
  @Order(1)
  void realTrafficIsWithoutABreach() {
    assertThat(clean.breaches()).isEmpty();
    assertThat(clean.payments()).isGreaterThanOrEqualTo(10);
    assertThat(clean.entries()).isGreaterThan(20);
    assertThat(clean.records()).isEqualTo(clean.entries());
  }

  @Test
  @Order(1)
  void afterARunWithoutABreachOnlyWhatChangedIsChecked() {
    assertThat(again.breaches()).isEmpty();
    assertThat(again.payments()).isZero();
    assertThat(afterOneMore.breaches()).isEmpty();
    assertThat(afterOneMore.payments()).isEqualTo(1);
  }

  @ParameterizedTest
  @Order(2)
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          I1 | delete from claim where payment_id = '{approved}'
          I1 | update claim set payment_id = '{reversed}' where payment_id = '{approved}'
          I2 | update payment set state = 'refunded' where id = '{approved}'
          I2 | update journal set seq = 12 where payment_id = '{reversed}' and seq = 4
          I3 | delete from follow_up where payment_id = '{reversed}'
          I3 | update journal set data = replace(replace(data, '"outcome":"approved"', '"outcome":"declined"'), '"code":"approved"', '"code":"05"') where payment_id = '{reversed}' and seq > 2
          I4 | update journal set answer = replace(answer, 'approved', 'declined') where payment_id = '{approved}'
          I5 | delete from ledger where payment_id = '{approved}' and posting = 2
          I5 | update ledger set minor = 999 where payment_id = '{approved}'
          I6 | update settlement.line set minor = minor + 1 where payment_id = '{approved}'
          I6 | update settlement.line set business_date = business_date + 1 where payment_id = '{approved}'
          I7 | update settlement.position set seq = seq + 1 where payment_id = '{approved}'
          I7 | update settlement.position set payment_id = 'pay_of_nobody' where payment_id = '{declined}'
          I8 | insert into alarm (kind, subject, text) values ('x', 'y', 'card 4111111111111111')
          I8 | update journal set answer = '{"pan": "4111111111111111"}' where payment_id = '{approved}' and seq = 2
          """)
  void whatIsPlantedInTheDatabaseIsFound(Invariant invariant, String sql) throws Exception {
    JdbcTemplate jdbc = new JdbcTemplate(copied);
    String declined =
        jdbc.queryForObject("select id from payment where state = 'declined'", String.class);
    String plant =
        sql.replace("{approved}", approved)
            .replace("{reversed}", reversed)
            .replace("{declined}", String.valueOf(declined));
    String table = plant.replaceFirst("(delete from|update|insert into) ([a-z._]+) .*", "$2");
    CheckReport report =
        without(
            table,
            () -> {
              assertThat(jdbc.update(plant)).isPositive();
              return withBooks(checker(copied), books).full().run();
            });
    assertThat(report.breaches()).extracting(Breach::invariant).containsOnly(invariant);
    assertThat(report.toString()).doesNotContain("4111111111111111");
    if (sql.contains("{approved}") && invariant != Invariant.I8) {
      assertThat(report.breaches()).extracting(Breach::payment).containsOnly(approved);
      assertThat(report.breaches().get(0).history())
          .hasSize(2)
          .anyMatch(line -> line.contains("1 charge gateway-a -> approved"));
    }
  }

  /** What is found while a table is not as it was; afterwards it is again. */
  private CheckReport without(String table, Callable<CheckReport> check) throws Exception {
    JdbcTemplate jdbc = new JdbcTemplate(copied);
    jdbc.execute("create table before_it as table " + table);
    try {
      return check.call();
    } finally {
      restore(jdbc, table);
    }
  }

  /** As it was, whatever refers to it. */
  private static void restore(JdbcTemplate jdbc, String table) {
    String columns =
        jdbc.queryForObject(
            "select string_agg(column_name, ', ') from information_schema.columns"
                + " where ? in (table_name, table_schema || '.' || table_name)"
                + " and is_generated = 'NEVER'",
            String.class,
            table);
    jdbc.execute(
        """
        begin;
        set local session_replication_role = replica;
        delete from %1$s;
        insert into %1$s (%2$s) overriding system value select %2$s from before_it;
        drop table before_it;
        commit
        """
            .formatted(table, columns));
  }

  @ParameterizedTest
  @Order(2)
  @CsvSource({
    "I1, '\"amount\":1000', '\"amount\":1001', charged another amount",
    "I4, {approved}, pay_of_nobody, charged for nobody"
  })
  void whatIsEditedInABookIsFound(Invariant invariant, String from, String to, String what)
      throws Exception {
    Map<String, String> edited = new LinkedHashMap<>(books);
    String text = Objects.requireNonNull(books.get("gateway-a"));
    String old = from.replace("{approved}", approved);
    edited.put("gateway-a", text.replaceFirst(old, to));
    CheckReport report = withBooks(checker(copied), edited).full().run();
    assertThat(report.breaches()).as(what).extracting(Breach::invariant).contains(invariant);
    assertThat(report.breaches())
        .extracting(Breach::payment)
        .containsAnyOf(approved, "pay_of_nobody");
  }

  @Test
  @Order(2)
  void aKeyThatIsForgottenInItsTimeIsNoBreach() throws Exception {
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(31));
    CheckReport report =
        without(
            "claim",
            () -> {
              new JdbcTemplate(copied).update("delete from claim where payment_id = ?", approved);
              return checker(copied).full().clock(later).run();
            });
    assertThat(report.breaches()).isEmpty();
  }

  @Test
  @Order(2)
  void whatMovedIsInTheLedgerOnItsAccounts() {
    JdbcTemplate jdbc = new JdbcTemplate(copied);
    assertThat(
            jdbc.queryForList(
                "select account from ledger_line group by account"
                    + " having sum(debit_minor) <> sum(credit_minor) order by 1",
                String.class))
        .containsExactly("merchant_payable", "provider_receivable");
    assertThat(balance(jdbc, "provider_receivable", approved)).isEqualTo(1000);
    assertThat(balance(jdbc, "merchant_payable", approved)).isEqualTo(-1000);
    assertThat(balance(jdbc, "customer", approved)).isZero();
    assertThat(balance(jdbc, "provider_receivable", reversed)).isZero();
    assertThat(
            jdbc.queryForObject(
                "select sum(case kind when 'authorize' then 0 else minor end) from settlement.line",
                Long.class))
        .isEqualTo(
            jdbc.queryForObject(
                "select sum(debit_minor - credit_minor) from ledger_line"
                    + " where account = 'provider_receivable' and kind <> 'authorize'",
                Long.class));
  }

  private static long balance(JdbcTemplate jdbc, String account, String payment) {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            "select coalesce(sum(debit_minor - credit_minor), 0) from ledger_line"
                + " where account = ? and payment_id = ?",
            Long.class,
            account,
            payment));
  }

  @Test
  @Order(2)
  void anOldBreachIsFoundByAFullRun() throws SQLException {
    DriverManagerDataSource copy = copy();
    new JdbcTemplate(copy).update("delete from ledger where payment_id = ?", approved);
    assertThat(checker(copy).run().breaches()).isEmpty();
    assertThat(checker(copy).full().run().breaches()).hasSize(1);
  }

  @Test
  @Order(2)
  void smallPagesAreThePaymentsToo() throws SQLException {
    List<String> lines = new ArrayList<>();
    new JdbcTemplate(copied).update("delete from check_mark");
    CheckReport report = checker(copied).page(2).progress(lines::add).run();
    assertThat(report.breaches()).isEmpty();
    assertThat(report.payments()).isEqualTo(clean.payments() + 1);
    assertThat(lines).anyMatch(line -> line.startsWith("checking all payments"));

    new JdbcTemplate(copied).update("update check_mark set epoch = 1, xid = '0'");
    CheckReport changed = checker(copied).page(2).progress(lines::add).run();
    assertThat(changed.breaches()).isEmpty();
    assertThat(changed.payments()).isEqualTo(report.payments());
    assertThat(changed.entries()).isEqualTo(report.entries());
    assertThat(lines).anyMatch(line -> line.startsWith("checking the payments that changed"));
  }

  @Test
  @Order(3)
  void whatKafkaHasAndTheJournalLacksIsFound() throws Exception {
    Map<String, Object> settings =
        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, TestKafka.shared().brokers());
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  topic, "pay_stray", "{\"data\":{\"payment\":\"pay_stray\",\"seq\":1}}"))
          .get(30, TimeUnit.SECONDS);
    }
    CheckReport report = kafka(checker(copied)).full().run();
    assertThat(report.breaches())
        .singleElement()
        .satisfies(
            breach -> {
              assertThat(breach.invariant()).isEqualTo(Invariant.I7);
              assertThat(breach.payment()).isEqualTo("pay_stray");
            });
  }

  private static Checker checker(javax.sql.DataSource database) {
    return Checker.on(database);
  }

  private Checker kafka(Checker checker) {
    return checker.kafka(TestKafka.shared().brokers(), topic);
  }

  private Checker withBooks(Checker checker, Map<String, String> texts) {
    texts.forEach((provider, text) -> checker.book(provider, file(text)));
    return checker;
  }

  private URI file(String text) {
    try {
      return Files.writeString(folder.resolve(UUID.randomUUID() + ".json"), text).toUri();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void readBooks(TestHub hub) throws JsonProcessingException {
    for (String provider : PROVIDERS) {
      books.put(provider, JSON.writeValueAsString(hub.doubles().book(provider)));
    }
  }

  private DriverManagerDataSource copy() {
    return new DriverManagerDataSource(TestPostgres.shared().copyOf(database));
  }

  private static CheckReport none() {
    return new CheckReport(List.of(), 0, 0, 0, 0, 0, 0, 0);
  }
}
