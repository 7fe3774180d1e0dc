package io.serai.settlement;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.payment.AlarmRaised;
import io.serai.settlement.internal.EventReader;
import io.serai.settlement.internal.Received;
import io.serai.settlement.internal.SettlementBatch;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * The settlement read model: signed lines of the money that moved, from the journal's published
 * copy and never from the engine's tables (I6). Thread-safe; consumers of several partitions may
 * apply side by side.
 */
@Component("settlement")
public class Settlement {

  private final DataSource database;
  private final EventReader reader;
  private final ApplicationEventPublisher alarms;

  Settlement(DataSource database, ObjectMapper json, ApplicationEventPublisher alarms) {
    this.database = database;
    this.reader = new EventReader(json);
    this.alarms = alarms;
  }

  /**
   * Applies a batch of CloudEvents, each once however often it comes, in one transaction. An event
   * whose predecessor is missing is parked, not applied, and raises an alarm; so does a record that
   * is no event.
   *
   * @throws SQLException if PostgreSQL refuses; nothing was applied then, and the same batch may
   *     come again
   */
  public void apply(List<String> events) throws SQLException {
    List<Received> received = new ArrayList<>(events.size());
    events.forEach(text -> reader.read(text).ifPresent(received::add));
    Set<String> gaps = inOneTransaction(received);
    gaps.forEach(
        payment ->
            alarms.publishEvent(
                new AlarmRaised(
                    "settlement_gap",
                    payment,
                    "An event of this payment came before one that is missing; it is parked and"
                        + " settled when the missing one comes.")));
    if (received.size() < events.size()) {
      alarms.publishEvent(
          new AlarmRaised(
              "settlement_unreadable",
              "settlement",
              (events.size() - received.size())
                  + " records of the journal's topic are not events of ours and were left out."));
    }
  }

  private Set<String> inOneTransaction(List<Received> events) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        Set<String> gaps = new SettlementBatch(connection, reader).apply(events);
        connection.commit();
        return gaps;
      } finally {
        // After a commit there is nothing to roll back.
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }
}
