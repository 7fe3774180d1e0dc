package io.serai.notice;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import io.serai.payment.Why;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Notices for people: looked at, and applied again by hand. Blocking and thread-safe. */
public final class NoticeBook {

  private final JdbcClient jdbc;

  /** Notices in the hub's database. */
  public NoticeBook(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** How a notice stands. */
  public enum State {
    /** To be applied. */
    WAITING,
    /** Done with. */
    APPLIED,
    /** It concerned nothing here. */
    KEPT;

    /** The word in the database and in the API. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Notices in a state, oldest first.
   *
   * @param after those behind this one's id; empty from the beginning
   */
  public List<NoticeEntry> list(State state, String after, int limit) {
    return jdbc.sql(
            "select * from provider_notice where state = :state and id > :after"
                + " order by id limit :limit")
        .param("state", state.word())
        .param("after", after)
        .param("limit", limit)
        .query((row, n) -> entry(row))
        .list();
  }

  /**
   * One notice.
   *
   * @throws SeraiException with {@link ErrorCode#NOTICE_NOT_FOUND} if there is none
   */
  public NoticeEntry get(String id) {
    return jdbc.sql("select * from provider_notice where id = :id")
        .param("id", id)
        .query((row, n) -> entry(row))
        .optional()
        .orElseThrow(
            () ->
                new SeraiException(
                    ErrorCode.NOTICE_NOT_FOUND, "there is no such notice; ids look like ntc_…"));
  }

  /**
   * Has a notice applied at once that was kept or that waits; also for one whose kind is known only
   * since. Who did it and why stays on record.
   *
   * @throws SeraiException if there is no such notice, if it was applied, or without a reason
   */
  public NoticeEntry replay(String id, String operator, String reason, Instant now) {
    String why = Why.checked(reason);
    get(id);
    int again =
        jdbc.sql(
                """
                with again as (
                  update provider_notice set state = 'waiting', due_at = :now, tries = 0
                   where id = :id and state in ('kept', 'waiting') returning id)
                insert into provider_notice_action (notice_id, operator, reason, at)
                select id, :operator, :reason, :now from again
                """)
            .param("now", Timestamp.from(now))
            .param("id", id)
            .param("operator", operator)
            .param("reason", why)
            .update();
    if (again == 0) {
      throw new SeraiException(ErrorCode.STATE_CONFLICT, "the notice was applied before");
    }
    return get(id);
  }

  private static NoticeEntry entry(ResultSet row) throws SQLException {
    Timestamp told = row.getTimestamp("told_at");
    return new NoticeEntry(
        row.getString("id"),
        row.getString("provider"),
        row.getString("event_id"),
        row.getString("kind"),
        row.getString("state"),
        row.getString("result"),
        row.getString("subject"),
        row.getInt("tries"),
        instant(told),
        row.getTimestamp("received_at").toInstant());
  }

  private static @Nullable Instant instant(@Nullable Timestamp at) {
    return at == null ? null : at.toInstant();
  }
}
