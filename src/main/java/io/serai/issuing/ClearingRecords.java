package io.serai.issuing;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import io.serai.payment.Why;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Records of clearing files that were put aside, for people: looked at, tried again once what they
 * met is mended, or dismissed. Only of files that were taken; a file that was refused is sent again
 * as a whole. Blocking, thread-safe; needs no running hub.
 */
public final class ClearingRecords {

  private static final Pattern ID = Pattern.compile("([A-Za-z0-9_]{1,64})\\.([0-9]{1,9})");
  private static final String SELECT =
      """
      select r.*, f.file from clearing_record r join clearing_file f on f.upload = r.upload
       where f.state in ('booking', 'booked')
      """;

  private final JdbcClient jdbc;

  /** The records in a database. */
  public ClearingRecords(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Which records. */
  public enum State {
    /** Put aside. */
    ASIDE,
    /** Dismissed by a person. */
    DISMISSED;

    /** The word in the database and in the API. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Records in a state, file by file; without what people did with them.
   *
   * @param tenant whose; null for all
   * @param file the network's name of the file; null for all
   * @param after those behind this one's id; null from the beginning
   * @throws SeraiException if {@code after} is no id
   */
  public List<ClearingRecord> list(
      State state,
      @Nullable String tenant,
      @Nullable String file,
      @Nullable String after,
      int limit) {
    Matcher from = after == null ? null : taken("after", after);
    return jdbc.sql(
            SELECT
                + """
                   and r.state = :state and (r.upload, r.line) > (:upload, :line)
                   and (r.tenant = cast(:tenant as text) or cast(:tenant as text) is null)
                   and (f.file = cast(:file as text) or cast(:file as text) is null)
                 order by r.upload, r.line limit :limit
                """)
        .param("state", state.word())
        .param("upload", from == null ? "" : from.group(1))
        .param("line", from == null ? 0 : Integer.parseInt(from.group(2)))
        .param("tenant", tenant)
        .param("file", file)
        .param("limit", limit)
        .query((row, n) -> record(row, List.of()))
        .list();
  }

  /**
   * One record.
   *
   * @throws SeraiException with {@link ErrorCode#CLEARING_RECORD_NOT_FOUND} if there is none
   */
  public ClearingRecord get(String id) {
    Matcher key = ID.matcher(id);
    if (!key.matches()) {
      throw missing();
    }
    String upload = key.group(1);
    int line = Integer.parseInt(key.group(2));
    List<ClearingRecord.Action> actions =
        jdbc.sql(
                "select action, found, operator, reason, at from clearing_action"
                    + " where upload = :upload and line = :line order by id")
            .param("upload", upload)
            .param("line", line)
            .query(
                (row, n) ->
                    new ClearingRecord.Action(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getTimestamp(5).toInstant()))
            .list();
    return jdbc.sql(SELECT + " and r.upload = :upload and r.line = :line")
        .param("upload", upload)
        .param("line", line)
        .query((row, n) -> record(row, actions))
        .optional()
        .orElseThrow(ClearingRecords::missing);
  }

  /**
   * Has a record that was put aside tried again: it waits to be booked, under its own key as
   * before, so that it is booked once. Who did it and why stays on record.
   *
   * @throws SeraiException if there is no such record, if it is not put aside, if it cannot be
   *     booked as it stands, or without a reason
   */
  public ClearingRecord retry(String id, String operator, String reason, Instant now) {
    String why = Why.checked(reason);
    ClearingRecord before = get(id);
    if (before.state().equals(State.ASIDE.word()) && !before.retryable()) {
      throw new SeraiException(
          ErrorCode.STATE_CONFLICT,
          "it cannot be booked as it stands ("
              + before.field()
              + ": "
              + before.reason()
              + "): send it again, mended, in a file of another name, and dismiss this one");
    }
    return act(before, "retry", "waiting", operator, why, now);
  }

  /**
   * Ends a record that was put aside: it is not booked. Who did it and why stays on record.
   *
   * @throws SeraiException if there is no such record, if it is not put aside, or without a reason
   */
  public ClearingRecord dismiss(String id, String operator, String reason, Instant now) {
    String why = Why.checked(reason);
    return act(get(id), "dismiss", State.DISMISSED.word(), operator, why, now);
  }

  private ClearingRecord act(
      ClearingRecord record,
      String action,
      String state,
      String operator,
      String why,
      Instant now) {
    Matcher key = taken("id", record.id());
    int done =
        jdbc.sql(
                """
                with taken as (
                  update clearing_record r
                     set at = :now, state = :state, mendable = false,
                         field = case :action when 'retry' then null else r.field end,
                         reason = case :action when 'retry' then null else r.reason end
                    from clearing_record was
                   where r.upload = :upload and r.line = :line and r.state = 'aside'
                     and (r.mendable or :action = 'dismiss')
                     and was.upload = r.upload and was.line = r.line
                  returning r.upload, r.line, r.tenant, was.field || ': ' || was.reason found),
                opened as (
                  update clearing_file f set state = 'booking', changed_at = :now from taken t
                   where f.upload = t.upload and :action = 'retry')
                insert into clearing_action (upload, line, tenant, action, found, operator, reason, at)
                select upload, line, tenant, :action, found, :operator, :reason, :now from taken
                """)
            .param("now", Timestamp.from(now))
            .param("upload", key.group(1))
            .param("line", Integer.parseInt(key.group(2)))
            .param("action", action)
            .param("state", state)
            .param("operator", operator)
            .param("reason", why)
            .update();
    if (done == 0) {
      throw new SeraiException(
          ErrorCode.STATE_CONFLICT,
          "the record is "
              + get(record.id()).state()
              + "; only one that is put aside can be seen to");
    }
    return get(record.id());
  }

  private static Matcher taken(String field, String id) {
    Matcher key = ID.matcher(id);
    if (!key.matches()) {
      throw SeraiException.invalid(field, "must be an id such as clr_….7");
    }
    return key;
  }

  private static SeraiException missing() {
    return new SeraiException(
        ErrorCode.CLEARING_RECORD_NOT_FOUND, "there is no such record; ids look like clr_….7");
  }

  private static ClearingRecord record(ResultSet row, List<ClearingRecord.Action> actions)
      throws SQLException {
    return new ClearingRecord(
        row.getString("upload") + "." + row.getInt("line"),
        row.getString("tenant"),
        row.getString("file"),
        row.getInt("line"),
        row.getString("state"),
        row.getString("field"),
        row.getString("reason"),
        row.getBoolean("mendable"),
        row.getString("token") == null ? null : data(row),
        row.getTimestamp("at").toInstant(),
        actions);
  }

  private static ClearingRecord.Data data(ResultSet row) throws SQLException {
    return new ClearingRecord.Data(
        row.getString("type"),
        row.getString("last_four"),
        row.getLong("minor"),
        row.getString("currency"),
        row.getLong("billing_minor"),
        row.getString("billing_currency"),
        row.getString("approval_code"),
        row.getString("rrn"),
        row.getString("reference"),
        row.getString("merchant"),
        row.getDate("day").toLocalDate());
  }
}
