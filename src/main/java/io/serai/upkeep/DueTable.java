package io.serai.upkeep;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A table of rows that go on step by step, and beside it the table of their events, which is
 * written with each step. The rows have the columns id, tenant, key, state, seq, tries, due_at,
 * created_at and changed_at, and what a room adds. Blocking and thread-safe.
 *
 * @param <R> a row
 */
public final class DueTable<R extends DueRow> {

  private final JdbcClient jdbc;
  private final Names names;
  private final RowMapper<R> read;

  /**
   * The names of the tables; words of this program's own, as they become part of statements.
   *
   * @param rows the table of rows
   * @param events the table of their events
   * @param item the column of an event that names its row
   * @param told the columns of a row that its events repeat
   */
  public record Names(String rows, String events, String item, List<String> told) {

    /** Names that no caller changes any more. */
    public Names {
      told = List.copyOf(told);
    }
  }

  /** Tables of these names. */
  public DueTable(JdbcClient jdbc, Names names, RowMapper<R> read) {
    this.jdbc = jdbc;
    this.names = names;
    this.read = read;
  }

  /**
   * Keeps a new row and its first event; false where its tenant has one under its key.
   *
   * @param columns all that is not said here, by column; times as {@link Timestamp}
   */
  public boolean insert(
      Enum<?> state, Map<String, ? extends @Nullable Object> columns, Instant now) {
    return jdbc.sql(
                """
                with made as (
                  insert into %1$s (%4$s, state, seq, tries, created_at, changed_at)
                  values (%5$s, :state, 1, 0, :at, :at)
                  on conflict (tenant, key) do nothing
                  returning id, state)
                insert into %2$s (%3$s, seq, state, at)
                select id, 1, state, :at from made
                """
                    .formatted(
                        names.rows(),
                        names.events(),
                        names.item(),
                        String.join(", ", columns.keySet()),
                        columns.keySet().stream()
                            .map(":"::concat)
                            .collect(Collectors.joining(", "))))
            .params(columns)
            .param("state", DueRow.word(state))
            .param("at", Timestamp.from(now))
            .update()
        == 1;
  }

  /** The row that a tenant made under a key. */
  public Optional<R> byKey(String tenant, String key) {
    return jdbc.sql("select * from " + names.rows() + " where tenant = :tenant and key = :key")
        .param("tenant", tenant)
        .param("key", key)
        .query(read)
        .optional();
  }

  /** The row of an id. */
  public Optional<R> byId(String id) {
    return jdbc.sql("select * from " + names.rows() + " where id = :id")
        .param("id", id)
        .query(read)
        .optional();
  }

  /** Those in a state that changed last, at most so many. */
  public List<R> list(String state, int most) {
    return jdbc.sql(
            "select * from "
                + names.rows()
                + " where state = :state order by changed_at desc limit :most")
        .param("state", state)
        .param("most", most)
        .query(read)
        .list();
  }

  /** What became of a row, step by step. */
  public List<Map<String, Object>> events(String id) {
    return jdbc.sql(
            "select * from " + names.events() + " where " + names.item() + " = :id order by seq")
        .param("id", id)
        .query((row, number) -> event(row))
        .list();
  }

  private Map<String, Object> event(ResultSet row) throws SQLException {
    Map<String, Object> event = new LinkedHashMap<>();
    put(event, "state", row);
    put(event, "at", row);
    for (String column : names.told()) {
      put(event, column, row);
    }
    put(event, "operator", row);
    return event;
  }

  private static void put(Map<String, Object> event, String column, ResultSet row)
      throws SQLException {
    Object value = row.getObject(column);
    if (value != null) {
      event.put(column, value instanceof Timestamp at ? at.toInstant().toString() : value);
    }
  }

  /** As {@link DueStore#take}. */
  public List<R> take(Instant now, Duration hold, int most) {
    return jdbc.sql(
            """
            update %1$s set due_at = :held
             where id in (select id from %1$s where due_at <= :now
                           order by due_at limit :most for update skip locked)
            returning *
            """
                .formatted(names.rows()))
        .param("held", Timestamp.from(now.plus(hold)))
        .param("now", Timestamp.from(now))
        .param("most", most)
        .query(read)
        .list();
  }

  /**
   * Moves a row on, unless somebody has moved it before.
   *
   * @param columns what becomes of it, by column, its state too; times as {@link Timestamp}
   * @param told whether that is an event
   * @param operator who did it, where a person did
   */
  public boolean move(
      R from,
      Map<String, ? extends @Nullable Object> columns,
      boolean told,
      @Nullable String operator,
      Instant now) {
    return jdbc.sql(
                """
                with moved as (
                  update %1$s set %4$s, seq = seq + :told, changed_at = :at
                   where id = :id and seq = :seq and state = :before
                  returning id, seq, state, %5$s),
                event as (
                  insert into %2$s (%3$s, seq, state, %5$s, operator, at)
                  select id, seq, state, %5$s, cast(:operator as text), :at from moved
                   where :told = 1)
                select count(*) from moved
                """
                    .formatted(
                        names.rows(),
                        names.events(),
                        names.item(),
                        columns.keySet().stream()
                            .map(column -> column + " = :" + column)
                            .collect(Collectors.joining(", ")),
                        String.join(", ", names.told())))
            .params(columns)
            .param("told", told ? 1 : 0)
            .param("operator", operator)
            .param("at", Timestamp.from(now))
            .param("id", from.id())
            .param("seq", from.seq())
            .param("before", DueRow.word(from.state()))
            .query(Long.class)
            .single()
        == 1;
  }

  /** A time as it is written. */
  public static @Nullable Timestamp time(@Nullable Instant instant) {
    return instant == null ? null : Timestamp.from(instant);
  }
}
