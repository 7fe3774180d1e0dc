package io.serai.journal;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds charges that their upstream has not confirmed (S1.72). Reads each claim once, when it is
 * old enough, and remembers what may still become a charge. Blocking; called by one process at a
 * time.
 */
public final class Confirmations {

  private final JdbcClient jdbc;

  /** The watch in the hub's database. */
  public Confirmations(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Charges that stand, were asked for before an instant, are not confirmed, and that nobody was
   * told of yet.
   */
  public List<String> unconfirmed(Instant askedBefore, int most) {
    OffsetDateTime until = OffsetDateTime.ofInstant(askedBefore, ZoneOffset.UTC);
    jdbc.sql(
            """
            with seen as (
              update confirmation_mark m set mark = :until
                from (select mark from confirmation_mark for update) before
               where before.mark < :until returning before.mark)
            insert into confirmation_watch (payment_id, tenant, at)
            select c.payment_id, c.tenant, c.at from claim c, seen
             where c.at >= seen.mark and c.at < :until and c.subject = c.payment_id
            on conflict do nothing
            """)
        .param("until", until)
        .update();
    jdbc.sql(
            """
            delete from confirmation_watch w using payment p
             where p.id = w.payment_id
               and (p.data::jsonb ->> 'confirmedAt' is not null
                    or p.data::jsonb ->> 'kind' <> 'charge'
                    or p.state in ('declined', 'reversed', 'expired', 'failed', 'refunded'))
            """)
        .update();
    return jdbc.sql(
            """
            select w.payment_id from confirmation_watch w join payment p on p.id = w.payment_id
             where w.alarmed_at is null and p.state in ('approved', 'partially_refunded')
             order by w.at limit :most
            """)
        .param("most", most)
        .query(String.class)
        .list();
  }

  /** Notes that people were told, so that they are told once. */
  public void told(String paymentId, Instant now) {
    jdbc.sql("update confirmation_watch set alarmed_at = :now where payment_id = :id")
        .param("now", OffsetDateTime.ofInstant(now, ZoneOffset.UTC))
        .param("id", paymentId)
        .update();
  }
}
