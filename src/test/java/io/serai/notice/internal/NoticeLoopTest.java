package io.serai.notice.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.TextNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.serai.journal.BodySeals;
import io.serai.notice.Notice;
import io.serai.notice.NoticeBook;
import io.serai.notice.NoticeEntry;
import io.serai.notice.NoticeHandler;
import io.serai.notice.NoticeResult;
import io.serai.notice.NoticeScheme;
import io.serai.notice.NoticeSettings;
import io.serai.payment.AlarmRaised;
import io.serai.testkit.TestPostgres;
import io.serai.upkeep.DueLoop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Notices over a real database: each once, applied once, whatever is lost in between. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class NoticeLoopTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration HOLD = Duration.ofMinutes(1);

  private JdbcClient jdbc;
  private NoticeStore store;
  private NoticeBook book;
  private final List<DueLoop<NoticeStore.Due, NoticeResult>> loops = new ArrayList<>();
  private final List<String> applied = new CopyOnWriteArrayList<>();
  private final List<AlarmRaised> alarms = new CopyOnWriteArrayList<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private volatile Instant now = Instant.parse("2026-11-28T10:00:00Z");
  private int numbers;

  /** A clock that is moved by hand. */
  private final class Moved extends Clock {
    @Override
    public Instant instant() {
      return now;
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

  /** Shows what belongs to what, instead of hiding it. */
  private static final class Open implements BodySeals {
    @Override
    public String keyId() {
      return "k";
    }

    @Override
    public byte[] seal(String boundTo, byte[] bytes) {
      return bytes;
    }

    @Override
    public byte[] open(String boundTo, String sealedWith, byte[] sealed) {
      if (!sealedWith.equals("k")) {
        throw new IllegalStateException("another key");
      }
      return sealed;
    }
  }

  /** Takes one kind; what it says of a notice can be changed. */
  private final class Handler implements NoticeHandler {
    private final String kind;
    private volatile NoticeResult says = NoticeResult.applied("done", "pay_1", "pi_1");

    Handler(String kind) {
      this.kind = kind;
    }

    @Override
    public boolean takes(NoticeScheme scheme, String given) {
      return given.equals(kind);
    }

    @Override
    public CompletableFuture<NoticeResult> apply(Notice notice) {
      applied.add(notice.event() + " " + notice.content().asText());
      return CompletableFuture.completedFuture(says);
    }
  }

  @BeforeAll
  void migrate() {
    var database = new DriverManagerDataSource(TestPostgres.shared().freshDatabase("notices"));
    Flyway.configure().dataSource(database).load().migrate();
    jdbc = JdbcClient.create(database);
    store = new NoticeStore(jdbc, new Open());
    book = new NoticeBook(jdbc);
  }

  @BeforeEach
  void forget() {
    jdbc.sql("truncate provider_notice, provider_notice_action").update();
    applied.clear();
    alarms.clear();
  }

  @AfterEach
  void stop() {
    loops.forEach(DueLoop::stop);
    loops.clear();
  }

  private NoticeSettings settings() {
    Duration second = Duration.ofSeconds(1);
    return new NoticeSettings(
        true,
        Map.of(),
        second,
        List.of(),
        false,
        second,
        second,
        Duration.ofMillis(20),
        HOLD,
        4,
        second,
        Duration.ofSeconds(10),
        3,
        Duration.ofDays(90));
  }

  private DueLoop<NoticeStore.Due, NoticeResult> run(NoticeHandler... handlers) {
    NoticeSettings settings = settings();
    var loop =
        new DueLoop<>(
            new DueLoop.Pace("notices", true, settings.poll(), settings.inFlight()),
            new NoticeWork(store, List.of(handlers), settings, new Moved(), alarms::add, meters));
    loops.add(loop);
    loop.start();
    return loop;
  }

  private boolean told(String event, String kind) {
    String id = "ntc_%04d".formatted(++numbers);
    return store.insert(
        id,
        "stripe",
        NoticeScheme.STRIPE,
        new Told(event, kind, null, TextNode.valueOf("of " + event)),
        "trace",
        now);
  }

  private List<String> states() {
    return jdbc.sql(
            "select event_id || ' ' || state || ' ' || coalesce(result, '-')"
                + " from provider_notice order by id")
        .query(String.class)
        .list();
  }

  private void awaitStates(String... wanted) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(states()).containsExactly(wanted));
  }

  @Test
  void anEventIsKeptOnceAndAppliedOnceByWhicheverProcess() {
    for (int i = 0; i < 20; i++) {
      assertThat(told("evt_" + i, "known")).isTrue();
      assertThat(told("evt_" + i, "known")).isFalse();
    }
    Handler handler = new Handler("known");
    run(handler);
    run(handler).look();
    await().atMost(PATIENCE).until(() -> book.list(NoticeBook.State.APPLIED, "", 100).size() == 20);
    assertThat(applied).hasSize(20).doesNotHaveDuplicates().contains("evt_7 of evt_7");
    assertThat(store.payment("stripe", "pi_1")).contains("pay_1");
    assertThat(store.payment("paypal", "pi_1")).isEmpty();
  }

  @Test
  void whatALostProcessHadTakenIsAppliedByTheNextOne() {
    told("evt_1", "known");
    assertThat(store.take(now, HOLD, 10)).hasSize(1); // and this process is gone
    run(new Handler("known"));
    told("evt_2", "known");
    awaitStates("evt_1 waiting -", "evt_2 applied done");
    assertThat(applied).containsExactly("evt_2 of evt_2");
    now = now.plus(HOLD);
    awaitStates("evt_1 applied done", "evt_2 applied done");
    assertThat(applied).containsExactly("evt_2 of evt_2", "evt_1 of evt_1");
  }

  @Test
  void whatCannotBeAppliedIsTriedAgainAndAnAlarmIsRaisedOnce() {
    told("evt_1", "known");
    Handler handler = new Handler("known");
    handler.says = NoticeResult.later("under_way");
    run(handler);
    for (int tries = 1; tries <= 4; tries++) {
      int wanted = tries;
      await().atMost(PATIENCE).until(() -> tries("evt_1") == wanted);
      now = now.plusSeconds(10);
    }
    await().atMost(PATIENCE).until(() -> tries("evt_1") == 5);
    assertThat(alarms).hasSize(1);
    assertThat(alarms.get(0).kind()).isEqualTo("notice_stuck");
    assertThat(alarms.get(0).text())
        .isEqualTo("stripe told known, which cannot be applied: under_way");
    handler.says = NoticeResult.applied("done", null, null);
    now = now.plusSeconds(10);
    awaitStates("evt_1 applied done");
  }

  private int tries(String event) {
    return jdbc.sql("select tries from provider_notice where event_id = :event")
        .param("event", event)
        .query(Integer.class)
        .single();
  }

  @Test
  void oneThatCannotBeOpenedHoldsUpNoOther() {
    told("evt_1", "known");
    jdbc.sql("update provider_notice set key_id = 'lost'").update();
    told("evt_2", "known");
    run(new Handler("known"));
    awaitStates("evt_1 waiting error", "evt_2 applied done");
  }

  @Test
  void anUnknownKindIsKeptAndAppliedByHandOnceItIsKnown() {
    told("evt_1", "invoice.paid");
    run(new Handler("known"));
    awaitStates("evt_1 kept unknown_kind");
    stop();
    run(new Handler("known"), new Handler("invoice.paid"));
    NoticeEntry kept = book.list(NoticeBook.State.KEPT, "", 10).get(0);
    assertThatThrownBy(() -> book.replay(kept.id(), "kim", " ", now))
        .hasMessage("reason: say why in 1 to 500 characters");
    assertThatThrownBy(() -> book.replay("ntc_none", "kim", "x", now))
        .hasMessage("there is no such notice; ids look like ntc_…");
    assertThat(book.replay(kept.id(), "kim", "the room is there now", now).id())
        .isEqualTo(kept.id());
    awaitStates("evt_1 applied done");
    assertThatThrownBy(() -> book.replay(kept.id(), "kim", "again", now))
        .hasMessage("the notice was applied before");
    assertThat(
            jdbc.sql("select operator || ' ' || reason from provider_notice_action")
                .query(String.class)
                .list())
        .containsExactly("kim the room is there now");
  }

  @Test
  void twoRoomsHearOfOneNotice() {
    told("evt_1", "known");
    Handler none = new Handler("known");
    none.says = NoticeResult.kept("no_order");
    run(none, new Handler("known"));
    awaitStates("evt_1 applied done");
    assertThat(applied).hasSize(2);
  }

  @Test
  void whatHasEndedIsForgottenInTheEnd() {
    told("evt_1", "known");
    run(new Handler("known"));
    awaitStates("evt_1 applied done");
    told("evt_2", "waits");
    assertThat(store.forget(now.plusSeconds(1), 10)).isLessThanOrEqualTo(2);
    assertThat(states()).doesNotContain("evt_1 applied done");
  }
}
