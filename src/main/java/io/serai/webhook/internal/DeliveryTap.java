package io.serai.webhook.internal;

import io.serai.journal.RelayTap;
import io.serai.journal.RelayedEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes down what is to be delivered, in the transaction that moves the relay's mark: once for
 * each endpoint and event, however often the relay brings it.
 */
final class DeliveryTap implements RelayTap {

  private static final String INSERT =
      """
      with fresh as (
        insert into webhook_delivery
               (endpoint, tenant, subject, event_id, type, body, since, at)
        select e.endpoint, e.tenant, e.subject, e.id, e.type, e.body, ?, ?
          from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
               with ordinality e(endpoint, tenant, subject, id, type, body, n)
         order by e.n
        on conflict (endpoint, event_id) do nothing
        returning endpoint, subject)
      insert into webhook_lane (endpoint, subject, due_at)
      select distinct endpoint, subject, ?::timestamptz from fresh order by 1, 2
      on conflict (endpoint, subject) do update
         set due_at = case when webhook_lane.due_at = 'infinity' then excluded.due_at
                           else webhook_lane.due_at end
      """;

  private final List<Endpoint> endpoints;
  private final Clock clock;
  private final Runnable written;

  /** A tap that says to {@code written} when there is something to send. */
  DeliveryTap(List<Endpoint> endpoints, Clock clock, Runnable written) {
    this.endpoints = endpoints;
    this.clock = clock;
    this.written = written;
  }

  @Override
  public boolean wants(RelayedEvent event) {
    return endpoints.stream().anyMatch(endpoint -> endpoint.wants(event));
  }

  @Override
  public void take(Connection connection, List<RelayedEvent> events) throws SQLException {
    List<String> names = new ArrayList<>();
    List<RelayedEvent> rows = new ArrayList<>();
    for (RelayedEvent event : events) {
      for (Endpoint endpoint : endpoints) {
        if (endpoint.wants(event)) {
          names.add(endpoint.name());
          rows.add(event);
        }
      }
    }
    Timestamp now = Timestamp.from(clock.instant());
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setTimestamp(1, now);
      insert.setTimestamp(2, now);
      insert.setArray(3, connection.createArrayOf("text", names.toArray()));
      insert.setArray(4, texts(connection, rows.stream().map(RelayedEvent::tenant).toList()));
      insert.setArray(5, texts(connection, rows.stream().map(RelayedEvent::subject).toList()));
      insert.setArray(6, texts(connection, rows.stream().map(RelayedEvent::id).toList()));
      insert.setArray(7, texts(connection, rows.stream().map(RelayedEvent::type).toList()));
      insert.setArray(8, texts(connection, rows.stream().map(RelayedEvent::text).toList()));
      insert.setTimestamp(9, now);
      insert.executeUpdate();
    }
  }

  private static java.sql.Array texts(Connection connection, List<String> values)
      throws SQLException {
    return connection.createArrayOf("text", values.toArray());
  }

  @Override
  public void committed() {
    written.run();
  }
}
