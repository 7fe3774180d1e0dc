package io.serai.alarm;

import io.serai.payment.AlarmRaised;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of alarms. Blocking. */
@Component
class AlarmStore {

  private static final String COLUMNS =
      "id, at, kind, subject, text, count, last_at, acknowledged_by, acknowledged_at";

  private static final RowMapper<Alarm> ROW =
      (row, n) ->
          new Alarm(
              row.getLong("id"),
              Objects.requireNonNull(instant(row, "at")),
              row.getString("kind"),
              row.getString("subject"),
              row.getString("text"),
              row.getInt("count"),
              Objects.requireNonNull(instant(row, "last_at")),
              row.getString("acknowledged_by"),
              instant(row, "acknowledged_at"));

  private final JdbcClient jdbc;

  AlarmStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Counts the alarm into one of the same kind and subject raised within the time, if any. */
  boolean fold(AlarmRaised alarm, Duration within) {
    return jdbc.sql(
                """
                update alarm set count = count + 1, last_at = now()
                where id = (select id from alarm
                            where kind = :kind and subject = :subject
                              and at > now() - :millis * interval '1 millisecond'
                            order by id desc limit 1)
                """)
            .param("kind", alarm.kind())
            .param("subject", alarm.subject())
            .param("millis", within.toMillis())
            .update()
        == 1;
  }

  /** Writes a new row. */
  void add(AlarmRaised alarm) {
    jdbc.sql("insert into alarm (kind, subject, text) values (:kind, :subject, :text)")
        .param("kind", alarm.kind())
        .param("subject", alarm.subject())
        .param("text", alarm.text())
        .update();
  }

  /** The oldest alarms that Kafka has not taken yet. */
  List<Alarm> unpublished(int limit) {
    return jdbc.sql(
            "select " + COLUMNS + " from alarm where published_at is null order by id limit :limit")
        .param("limit", limit)
        .query(ROW)
        .list();
  }

  void published(long id) {
    jdbc.sql("update alarm set published_at = now() where id = :id").param("id", id).update();
  }

  /** The alarms after an id, oldest first; without one the latest, oldest first. */
  List<Alarm> list(@Nullable Long after, int limit) {
    String rows =
        after == null
            ? "(select * from alarm order by id desc limit :limit)"
            : "(select * from alarm where id > :after order by id limit :limit)";
    return jdbc.sql("select " + COLUMNS + " from " + rows + " as page order by id")
        .param("after", after)
        .param("limit", limit)
        .query(ROW)
        .list();
  }

  /** Notes who took note; the first stays. Empty if there is no such alarm. */
  Optional<Alarm> acknowledge(long id, String operator) {
    return jdbc.sql(
            "update alarm set acknowledged_by = coalesce(acknowledged_by, :operator),"
                + " acknowledged_at = coalesce(acknowledged_at, now()) where id = :id returning "
                + COLUMNS)
        .param("operator", operator)
        .param("id", id)
        .query(ROW)
        .optional();
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
