package io.serai.iso8583;

import io.serai.payment.AlarmRaised;
import io.serai.payment.CutOver;
import io.serai.upkeep.Upkeep;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Keeps what networks say about the end of their business days, once for all connections that they
 * say it on. The business date of payments does not follow it: that is the day in the provider's
 * zone.
 */
final class CutOverLog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CutOverLog.class);
  private static final int MOST_TRIES = 60;
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final int MOST_SHOWN = 100;

  private final ObjectProvider<JdbcTemplate> database;
  private final Upkeep thread = new Upkeep("iso8583-cut-over", "A cut-over was not recorded");
  private final ApplicationEventPublisher alarms;

  CutOverLog(ObjectProvider<JdbcTemplate> database, ApplicationEventPublisher alarms) {
    this.database = database;
    this.alarms = alarms;
  }

  /** Never blocks. */
  @EventListener
  void told(CutOver cutOver) {
    thread.execute(() -> write(cutOver, 1));
  }

  private void write(CutOver cutOver, int tries) {
    try {
      int rows =
          database
              .getObject()
              .update(
                  """
                  insert into link_cut_over (link, tenant, settlement_date, at)
                  select ?, ?, ?, ?
                   where not exists (select from link_cut_over
                                      where link = ? and settlement_date is not distinct from ?
                                        and at > ?::timestamptz - interval '12 hours')
                  """,
                  cutOver.link(),
                  cutOver.tenant(),
                  cutOver.settlementDate(),
                  Timestamp.from(cutOver.at()),
                  cutOver.link(),
                  cutOver.settlementDate(),
                  Timestamp.from(cutOver.at()));
      LOG.debug("Cut-over of {}: {} rows", cutOver.link(), rows);
    } catch (RuntimeException e) {
      if (tries < MOST_TRIES) {
        thread.after(PAUSE, () -> write(cutOver, tries + 1));
      } else {
        alarms.publishEvent(
            new AlarmRaised(
                "cut_over_lost",
                cutOver.link(),
                "link "
                    + cutOver.link()
                    + " cut over at "
                    + cutOver.at()
                    + ", which is not recorded: "
                    + e.getMessage()));
      }
    }
  }

  /** The latest ones, newest first; blocking. */
  List<CutOver> latest() {
    return database
        .getObject()
        .query(
            "select link, tenant, settlement_date, at from link_cut_over order by id desc limit ?",
            (row, n) ->
                new CutOver(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getTimestamp(4).toInstant()),
            MOST_SHOWN);
  }

  @Override
  public void close() {
    thread.close();
  }
}
