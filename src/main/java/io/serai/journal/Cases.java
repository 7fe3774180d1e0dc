package io.serai.journal;

import io.serai.payment.ErrorCode;
import io.serai.payment.Operation;
import io.serai.payment.SeraiException;
import io.serai.payment.Why;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Cases of unknown outcomes for people: looked at, and tried again by hand. Never deleted. Blocking
 * and thread-safe.
 */
public final class Cases {

  private static final String COLUMNS =
      """
      select f.id, f.open, f.manual_at, f.payment_id, f.tenant, p.merchant, p.state, f.attempt,
             f.data::jsonb ->> 'operation' as operation, f.data::jsonb ->> 'provider' as provider,
             (f.data::jsonb ->> 'minor')::bigint as minor, f.tries, f.last_code, f.at,
             case when f.open then nullif(f.due_at, 'infinity') end as due_at
        from follow_up f join payment p on p.id = f.payment_id
      """;

  private final JdbcClient jdbc;

  /** Cases in the hub's database. */
  public Cases(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Which cases. */
  public enum State {
    /** Seen to by the hub. */
    OPEN("f.open and f.manual_at is null"),
    /** People are asked to see to it. */
    MANUAL("f.open and f.manual_at is not null"),
    /** Nothing more is owed. */
    CLOSED("not f.open");

    private final String condition;

    State(String condition) {
      this.condition = condition;
    }
  }

  /**
   * Cases, the oldest payments first; without their retries.
   *
   * @param after those behind this case, or null from the beginning
   */
  public List<ResolutionCase> list(State state, @Nullable String after, int limit) {
    return jdbc.sql(
            COLUMNS + " where " + state.condition + " and f.id > :after order by f.id limit :limit")
        .param("after", after == null ? "" : followUpId(after))
        .param("limit", limit)
        .query((row, n) -> read(row, List.of()))
        .list();
  }

  /**
   * One case.
   *
   * @throws SeraiException with {@link ErrorCode#RESOLUTION_NOT_FOUND} if there is none
   */
  public ResolutionCase get(String id) {
    List<ResolutionCase.Retry> retries =
        jdbc.sql(
                "select operator, reason, at, finding from resolution_retry"
                    + " where follow_up_id = :id order by id")
            .param("id", followUpId(id))
            .query(
                (row, n) ->
                    new ResolutionCase.Retry(
                        row.getString(1),
                        row.getString(2),
                        row.getString(4),
                        row.getTimestamp(3).toInstant()))
            .list();
    return jdbc.sql(COLUMNS + " where f.id = :id")
        .param("id", followUpId(id))
        .query((row, n) -> read(row, retries))
        .optional()
        .orElseThrow(
            () ->
                new SeraiException(
                    ErrorCode.RESOLUTION_NOT_FOUND,
                    "there is no such case; ids look like pay_….1"));
  }

  /**
   * Lets an open case be tried at once and as often as a new one. What was sent before stays
   * counted, so that the next send is a repeat.
   *
   * @throws SeraiException if there is no such case, if it is closed, or if the reason is empty
   */
  public ResolutionCase retry(String id, String operator, String reason, Instant now) {
    return takeUp(id, null, operator, reason, now);
  }

  /**
   * Has an open case ended by what a person has found out at the provider's: the same is done as
   * after an inquiry with that answer, so that what nobody may be told "yes" for is still undone.
   *
   * @throws SeraiException as {@link #retry}; and if a refund is said to be undone
   */
  public ResolutionCase settle(
      String id, Finding finding, String operator, String reason, Instant now) {
    if (finding == Finding.UNDONE && get(id).operation().equals(Operation.REFUND.word())) {
      throw SeraiException.invalid("finding", "a refund is not undone: write happened");
    }
    return takeUp(id, finding, operator, reason, now);
  }

  private ResolutionCase takeUp(
      String id, @Nullable Finding finding, String operator, String reason, Instant now) {
    String why = Why.checked(reason);
    get(id);
    int taken =
        jdbc.sql(
                """
                with taken as (
                  update follow_up set due_at = :now, tries = 0, manual_at = null,
                                       counted_from = :now, finding = :finding
                   where id = :id and open returning id, payment_id, tenant)
                insert into resolution_retry
                       (follow_up_id, payment_id, tenant, operator, reason, finding, at)
                select id, payment_id, tenant, :operator, :reason, :finding, :now from taken
                """)
            .param("now", OffsetDateTime.ofInstant(now, ZoneOffset.UTC))
            .param("id", followUpId(id))
            .param("operator", operator)
            .param("finding", finding == null ? null : finding.word(), Types.VARCHAR)
            .param("reason", why)
            .update();
    if (taken == 0) {
      throw new SeraiException(ErrorCode.STATE_CONFLICT, "the case is closed: nothing is owed");
    }
    return get(id);
  }

  private static String followUpId(String id) {
    int dot = id.lastIndexOf('.');
    return dot < 0 ? id : id.substring(0, dot) + "/" + id.substring(dot + 1);
  }

  private static ResolutionCase read(ResultSet row, List<ResolutionCase.Retry> retries)
      throws SQLException {
    boolean open = row.getBoolean("open");
    Instant manual = instant(row, "manual_at");
    return new ResolutionCase(
        row.getString("id").replace('/', '.'),
        open ? (manual == null ? "open" : "manual") : "closed",
        row.getString("payment_id"),
        row.getString("tenant"),
        row.getString("merchant"),
        row.getString("state"),
        row.getInt("attempt"),
        row.getString("operation"),
        row.getString("provider"),
        row.getLong("minor"),
        row.getInt("tries"),
        row.getString("last_code"),
        Objects.requireNonNull(instant(row, "at")),
        instant(row, "due_at"),
        manual,
        retries);
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
