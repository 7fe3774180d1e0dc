package io.serai.issuing.internal;

import io.serai.payment.Money;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

/** One upload of a clearing file on its way into the tables, in small commits. Blocking. */
public final class ClearingRows {

  private static final int AT_ONCE = 1000;

  /** A record, or what is wrong with one. */
  private record Row(
      int line, @Nullable Presentment record, @Nullable String field, @Nullable String reason) {}

  private final JdbcTemplate jdbc;
  private final Clock clock;
  private final String upload;
  private final String tenant;
  private final List<Row> rows = new ArrayList<>();

  /** An upload into a database. */
  public ClearingRows(DataSource database, Clock clock, String upload, String tenant) {
    this.jdbc = new JdbcTemplate(database);
    this.clock = clock;
    this.upload = upload;
    this.tenant = tenant;
  }

  /** Notes that a file is being read. */
  public void begin(String file, String operator) {
    jdbc.update(
        "insert into clearing_file (upload, tenant, file, state, operator, received_at, changed_at)"
            + " values (?, ?, ?, 'reading', ?, ?, ?)",
        upload,
        tenant,
        file,
        operator,
        now(),
        now());
  }

  void keep(int line, Presentment record) {
    add(new Row(line, record, null, null));
  }

  /** Puts a record aside, with what is wrong with it. */
  public void aside(int line, String field, String reason) {
    add(new Row(line, null, field, reason));
  }

  /**
   * Ends the reading of a file that is whole: what it says is booked from now on.
   *
   * @return false if a file of this name was taken before
   */
  public boolean take(String digest, int records) {
    write();
    try {
      return jdbc.update(
              "update clearing_file set state = 'booking', digest = ?, records = ?, changed_at = ?"
                  + " where upload = ? and state = 'reading'",
              digest,
              records,
              now(),
              upload)
          == 1;
    } catch (DuplicateKeyException e) {
      return false;
    }
  }

  /** Ends the reading of a file that is not booked; what is wrong with its records is kept. */
  public void leave(String state, int records, String reason) {
    rows.removeIf(row -> row.record() != null);
    write();
    jdbc.update(
        "update clearing_file set state = ?, records = ?, reason = ?, changed_at = ?"
            + " where upload = ?",
        state,
        records,
        reason,
        now(),
        upload);
    jdbc.update("delete from clearing_record where upload = ? and state <> 'aside'", upload);
  }

  /** The digest of the file of this name that was taken. */
  public Optional<String> digestOf(String file) {
    return jdbc
        .queryForList(
            "select digest from clearing_file where tenant = ? and file = ?"
                + " and state in ('booking', 'booked')",
            String.class,
            tenant,
            file)
        .stream()
        .findFirst();
  }

  private void add(Row row) {
    rows.add(row);
    if (rows.size() >= AT_ONCE) {
      write();
    }
  }

  private void write() {
    jdbc.batchUpdate(
        """
        insert into clearing_record (upload, line, tenant, at, state, field, reason, number, type,
            token, last_four, minor, currency, billing_minor, billing_currency, part, parts,
            approval_code, rrn, reference, merchant, terminal, category, country, day)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        rows,
        AT_ONCE,
        this::set);
    rows.clear();
  }

  private void set(PreparedStatement insert, Row row) throws SQLException {
    Presentment record = row.record();
    insert.setString(1, upload);
    insert.setInt(2, row.line());
    insert.setString(3, tenant);
    insert.setTimestamp(4, now());
    insert.setString(5, record == null ? "aside" : "waiting");
    insert.setString(6, row.field());
    insert.setString(7, row.reason());
    if (record == null) {
      nothing(insert);
    } else {
      set(insert, record);
    }
  }

  private static void nothing(PreparedStatement insert) throws SQLException {
    int[] types = {
      Types.INTEGER, Types.VARCHAR, Types.VARCHAR, Types.VARCHAR, Types.BIGINT, Types.VARCHAR,
      Types.BIGINT, Types.VARCHAR, Types.INTEGER, Types.INTEGER, Types.VARCHAR, Types.VARCHAR,
      Types.VARCHAR, Types.VARCHAR, Types.VARCHAR, Types.VARCHAR, Types.VARCHAR, Types.DATE
    };
    for (int i = 0; i < types.length; i++) {
      insert.setNull(8 + i, types[i]);
    }
  }

  private static void set(PreparedStatement insert, Presentment record) throws SQLException {
    insert.setInt(8, record.number());
    insert.setString(9, record.type().word());
    insert.setString(10, record.token());
    insert.setString(11, record.lastFour());
    set(insert, 12, record.amount());
    set(insert, 14, record.billing());
    insert.setInt(16, record.part());
    insert.setInt(17, record.parts());
    insert.setString(18, record.approvalCode());
    insert.setString(19, record.rrn());
    insert.setString(20, record.reference());
    insert.setString(21, record.merchant().id());
    insert.setString(22, record.merchant().terminal());
    insert.setString(23, record.merchant().category());
    insert.setString(24, record.merchant().country());
    insert.setDate(25, Date.valueOf(record.day()));
  }

  private static void set(PreparedStatement insert, int at, Money money) throws SQLException {
    insert.setLong(at, money.minor());
    insert.setString(at + 1, money.currency().alphabetic());
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }
}
