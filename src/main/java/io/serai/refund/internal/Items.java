package io.serai.refund.internal;

import io.serai.refund.BulkRefunds;
import io.serai.refund.RefundSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Refunds to be made, shared by all processes: a taken one is merely due later, so that a lost
 * taker loses nothing. Blocking.
 */
final class Items {

  // What is not begun in a second is not made up for in the next one.
  private static final Duration SAVED_UP = Duration.ofSeconds(1);
  private static final String COLUMNS = " id, job, subject, tenant, payment_id, tries, at";

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final BulkRefunds jobs;
  private final RefundSettings settings;

  Items(
      JdbcClient jdbc, TransactionTemplate transaction, BulkRefunds jobs, RefundSettings settings) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.jobs = jobs;
    this.settings = settings;
  }

  /** Takes what is due, at most so many. */
  List<Item> take(Instant now, int most) {
    List<Item> taken = new ArrayList<>(takeAccepted(now, most));
    for (String job : running()) {
      int room = most - taken.size();
      taken.addAll(transaction.execute(status -> takeOf(job, now, room)));
    }
    return taken;
  }

  private List<String> running() {
    return jdbc.sql("select id from refund_job where state = 'running' order by paced_until")
        .query(String.class)
        .list();
  }

  /** What was accepted past a cap, and what was sent and is not known yet. */
  private List<Item> takeAccepted(Instant now, int most) {
    return jdbc.sql(
            """
            update refund_item set due_at = :held
             where id in (select id from refund_item
                           where (state = 'sent' or (state = 'waiting' and job is null))
                             and due_at <= :now
                           order by due_at limit :most for update skip locked)
            returning
            """
                + COLUMNS)
        .param("held", Timestamp.from(now.plus(settings.hold())))
        .param("now", Timestamp.from(now))
        .param("most", most)
        .query(Items::item)
        .list();
  }

  private record Pace(int rate, Instant until, boolean gathered) {}

  /** As many of a bulk refund as its pace allows now; none while another process has its row. */
  private List<Item> takeOf(String job, Instant now, int room) {
    Optional<Pace> pace =
        jdbc.sql(
                "select rate, paced_until, gathered_at is not null from refund_job"
                    + " where id = :job and state = 'running' for update skip locked")
            .param("job", job)
            .query(
                (row, n) ->
                    new Pace(row.getInt(1), row.getTimestamp(2).toInstant(), row.getBoolean(3)))
            .optional();
    if (pace.isEmpty()) {
      return List.of();
    }
    if (!pace.get().gathered()) {
      jobs.gather(job, settings.page());
    }
    Instant from = from(pace.get().until(), now);
    long millis = Duration.between(from, now).toMillis();
    int allowed = (int) Math.min(room, millis * pace.get().rate() / 1000);
    List<Item> taken = allowed == 0 ? List.of() : takeWaiting(job, now, allowed);
    if (!taken.isEmpty()) {
      paced(job, from.plusMillis(1000L * taken.size() / pace.get().rate()));
    } else if (pace.get().gathered()) {
      finish(job, now);
    }
    return taken;
  }

  /** From when on refunds can be begun; a clock that was put back holds nothing up. */
  private static Instant from(Instant paced, Instant now) {
    Instant earliest = now.minus(SAVED_UP);
    return paced.isBefore(earliest) || paced.isAfter(now.plus(SAVED_UP)) ? earliest : paced;
  }

  private void paced(String job, Instant until) {
    jdbc.sql("update refund_job set paced_until = :until where id = :job")
        .param("until", Timestamp.from(until))
        .param("job", job)
        .update();
  }

  private List<Item> takeWaiting(String job, Instant now, int most) {
    return jdbc.sql(
            """
            update refund_item set due_at = :held
             where id in (select id from refund_item
                           where job = :job and state = 'waiting' and due_at <= :now
                           order by due_at, id limit :most for update skip locked)
            returning
            """
                + COLUMNS)
        .param("held", Timestamp.from(now.plus(settings.hold())))
        .param("job", job)
        .param("now", Timestamp.from(now))
        .param("most", most)
        .query(Items::item)
        .list();
  }

  private void finish(String job, Instant now) {
    jdbc.sql(
            """
            update refund_job set state = 'done', changed_at = :now
             where id = :job and state = 'running'
               and not exists (select from refund_item
                                where job = :job and state in ('waiting', 'sent'))
            """)
        .param("now", Timestamp.from(now))
        .param("job", job)
        .update();
  }

  /** Writes what became of one; what was cancelled meanwhile does not begin to wait again. */
  void put(Item item, Item.Next next, Instant now) {
    jdbc.sql(
            """
            update refund_item
               set state = :state, code = :code, amount = coalesce(cast(:minor as bigint), amount),
                   currency = coalesce(cast(:currency as text), currency), due_at = :due,
                   tries = tries + :tries, changed_at = :now
             where id = :id and not (state = 'skipped' and cast(:state as text) = 'waiting')
            """)
        .param("state", next.state())
        .param("code", next.code())
        .param("minor", next.minor())
        .param("currency", next.currency())
        .param("due", Timestamp.from(next.dueAt()))
        .param("tries", next.tries())
        .param("now", Timestamp.from(now))
        .param("id", item.id())
        .update();
  }

  private static Item item(ResultSet row, int n) throws SQLException {
    return new Item(
        row.getString("id"),
        row.getString("job"),
        row.getString("subject"),
        row.getString("tenant"),
        row.getString("payment_id"),
        row.getInt("tries"),
        row.getTimestamp("at").toInstant());
  }
}
