package io.serai.issuing.internal;

import io.serai.journal.RelayedEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts a batch into the order of each account's sequence. A transaction that waited for an account
 * may have a lower id than the one it waited for, so that the batch has an event whose predecessor
 * lies behind its end: that one is fetched and goes out first. Consumers of a card see some of its
 * account's events only, and could not tell a gap from an event of another card.
 */
final class CardEventOrder {

  private final CardEventSource source;
  private final Connection connection;
  private final int epoch;
  private final long mark;

  CardEventOrder(CardEventSource source, Connection connection, int epoch, long mark) {
    this.source = source;
    this.connection = connection;
    this.epoch = epoch;
    this.mark = mark;
  }

  List<RelayedEvent> of(List<RelayedEvent> batch) throws SQLException {
    SortedMap<String, SortedMap<Long, RelayedEvent>> accounts = new TreeMap<>();
    batch.forEach(event -> put(event, accounts));
    List<RelayedEvent> added = fetch(before(batch, accounts));
    while (!added.isEmpty()) {
      added.forEach(event -> put(event, accounts));
      added = fetch(before(added, accounts));
    }
    List<RelayedEvent> ordered = new ArrayList<>(batch.size());
    accounts.values().forEach(account -> ordered.addAll(account.values()));
    return ordered;
  }

  private static void put(
      RelayedEvent event, SortedMap<String, SortedMap<Long, RelayedEvent>> accounts) {
    accounts.computeIfAbsent(event.lane(), account -> new TreeMap<>()).put(event.seq(), event);
  }

  /** Those whose predecessor is not among them. */
  private static List<RelayedEvent> before(
      List<RelayedEvent> events, SortedMap<String, SortedMap<Long, RelayedEvent>> accounts) {
    return events.stream()
        .filter(event -> event.seq() > 1)
        .filter(event -> !has(accounts.get(event.lane()), event.seq() - 1))
        .toList();
  }

  private static boolean has(@Nullable SortedMap<Long, RelayedEvent> account, long seq) {
    return account != null && account.containsKey(seq);
  }

  /**
   * Each by the primary key, whatever the planner thinks of a table that has just begun to grow:
   * what is published already is sorted out behind the fence, for the index over transactions would
   * be read from the mark on for each row.
   */
  static String predecessors(CardEventSource source) {
    return "select p.* from unnest(?::text[], ?::bigint[]) w(account, seq) cross join lateral"
        + " (select j.epoch, j.xid, j.xid::text as transaction, "
        + source.columns()
        + " from card_event j where j.account_id = w.account and j.seq = w.seq offset 0) p"
        + " where p.epoch = ? and p.xid >= ?::xid8";
  }

  /** The predecessors that are not published yet. */
  private List<RelayedEvent> fetch(List<RelayedEvent> followers) throws SQLException {
    List<RelayedEvent> found = new ArrayList<>();
    if (followers.isEmpty()) {
      return found;
    }
    try (PreparedStatement query = connection.prepareStatement(predecessors(source))) {
      query.setArray(
          1,
          connection.createArrayOf(
              "text", followers.stream().map(RelayedEvent::lane).toArray(String[]::new)));
      query.setArray(
          2,
          connection.createArrayOf(
              "bigint", followers.stream().map(event -> event.seq() - 1).toArray(Long[]::new)));
      query.setInt(3, epoch);
      query.setString(4, Long.toUnsignedString(mark));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(source.event(Long.parseUnsignedLong(row.getString("transaction")), row));
        }
      }
    }
    return found;
  }
}
