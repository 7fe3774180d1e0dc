package io.serai.webhook.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.serai.journal.RelayedEvent;
import io.serai.payment.AlarmRaised;
import io.serai.testkit.Ports;
import io.serai.testkit.TestPostgres;
import io.serai.webhook.Receiver;
import io.serai.webhook.WebhookEndpoint;
import io.serai.webhook.WebhookReplay;
import io.serai.webhook.WebhookSettings;
import io.serai.webhook.Webhooks;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What was published is told to upstreams, signed, in order, until they take it: real sockets, a
 * real PostgreSQL, a clock that can be set (S4.5).
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class WebhooksTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
  private static final String NEW = "0123456789abcdef0123456789abcdef";
  private static final String OLD = "fedcba9876543210fedcba9876543210";

  private final List<WebhookLifecycle> processes = new ArrayList<>();
  private final List<AlarmRaised> alarms = new CopyOnWriteArrayList<>();
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private final Clock clock = new Ahead();
  private final int port = Ports.free();
  private final Receiver receiver = Receiver.start(port);
  private HikariDataSource database;
  private JdbcClient jdbc;
  private Webhooks webhooks;

  /** The system's clock, as far ahead as the test says. */
  private final class Ahead extends Clock {
    @Override
    public Instant instant() {
      return Instant.now().plus(ahead.get());
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @BeforeEach
  void start() {
    // Several processes that ask many times a second: as the hub does, not a connection each time.
    HikariConfig pool = new HikariConfig();
    pool.setJdbcUrl(TestPostgres.shared().freshDatabase("webhooks"));
    database = new HikariDataSource(pool);
    jdbc = JdbcClient.create(database);
    webhooks = new Webhooks(jdbc);
  }

  @AfterEach
  void stop() {
    processes.forEach(WebhookLifecycle::stop);
    receiver.close();
    database.close();
  }

  @Test
  void eachEventComesOnceSignedWithBothSecrets() throws Exception {
    run(endpoint("shop", port));
    offer("acc_1", 1, 2);
    await().atMost(PATIENCE).until(() -> receiver.taken().size() == 2);
    offer("acc_1", 1, 3); // what the relay brings again is known
    await().atMost(PATIENCE).until(() -> receiver.taken().size() == 3);
    assertThat(receiver.taken()).containsExactly("acc_1/1", "acc_1/2", "acc_1/3");
    Receiver.Got got = receiver.book().get(0);
    assertThat(got.body()).isEqualTo(event("acc_1", 1).text());
    assertThat(got.headers())
        .containsEntry("content-type", "application/cloudevents+json; charset=utf-8")
        .containsEntry("serai-event-type", "io.serai.card.approved.v1")
        .containsEntry("serai-event-id", "acc_1/1");
    String[] parts = got.headers().getOrDefault("serai-signature", "").split(",", -1);
    String time = parts[0].substring(2);
    assertThat(Arrays.asList(parts))
        .containsExactly(
            "t=" + time,
            "v1=" + hmac(NEW, time + "." + got.body()),
            "v1=" + hmac(OLD, time + "." + got.body()));
    assertThat(Instant.ofEpochSecond(Long.parseLong(time)))
        .isBetween(Instant.now().minusSeconds(60), Instant.now());
    assertThat(rows("delivered")).isEqualTo(3);
  }

  @Test
  void onlyTheTenantsOwnEventsOfTheListedKindsAreTold() throws Exception {
    run(endpoint("shop", port));
    take(
        List.of(
            event("umbrella", "acc_1", 1, "io.serai.card.approved.v1"),
            event("acme", "pay_1", 1, "io.serai.payment.confirmed.v1"),
            event("acme", "acc_1", 2, "io.serai.card.approved.v1")));
    await().atMost(PATIENCE).until(() -> receiver.taken().size() == 1);
    assertThat(jdbc.sql("select event_id from webhook_delivery").query(String.class).list())
        .containsExactly("acc_1/2");
  }

  @Test
  void anEventThatIsRefusedIsSentAgainBeforeThoseBehindIt() throws Exception {
    AtomicInteger failures = new AtomicInteger(3);
    receiver.answer(event -> event.equals("acc_1/1") && failures.getAndDecrement() > 0 ? 500 : 204);
    run(endpoint("shop", port));
    offer("acc_1", 1, 4);
    await().atMost(PATIENCE).until(() -> receiver.taken().size() == 4);
    assertThat(receiver.book())
        .extracting(Receiver.Got::event)
        .containsExactly(
            "acc_1/1", "acc_1/1", "acc_1/1", "acc_1/1", "acc_1/2", "acc_1/3", "acc_1/4");
    assertThat(tries("acc_1/1")).isEqualTo(4);
  }

  @Test
  void whoIsSilentIsTriedAgainAndHoldsUpNoOtherSubject() throws Exception {
    receiver.answer(event -> event.startsWith("acc_1/") ? Receiver.SILENCE : 200);
    run(endpoint("shop", port));
    offer("acc_1", 1, 2);
    for (int other = 2; other <= 40; other++) {
      offer("acc_" + other, 1, 3);
    }
    await().atMost(PATIENCE).until(() -> receiver.taken().size() == 39 * 3);
    await().atMost(PATIENCE).until(() -> "timeout".equals(lastResult("acc_1/1")));
    receiver.answer(event -> 200);
    await().atMost(PATIENCE).until(() -> receiver.taken().contains("acc_1/2"));
    assertInOrder(receiver.taken());
  }

  @Test
  void anEndpointThatHangsHoldsUpNoOther() throws Exception {
    int silent = Ports.free();
    try (Receiver hangs = Receiver.start(silent)) {
      hangs.answer(event -> Receiver.SILENCE);
      run(endpoint("hangs", silent), endpoint("shop", port));
      for (int account = 1; account <= 200; account++) {
        offer("acc_" + account, 1, 2);
      }
      await().atMost(PATIENCE).until(() -> receiver.taken().size() == 400);
      await().atMost(PATIENCE).until(() -> rows("waiting") == 400);
      assertThat(hangs.taken()).isEmpty();
    }
  }

  @Test
  void whoCannotBeReachedIsTriedAgain() throws Exception {
    int later = Ports.free();
    run(endpoint("shop", later));
    offer("acc_1", 1, 2);
    await().atMost(PATIENCE).until(() -> "connection".equals(lastResult("acc_1/1")));
    try (Receiver late = Receiver.start(later)) {
      await().atMost(PATIENCE).until(() -> late.taken().size() == 2);
      assertThat(late.taken()).containsExactly("acc_1/1", "acc_1/2");
    }
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    int elsewhere = Ports.free();
    try (Receiver other = Receiver.start(elsewhere)) {
      receiver.answer(event -> 307);
      receiver.location("http://127.0.0.1:" + elsewhere + "/");
      run(endpoint("shop", port));
      offer("acc_1", 1, 1);
      await().atMost(PATIENCE).until(() -> receiver.book().size() >= 3);
      assertThat(lastResult("acc_1/1")).isEqualTo("http_307");
      assertThat(other.book()).isEmpty();
    }
  }

  @Test
  void afterThreeDaysItIsGivenUpWithAnAlarmAndCanBeSentAgainByHand() throws Exception {
    receiver.answer(event -> event.equals("acc_1/1") ? 503 : 200);
    run(endpoint("shop", port));
    offer("acc_1", 1, 2);
    await().atMost(PATIENCE).until(() -> receiver.book().size() >= 2);
    assertThat(alarms).isEmpty();
    ahead.set(Duration.ofDays(3).minusHours(1));
    int before = receiver.book().size();
    await().atMost(PATIENCE).until(() -> receiver.book().size() > before);
    assertThat(alarms).isEmpty();
    ahead.set(Duration.ofDays(3).plusHours(5));
    await().atMost(PATIENCE).until(() -> receiver.taken().contains("acc_1/2"));
    assertThat(alarms)
        .containsExactly(
            new AlarmRaised(
                "webhook_given_up",
                "shop",
                "The endpoint shop has not taken acc_1/1 for 72 hours (last: http_503). Once it is"
                    + " mended, send it again with serai webhooks replay."));
    assertThat(webhooks.get("shop").givenUp()).isEqualTo(1);

    receiver.answer(event -> 200);
    int again =
        webhooks.replay(
            "shop",
            new WebhookReplay(null, true, null, null),
            "kim",
            "it is mended",
            clock.instant());
    assertThat(again).isEqualTo(1);
    await().atMost(PATIENCE).until(() -> receiver.taken().contains("acc_1/1"));
    assertThat(webhooks.get("shop").givenUp()).isZero();
    assertThat(
            jdbc.sql("select action || ' ' || operator || ' ' || reason from webhook_action")
                .query(String.class)
                .list())
        .containsExactly("replay kim it is mended");
  }

  @Test
  void twoProcessesDeliverEachOnceAndInOrder() throws Exception {
    receiver.think(5);
    run(endpoint("shop", port));
    run(endpoint("shop", port));
    for (int round = 0; round < 10; round++) {
      for (int account = 1; account <= 30; account++) {
        offer("acc_" + account, 1 + round * 2L, 2 + round * 2L);
      }
    }
    await().atMost(PATIENCE.multipliedBy(2)).until(() -> receiver.taken().size() >= 600);
    await().atMost(PATIENCE).until(() -> rows("waiting") == 0);
    assertThat(receiver.taken()).hasSize(600).doesNotHaveDuplicates();
    assertInOrder(receiver.taken());
    assertThat(receiver.mostOfOneSubject()).isEqualTo(1);
  }

  @Test
  void whatALostProcessHadUnderWayIsSentByAnother() throws Exception {
    // Taken by a process that is never heard of again.
    offer("acc_1", 1, 2);
    Deliveries lost = new Deliveries(database);
    assertThat(lost.take("shop", 10, clock.instant(), Duration.ofSeconds(15), TEN_SECONDS))
        .hasSize(1);
    run(endpoint("shop", port));
    offer("acc_2", 1, 1);
    await().atMost(PATIENCE).until(() -> receiver.taken().contains("acc_2/1"));
    assertThat(receiver.taken()).containsExactly("acc_2/1");
    ahead.set(Duration.ofSeconds(26));
    await().atMost(PATIENCE).until(() -> receiver.taken().size() == 3);
    assertThat(receiver.taken()).containsExactly("acc_2/1", "acc_1/1", "acc_1/2");
  }

  @Test
  void whoWasStoppedForTooLongSendsNothing() throws Exception {
    offer("acc_1", 1, 1);
    Deliveries deliveries = new Deliveries(database);
    Delivery stopped =
        deliveries.take("shop", 1, clock.instant(), Duration.ofSeconds(-1), TEN_SECONDS).get(0);
    Vertx vertx = Vertx.vertx();
    try (Names names = new Names()) {
      Sender sender = new Sender(vertx, names, settings(true), clock);
      assertThat(sender.send(endpoint("shop", port), stopped).join().word()).isEqualTo("not_sent");
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
    assertThat(receiver.book()).isEmpty();
  }

  @Test
  void whoComesTooLateWritesNothing() throws Exception {
    offer("acc_1", 1, 1);
    Deliveries deliveries = new Deliveries(database);
    Delivery slow =
        deliveries.take("shop", 1, clock.instant(), Duration.ZERO, Duration.ofSeconds(1)).get(0);
    Instant later = clock.instant().plusSeconds(2);
    Delivery next = deliveries.take("shop", 1, later, Duration.ZERO, Duration.ofSeconds(1)).get(0);
    assertThat(deliveries.end("shop", slow, "given_up", "timeout", later)).isFalse();
    assertThat(deliveries.end("shop", next, "delivered", "http_200", later)).isTrue();
    assertThat(rows("delivered")).isEqualTo(1);
  }

  @Test
  void aPausedEndpointIsLeftAloneUntilItIsResumed() throws Exception {
    run(endpoint("shop", port));
    WebhookEndpoint paused = webhooks.pause("shop", "kim", "maintenance", clock.instant());
    assertThat(paused.pausedBy()).isEqualTo("kim");
    offer("acc_1", 1, 3);
    ahead.set(Duration.ofDays(4));
    // Another endpoint is served meanwhile, and this one's lane is due.
    assertThat(webhooks.get("shop").waiting()).isEqualTo(3);
    assertThat(new Deliveries(database).take("shop", 9, clock.instant(), TEN_SECONDS, TEN_SECONDS))
        .isEmpty();
    receiver.answer(event -> receiver.book().isEmpty() ? 500 : 200);
    webhooks.resume("shop", "kim", "done", clock.instant());
    await().atMost(PATIENCE).until(() -> receiver.taken().size() == 3);
    // The days of trying count from the resumption.
    assertThat(alarms).isEmpty();
    assertThat(receiver.taken()).containsExactly("acc_1/1", "acc_1/2", "acc_1/3");
  }

  @Test
  void aNameThatLeadsInsideIsNotSpokenTo() throws Exception {
    WebhookSettings strict = settings(false);
    Endpoint inside =
        new Endpoint(
            "shop",
            "acme",
            URI.create("http://localhost:" + port + "/"),
            List.of("io.serai.card.*"),
            true,
            Signer.of(List.of(NEW)));
    run(strict, inside);
    offer("acc_1", 1, 1);
    await().atMost(PATIENCE).until(() -> "address_refused".equals(lastResult("acc_1/1")));
    assertThat(receiver.book()).isEmpty();
  }

  @Test
  void whatEndedLongAgoIsForgotten() throws Exception {
    run(endpoint("shop", port));
    offer("acc_1", 1, 1);
    await().atMost(PATIENCE).until(() -> rows("delivered") == 1);
    Deliveries deliveries = new Deliveries(database);
    deliveries.forget(clock.instant().minus(Duration.ofDays(1)), 100);
    assertThat(rows("delivered")).isEqualTo(1);
    deliveries.forget(clock.instant().plusSeconds(1), 100);
    assertThat(rows("delivered")).isZero();
  }

  private static WebhookSettings settings(boolean allowPrivate) {
    return new WebhookSettings(
        true,
        Map.of(),
        true,
        allowPrivate,
        Duration.ofSeconds(5),
        Duration.ofMillis(100),
        Duration.ofHours(4),
        Duration.ofDays(3),
        8,
        Duration.ofMillis(100),
        Duration.ofDays(30));
  }

  private static Endpoint endpoint(String name, int port) {
    return new Endpoint(
        name,
        "acme",
        URI.create("http://127.0.0.1:" + port + "/events"),
        List.of("io.serai.card.*"),
        true,
        Signer.of(List.of(NEW, OLD)));
  }

  private void run(Endpoint... endpoints) {
    run(settings(true), endpoints);
  }

  private void run(WebhookSettings settings, Endpoint... endpoints) {
    WebhookLifecycle process =
        new WebhookLifecycle(database, List.of(endpoints), settings, clock, alarms::add);
    processes.add(process);
    process.start();
  }

  private static RelayedEvent event(String account, long seq) {
    return event("acme", account, seq, "io.serai.card.approved.v1");
  }

  private static RelayedEvent event(String tenant, String account, long seq, String type) {
    return RelayedEvent.of(
        1, account, seq, account, tenant, type, Instant.EPOCH, "trace", "{\"seq\":" + seq + "}");
  }

  private void offer(String account, long from, long to) throws SQLException {
    List<RelayedEvent> events = new ArrayList<>();
    for (long seq = from; seq <= to; seq++) {
      events.add(event(account, seq));
    }
    take(events);
  }

  /** As the relay does: in one transaction, only what is wanted. */
  private void take(List<RelayedEvent> events) throws SQLException {
    List<Endpoint> all = new ArrayList<>(List.of(endpoint("shop", port)));
    if (jdbc.sql("select count(*) from webhook_endpoint where name = 'hangs'")
            .query(Integer.class)
            .single()
        > 0) {
      all.add(endpoint("hangs", port));
    }
    DeliveryTap tap = new DeliveryTap(all, clock, () -> processes.forEach(WebhookLifecycle::look));
    List<RelayedEvent> wanted = events.stream().filter(tap::wants).toList();
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      tap.take(connection, wanted);
      connection.commit();
    }
    tap.committed();
  }

  private int rows(String state) {
    return jdbc.sql("select count(*)::int from webhook_delivery where state = :state")
        .param("state", state)
        .query(Integer.class)
        .single();
  }

  private int tries(String event) {
    return jdbc.sql("select tries from webhook_delivery where event_id = :event")
        .param("event", event)
        .query(Integer.class)
        .single();
  }

  private String lastResult(String event) {
    return jdbc.sql(
            "select coalesce(last_result, '') from webhook_delivery where event_id = :event")
        .param("event", event)
        .query(String.class)
        .single();
  }

  private static void assertInOrder(List<String> ids) {
    Map<String, Long> last = new HashMap<>();
    for (String id : ids) {
      String account = id.substring(0, id.indexOf('/'));
      long seq = Long.parseLong(id.substring(id.indexOf('/') + 1));
      assertThat(seq).as(id).isEqualTo(last.getOrDefault(account, 0L) + 1);
      last.put(account, seq);
    }
  }

  private static String hmac(String secret, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }
}
