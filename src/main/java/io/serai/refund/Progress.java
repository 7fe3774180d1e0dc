package io.serai.refund;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far a bulk refund is, counted anew each time it is looked at. Blocking. */
final class Progress {

  private static final Duration LOOKED_BACK = Duration.ofMinutes(1);
  private static final String[] STATES = {"waiting", "sent", "done", "failed", "skipped"};

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final Clock clock;

  Progress(JdbcClient jdbc, ObjectMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  Optional<BulkRefund> of(String id) {
    return jdbc.sql("select * from refund_job where id = :id")
        .param("id", id)
        .query((row, n) -> job(row))
        .optional();
  }

  private BulkRefund job(ResultSet row) throws SQLException {
    String id = row.getString("id");
    String state = row.getString("state");
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("total", 0L);
    for (String each : STATES) {
      counts.put(each, 0L);
    }
    Map<String, BulkRefund.Money> money = new TreeMap<>();
    jdbc.sql(
            "select state, currency, count(*), sum(amount) from refund_item where job = :id"
                + " group by 1, 2")
        .param("id", id)
        .query(
            each -> {
              counts.merge("total", each.getLong(3), Long::sum);
              counts.merge(each.getString(1), each.getLong(3), Long::sum);
              add(money, each.getString(2), each.getString(1), each.getBigDecimal(4));
            });
    boolean gathered = row.getTimestamp("gathered_at") != null;
    long left = counts.getOrDefault("waiting", 0L) + counts.getOrDefault("sent", 0L);
    Instant waits = waitsUntil(id);
    return new BulkRefund(
        id,
        state,
        filter(row.getString("filter")),
        row.getString("reason"),
        row.getString("operator"),
        row.getInt("rate"),
        gathered,
        counts,
        money,
        codes(id),
        waits,
        gathered && state.equals("running") ? end(id, left, waits) : null,
        instant(row, "created_at"),
        instant(row, "changed_at"),
        changes(id));
  }

  private static void add(
      Map<String, BulkRefund.Money> money,
      @Nullable String currency,
      String state,
      @Nullable BigDecimal sum) {
    if (currency == null || sum == null) {
      return;
    }
    BigInteger minor = sum.toBigIntegerExact();
    BigInteger done = state.equals("done") ? minor : BigInteger.ZERO;
    money.merge(
        currency,
        new BulkRefund.Money(minor, done),
        (a, b) -> new BulkRefund.Money(a.total().add(b.total()), a.done().add(b.done())));
  }

  private Map<String, Long> codes(String id) {
    Map<String, Long> codes = new TreeMap<>();
    jdbc.sql(
            "select coalesce(code, '?'), count(*) from refund_item where job = :id"
                + " and state in ('failed', 'skipped') group by 1")
        .param("id", id)
        .query(
            row -> {
              codes.put(row.getString(1), row.getLong(2));
            });
    return codes;
  }

  private @Nullable Instant waitsUntil(String id) {
    return jdbc.sql(
            "select min(due_at) from refund_item where job = :id and state = 'waiting'"
                + " and code = 'cap_exceeded'")
        .param("id", id)
        .query((row, n) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
        .single()
        .orElse(null);
  }

  private @Nullable Instant end(String id, long left, @Nullable Instant waits) {
    Instant now = clock.instant();
    long ended =
        jdbc.sql(
                "select count(*) from refund_item where job = :id and changed_at > :since"
                    + " and state in ('done', 'failed', 'skipped')")
            .param("id", id)
            .param("since", Timestamp.from(now.minus(LOOKED_BACK)))
            .query(Long.class)
            .single();
    if (ended == 0) {
      return null;
    }
    Instant end = now.plus(LOOKED_BACK.multipliedBy(left).dividedBy(ended));
    return waits != null && waits.isAfter(end) ? waits : end;
  }

  private List<BulkRefund.Change> changes(String id) {
    return jdbc.sql("select * from refund_job_change where job = :id order by id")
        .param("id", id)
        .query(
            (row, n) ->
                new BulkRefund.Change(
                    row.getString("action"),
                    row.getString("operator"),
                    row.getString("reason"),
                    instant(row, "at")))
        .list();
  }

  private RefundFilter filter(String text) {
    try {
      return json.readValue(text, RefundFilter.class);
    } catch (JsonProcessingException e) {
      throw new SeraiException(ErrorCode.INTERNAL, null, "a filter is unreadable", e);
    }
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(row.getTimestamp(column)).toInstant();
  }
}
