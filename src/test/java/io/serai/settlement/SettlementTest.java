package io.serai.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.serai.payment.AlarmRaised;
import io.serai.testkit.TestPostgres;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What an event adds to settlement (I6), each once (I7), over a real PostgreSQL. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SettlementTest {

  private final List<Object> alarms = new ArrayList<>();
  private JdbcTemplate jdbc;
  private Settlement settlement;
  private int seq;

  @BeforeEach
  void start() {
    var database = new DriverManagerDataSource(TestPostgres.shared().freshDatabase("settlement"));
    jdbc = new JdbcTemplate(database);
    settlement =
        new Settlement(database, JsonMapper.builder().findAndAddModules().build(), alarms::add);
  }

  @Test
  void approvedMoneyCountsAndNothingElse() throws SQLException {
    settlement.apply(
        List.of(
            started("pay_1"),
            ended("pay_1", 1, "charge", "approved", 1000),
            event("pay_1", "confirmed", "approved", ""),
            started("pay_2"),
            ended("pay_2", 1, "charge", "declined", 700),
            started("pay_3"),
            ended("pay_3", 1, "authorize", "approved", 500)));
    assertThat(lines()).containsExactly("pay_1/2 charge 1000", "pay_3/2 authorize 500");
    assertThat(jdbc.queryForList("select kind, minor from settlement.total order by kind"))
        .extracting(row -> row.get("kind") + " " + row.get("minor"))
        .containsExactly("authorize 500", "charge 1000");
    assertThat(
            jdbc.queryForMap(
                "select tenant, merchant, provider, currency, business_date::text, operation,"
                    + " provider_reference, route_set, trace_id from settlement.line limit 1"))
        .containsEntry("tenant", "acme")
        .containsEntry("merchant", "shop-1")
        .containsEntry("provider", "gateway-a")
        .containsEntry("currency", "JPY")
        .containsEntry("business_date", "2026-11-23")
        .containsEntry("provider_reference", "ref-1")
        .containsEntry("route_set", "hash")
        .containsEntry("trace_id", "trace");
  }

  @Test
  void anEventThatComesAgainIsDroppedInWhateverBatch() throws SQLException {
    List<String> events = List.of(started("pay_1"), ended("pay_1", 1, "charge", "approved", 1000));
    settlement.apply(events);
    settlement.apply(events);
    List<String> twice = new ArrayList<>(events);
    twice.addAll(events);
    twice.add(ended("pay_1", 2, "refund", "approved", 300));
    settlement.apply(twice);
    assertThat(lines()).containsExactly("pay_1/2 charge 1000", "pay_1/3 refund -300");
    assertThat(alarms).isEmpty();
  }

  @Test
  void anEventThatComesTooEarlyIsParkedAndAppliedWhenTheMissingOneIsThere() throws SQLException {
    String otherStart = started("pay_other");
    String first = started("pay_1");
    String second = ended("pay_1", 1, "charge", "approved", 1000);
    String third = ended("pay_1", 2, "refund", "approved", 300);
    settlement.apply(List.of(third));
    settlement.apply(List.of(first, third, otherStart, other()));
    assertThat(lines()).containsExactly("pay_other/2 charge 5");
    assertThat(alarms)
        .singleElement()
        .extracting(a -> ((AlarmRaised) a).kind() + " " + ((AlarmRaised) a).subject())
        .isEqualTo("settlement_gap pay_1");
    settlement.apply(List.of(second));
    assertThat(lines())
        .containsExactly("pay_1/2 charge 1000", "pay_1/3 refund -300", "pay_other/2 charge 5");
    assertThat(parked()).isZero();
    assertThat(alarms).hasSize(1);
  }

  @Test
  void whateverTheOrderAndTheBatchesTheEndIsTheSame() throws SQLException {
    List<String> events = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      seq = 0;
      events.add(started("pay_" + i));
      events.add(ended("pay_" + i, 1, "charge", "approved", 1000));
      events.add(ended("pay_" + i, 2, "refund", "approved", 300));
      events.add(ended("pay_" + i, 3, "refund", "approved", 200).replace("re_pay", "re2_pay"));
    }
    events.addAll(events.subList(0, 40));
    Collections.shuffle(events, new Random(7));
    for (int i = 0; i < events.size(); i += 9) {
      settlement.apply(events.subList(i, Math.min(events.size(), i + 9)));
    }
    assertThat(sum()).isEqualTo(30 * 500);
    assertThat(lines()).hasSize(90);
    assertThat(parked()).isZero();
  }

  @Test
  void aReversalTakesBackWhatCountedAndNoMore() throws SQLException {
    settlement.apply(
        List.of(
            started("pay_1"),
            ended("pay_1", 1, "charge", "approved", 1000),
            ended("pay_1", 2, "reversal", "approved", 400),
            ended("pay_1", 3, "reversal", "approved", 1000)));
    assertThat(lines())
        .containsExactly("pay_1/2 charge 1000", "pay_1/3 reversal -400", "pay_1/4 reversal -600");
    assertThat(sum()).isZero();
  }

  @Test
  void aReversalOfWhatNeverCountedIsNoNegativeMoney() throws SQLException {
    settlement.apply(
        List.of(
            started("pay_1"),
            ended("pay_1", 1, "charge", "unknown", 1000),
            ended("pay_1", 2, "reversal", "approved", 1000)));
    assertThat(lines()).isEmpty();
  }

  @Test
  void anApprovalThatComesAfterItsReversalDoesNotCount() throws SQLException {
    settlement.apply(
        List.of(
            started("pay_1"),
            ended("pay_1", 1, "charge", "unknown", 1000),
            ended("pay_1", 2, "reversal", "approved", 1000)));
    settlement.apply(List.of(ended("pay_1", 1, "charge", "approved", 1000)));
    assertThat(lines()).isEmpty();
    // Another attempt at the same provider does.
    settlement.apply(List.of(ended("pay_1", 3, "charge", "approved", 1000)));
    assertThat(lines()).containsExactly("pay_1/5 charge 1000");
  }

  @Test
  void aLateApprovalCountsUntilItIsUndoneAndNeverTwice() throws SQLException {
    settlement.apply(
        List.of(
            started("pay_late"),
            ended("pay_late", 1, "charge", "unknown", 1000),
            late("pay_late", 1, "charge")));
    assertThat(sum()).isEqualTo(1000);
    settlement.apply(
        List.of(
            ended("pay_late", 2, "reversal", "unknown", 1000),
            late("pay_late", 2, "reversal"),
            ended("pay_late", 3, "reversal", "approved", 1000)));
    assertThat(sum()).isZero();
    assertThat(lines()).hasSize(2);
  }

  @Test
  void aLateApprovalAfterItsReversalDoesNotCount() throws SQLException {
    settlement.apply(
        List.of(
            started("pay_1"),
            ended("pay_1", 1, "charge", "unknown", 1000),
            ended("pay_1", 2, "reversal", "approved", 1000),
            late("pay_1", 1, "charge")));
    assertThat(lines()).isEmpty();
  }

  @Test
  void aLateApprovalThatAnInquiryFoundBeforeCountsOnce() throws SQLException {
    settlement.apply(
        List.of(
            started("pay_1"),
            ended("pay_1", 1, "charge", "unknown", 1000),
            ended("pay_1", 2, "inquiry", "approved", 1000),
            late("pay_1", 1, "charge")));
    assertThat(sum()).isEqualTo(1000);
  }

  @Test
  void aLateApprovalThatAnInquiryFindsAgainCountsOnce() throws SQLException {
    settlement.apply(
        List.of(
            started("pay_1"),
            ended("pay_1", 1, "charge", "unknown", 1000),
            late("pay_1", 1, "charge"),
            ended("pay_1", 2, "inquiry", "approved", 1000)));
    assertThat(sum()).isEqualTo(1000);
  }

  private String late(String payment, int attempt, String operation) {
    return ended(payment, attempt, operation, "approved", 1000)
        .replace("attempt-ended", "late-answer");
  }

  @Test
  void theReversalAtOneProviderLeavesTheOthersMoneyAlone() throws SQLException {
    settlement.apply(
        List.of(
            started("pay_1"),
            ended("pay_1", 1, "charge", "unknown", 1000),
            ended("pay_1", 2, "charge", "approved", 1000).replace("gateway-a", "gateway-b"),
            ended("pay_1", 3, "reversal", "approved", 1000)));
    assertThat(lines()).containsExactly("pay_1/3 charge 1000");
    assertThat(jdbc.queryForObject("select provider from settlement.total", String.class))
        .isEqualTo("gateway-b");
  }

  @Test
  void aRefundCountsOnceHoweverItsOutcomeWasFound() throws SQLException {
    settlement.apply(
        List.of(
            started("pay_1"),
            ended("pay_1", 1, "charge", "approved", 1000),
            ended("pay_1", 2, "refund", "unknown", 300),
            ended("pay_1", 3, "inquiry", "approved", 300)
                .replace("\"pay_1\",\"out", "\"re_pay_1\",\"out"),
            ended("pay_1", 2, "refund", "approved", 300)));
    assertThat(lines()).containsExactly("pay_1/2 charge 1000", "pay_1/4 refund -300");
  }

  @Test
  void aRecordThatIsNoEventIsToldOfAndHoldsNothingUp() throws SQLException {
    settlement.apply(List.of("", "{", "{}", "{\"data\": {\"payment\": \"pay_1\"}}", other()));
    assertThat(lines()).isEmpty();
    settlement.apply(List.of(started("pay_other")));
    assertThat(lines()).containsExactly("pay_other/2 charge 5");
    assertThat(alarms)
        .extracting(a -> ((AlarmRaised) a).kind())
        .containsExactly("settlement_gap", "settlement_unreadable");
  }

  private String other() {
    int before = seq;
    seq = 1;
    String event = ended("pay_other", 1, "charge", "approved", 5);
    seq = before;
    return event;
  }

  private String started(String payment) {
    seq = 0;
    return event(payment, "attempt-started", "pending", "");
  }

  private String ended(String payment, int attempt, String operation, String outcome, long minor) {
    String subject = operation.equals("refund") ? "re_" + payment : payment;
    return event(
        payment,
        "attempt-ended",
        "approved",
        ("'attempt':%d,'operation':'%s','provider':'gateway-a','subject':'%s','outcome':'%s',"
                + "'code':'x','amount':%d,'provider_reference':'ref-1',")
            .formatted(attempt, operation, subject, outcome, minor));
  }

  private String event(String payment, String event, String state, String facts) {
    seq++;
    return ("{'specversion':'1.0','id':'%1$s/%2$d','data':{'tenant':'acme','merchant':'shop-1',"
            + "'payment':'%1$s','seq':%2$d,'event':'%3$s','state':'%4$s',%5$s'currency':'JPY',"
            + "'route_id':'charges','route_set':'hash','trace':'trace',"
            + "'business_date':'2026-11-23','at':'2026-11-23T10:00:00Z'}}")
        .formatted(payment, seq, event, state, facts)
        .replace('\'', '"');
  }

  private List<String> lines() {
    return jdbc.queryForList(
        "select payment_id || '/' || seq || ' ' || operation || ' ' || minor"
            + " from settlement.line order by payment_id, seq",
        String.class);
  }

  private long sum() {
    Long sum = jdbc.queryForObject("select sum(minor) from settlement.total", Long.class);
    return sum == null ? 0 : sum;
  }

  private int parked() {
    Integer parked = jdbc.queryForObject("select count(*) from settlement.parked", Integer.class);
    return parked == null ? 0 : parked;
  }
}
