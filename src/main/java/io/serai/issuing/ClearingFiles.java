package io.serai.issuing;

import io.serai.payment.ErrorCode;
import io.serai.payment.Printable;
import io.serai.payment.SeraiException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Clearing files for people to read. Blocking, thread-safe; needs no running hub. */
public final class ClearingFiles {

  private static final String SELECT =
      """
      select f.upload, f.tenant, f.file, f.state, f.reason, f.operator, f.received_at, f.records,
             count(*) filter (where r.state = 'waiting') waiting,
             count(*) filter (where r.state = 'booked') booked,
             count(*) filter (where r.state = 'booked' and r.type = 'presentment'
                                and r.hold_id is null) without_hold,
             count(*) filter (where r.state = 'repeated') repeated,
             count(*) filter (where r.state = 'aside') aside,
             count(*) filter (where r.state = 'dismissed') dismissed
        from clearing_file f left join clearing_record r on r.upload = f.upload
       where f.file = :file and (f.tenant = cast(:tenant as text) or cast(:tenant as text) is null)
         and f.state <> 'repeated'
       group by f.upload
       order by f.state in ('booking', 'booked') desc, f.received_at desc limit 1
      """;

  private final JdbcClient jdbc;

  /** The files in a database. */
  public ClearingFiles(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What became of a file; of the one that was taken, if it was sent more than once.
   *
   * @param tenant whose; null for whoever has one
   * @throws SeraiException with {@link ErrorCode#CLEARING_FILE_NOT_FOUND}
   */
  public ClearingReport report(@Nullable String tenant, String file) {
    return jdbc.sql(SELECT)
        .param("file", file)
        .param("tenant", tenant)
        .query((row, n) -> report(row))
        .optional()
        .orElseThrow(
            () ->
                new SeraiException(
                    ErrorCode.CLEARING_FILE_NOT_FOUND,
                    "there is no clearing file " + Printable.of(file)));
  }

  private ClearingReport report(ResultSet row) throws SQLException {
    return new ClearingReport(
        row.getString("tenant"),
        row.getString("file"),
        row.getString("state"),
        row.getString("reason"),
        row.getString("operator"),
        row.getTimestamp("received_at").toInstant(),
        row.getInt("records"),
        row.getInt("waiting"),
        row.getInt("booked"),
        row.getInt("without_hold"),
        row.getInt("repeated"),
        row.getInt("aside"),
        row.getInt("dismissed"),
        mistakes(row.getString("upload")));
  }

  private List<ClearingReport.Mistake> mistakes(String upload) {
    return jdbc.sql(
            "select line, field, reason from clearing_record"
                + " where upload = :upload and state = 'aside' order by line limit :most")
        .param("upload", upload)
        .param("most", ClearingReport.MOST_MISTAKES)
        .query(
            (row, n) ->
                new ClearingReport.Mistake(row.getInt(1), row.getString(2), row.getString(3)))
        .list();
  }
}
