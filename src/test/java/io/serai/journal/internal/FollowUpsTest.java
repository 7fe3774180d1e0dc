package io.serai.journal.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.serai.journal.FollowUp;
import io.serai.journal.FollowUps;
import io.serai.payment.LinkTrace;
import io.serai.payment.Operation;
import io.serai.payment.Payment;
import io.serai.testkit.TestPostgres;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Follow-ups with their timers, and keys that are forgotten, over a real PostgreSQL. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@SuppressWarnings("NullAway.Init")
class FollowUpsTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Duration HOLD = Duration.ofMinutes(1);
  private static final int STUCK = 10;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .findAndAddModules()
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private JdbcTemplate jdbc;
  private FollowUps followUps;

  @BeforeEach
  void start() {
    var database = new DriverManagerDataSource(TestPostgres.shared().freshDatabase("follow_ups"));
    jdbc = new JdbcTemplate(database);
    followUps = new PostgresFollowUps(jdbc, JSON);
  }

  @Test
  void aFollowUpHasItsTimerAsLongAsItIsTriedByItself() throws Exception {
    owe("pay_1", 1);
    assertThat(timers()).containsExactly("pay_1/1 2026-11-23 10:00:00");
    assertThat(followUps.take("pay_1/1", NOW, HOLD, STUCK)).isPresent();
    assertThat(timers()).containsExactly("pay_1/1 2026-11-23 10:01:00");
    followUps.putOff("pay_1/1", NOW.plusSeconds(5), "timeout", true);
    assertThat(timers()).containsExactly("pay_1/1 2026-11-23 10:00:05");
    followUps.handOver("pay_1/1", NOW, null);
    assertThat(timers()).isEmpty();
    assertThat(followUps.take("pay_1/1", NOW.plus(HOLD), HOLD, STUCK)).isEmpty();
    jdbc.update("update follow_up set open = false");
    owe("pay_1", 1);
    assertThat(timers()).as("what is owed again").containsExactly("pay_1/1 2026-11-23 10:00:00");
    jdbc.update("update follow_up set open = false");
    assertThat(timers()).isEmpty();
  }

  @Test
  void sinceWhenAProviderAnswersIsKeptUntilItIsSilentOrWhatIsOwedChanges() throws Exception {
    owe("pay_1", 1);
    assertThat(taken("pay_1/1").heardAt()).isNull();
    followUps.heard("pay_1/1", NOW);
    assertThat(taken("pay_1/1").heardAt()).isEqualTo(NOW);
    followUps.heard("pay_1/1", null);
    assertThat(taken("pay_1/1").heardAt()).isNull();
    followUps.heard("pay_1/1", NOW);
    followUps.cancelFrom(taken("pay_1/1").followUp().toCancel(NOW, "ref-1"));
    assertThat(taken("pay_1/1").heardAt()).as("a cancel is another request").isNull();
    followUps.heard("pay_1/1", NOW);
    jdbc.update("update follow_up set open = false");
    owe("pay_1", 1);
    assertThat(taken("pay_1/1").heardAt()).as("what is owed again").isNull();
  }

  /** Takes it, whoever may hold it. */
  private FollowUps.Due taken(String id) {
    return followUps.take(id, NOW.plus(HOLD.multipliedBy(2)), Duration.ZERO, STUCK).orElseThrow();
  }

  @Test
  void oneOfManyTakes() throws Exception {
    owe("pay_1", 1);
    List<CompletableFuture<Boolean>> takers =
        IntStream.range(0, 8)
            .mapToObj(
                n ->
                    CompletableFuture.supplyAsync(
                        () -> followUps.take("pay_1/1", NOW, HOLD, STUCK).isPresent()))
            .toList();
    assertThat(takers.stream().filter(CompletableFuture::join)).hasSize(1);
  }

  @Test
  void theEarlierAttemptOfAPaymentComesFirstUnlessItIsStuck() throws Exception {
    owe("pay_1", 2);
    owe("pay_1", 10);
    owe("pay_2", 3);
    assertThat(followUps.take("pay_1/10", NOW, HOLD, STUCK)).isEmpty();
    assertThat(followUps.take("pay_2/3", NOW, HOLD, STUCK)).isPresent();
    assertThat(followUps.take("pay_1/2", NOW, HOLD, STUCK)).isPresent();
    assertThat(followUps.take("pay_1/10", NOW, HOLD, STUCK)).isEmpty();
    for (int i = 0; i < STUCK; i++) {
      followUps.putOff("pay_1/2", NOW.plusSeconds(5), "timeout", true);
    }
    assertThat(followUps.take("pay_1/10", NOW, HOLD, STUCK)).isPresent();
  }

  @Test
  void sendsAreCountedForEachOperationAndOnlyIfTheyMayHaveArrived() throws Exception {
    owe("pay_1", 1);
    assertThat(followUps.sending("pay_1/1", Operation.INQUIRY, null)).isEqualTo(1);
    assertThat(followUps.sending("pay_1/1", Operation.INQUIRY, null)).isEqualTo(2);
    assertThat(followUps.sending("pay_1/1", Operation.REVERSAL, null)).isEqualTo(1);
    followUps.putOff("pay_1/1", NOW, "connect", false);
    assertThat(followUps.sending("pay_1/1", Operation.REVERSAL, null)).isEqualTo(1);
    followUps.putOff("pay_1/1", NOW, "timeout", true);
    assertThat(followUps.sending("pay_1/1", Operation.REVERSAL, null)).isEqualTo(2);
  }

  @Test
  void theNumbersOfALinkAreKeptForRepeatsAndFoundAgain() throws Exception {
    var original = new LinkTrace("000017", "1123100000");
    var first = new LinkTrace("000018", "1123100030");
    owe("pay_1", 1);
    jdbc.update(
        "update follow_up set data = ?",
        JSON.writeValueAsString(
            FollowUp.after(
                "pay_1",
                new Payment.InFlight(
                    1, Operation.CHARGE, "van-k", "pay_1", 1000, "proc", NOW, true, 0, original),
                NOW)));
    assertThat(followUps.withTrace(original)).extracting(FollowUp::id).containsExactly("pay_1/1");
    assertThat(followUps.withTrace(first)).isEmpty();
    assertThat(followUps.sending("pay_1/1", Operation.REVERSAL, first)).isEqualTo(1);
    FollowUps.Due due = followUps.take("pay_1/1", NOW, HOLD, STUCK).orElseThrow();
    assertThat(due.followUp().trace()).isEqualTo(original);
    assertThat(due.sent()).isEqualTo(new FollowUps.OnLink(Operation.REVERSAL, first));
  }

  @Test
  void keysOutliveWhatIsNotFinalThenThirtyDaysAndRenewalsForEver() throws Exception {
    Instant old = NOW.minus(Duration.ofDays(40));
    claim("pay_final", "order-1", "approved", old, old);
    claim("pay_late", "order-2", "approved", old, NOW.minus(Duration.ofDays(2)));
    claim("pay_unknown", "order-3", "unknown", old, old);
    claim("pay_renewal", "renewal:sub_1:2026-10", "approved", old, old);
    claim("pay_owed", "order-4", "approved", old, old);
    owe("pay_owed", 1);
    assertThat(followUps.forgetKeys(NOW.minus(Duration.ofDays(30)), 100)).isEqualTo(1);
    assertThat(jdbc.queryForList("select payment_id from claim order by 1", String.class))
        .containsExactly("pay_late", "pay_owed", "pay_renewal", "pay_unknown");
  }

  private List<String> timers() {
    return jdbc.queryForList(
        "select task_instance || ' ' || to_char(execution_time at time zone 'UTC',"
            + " 'YYYY-MM-DD HH24:MI:SS') from scheduled_tasks where task_name = 'resolution'"
            + " and not picked order by 1",
        String.class);
  }

  private void owe(String payment, int attempt) throws Exception {
    var owed = new FollowUp(payment, attempt, Operation.CHARGE, "gateway-a", payment, 1000, NOW);
    jdbc.update(
        "insert into follow_up (id, payment_id, tenant, due_at, data, at)"
            + " values (?, ?, 'acme', ?, ?, ?) on conflict do nothing",
        owed.id(),
        payment,
        Timestamp.from(NOW),
        JSON.writeValueAsString(owed),
        Timestamp.from(NOW));
  }

  private void claim(String payment, String key, String state, Instant at, Instant updated) {
    jdbc.update(
        "insert into claim (id, tenant, merchant, payment_id, subject, fingerprint, route_set,"
            + " trace_id, at) values ('acme/' || ?, 'acme', '', ?, ?, 'f', 'hash', 'trace', ?)",
        key,
        payment,
        payment,
        Timestamp.from(at));
    jdbc.update(
        "insert into payment (id, tenant, merchant, seq, state, in_flight, route_set, trace_id,"
            + " updated_at, data) values (?, 'acme', '', 2, ?, false, 'hash', 'trace', ?, '{}')",
        payment,
        state,
        Timestamp.from(updated));
  }
}
