package io.serai.check.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The payments, or the card accounts, that were written to since a mark, in the order of their
 * transactions, each once.
 */
final class Changes {

  private static final String PAYMENTS =
      "select t.payment_id, t.xid::text from journal t where t.epoch = ? and t.xid >= ?::xid8";
  private static final String CARDS =
      "select t.account_id, t.xid::text from card_event t where t.epoch = ? and t.xid >= ?::xid8";
  private static final String ORDER = " order by t.xid limit ?";

  /** An entry's payment and transaction. */
  private record Change(String payment, long xid) {}

  private final String select;
  private final int size;
  private final Mark end;
  private final Numbers visited = new Numbers();
  private int epoch;
  private long xid;

  /** The payments. */
  Changes(Mark from, Mark end, int size) {
    this(PAYMENTS, from, end, size);
  }

  /** The card accounts. */
  static Changes ofCards(Mark from, Mark end, int size) {
    return new Changes(CARDS, from, end, size);
  }

  private Changes(String select, Mark from, Mark end, int size) {
    this.select = select;
    this.epoch = Math.max(1, from.epoch());
    this.xid = from.xid();
    this.end = end;
    this.size = size;
  }

  /** The next names, or null at the end; a page may be empty. */
  @Nullable Set<String> next(Connection connection) throws SQLException {
    if (epoch > end.epoch()) {
      return null;
    }
    // An entry more than fits says that there is more; a transaction is never split.
    List<Change> changes = query(connection, select + upTo() + ORDER, size + 1);
    if (changes.size() <= size) {
      epoch++;
      xid = 0;
    } else {
      long cut = changes.get(size).xid();
      if (cut == changes.get(0).xid()) {
        xid = cut;
        changes = query(connection, select + " and t.xid <= ?::xid8" + ORDER, Integer.MAX_VALUE);
        xid = cut + 1;
      } else {
        changes.removeIf(c -> c.xid() == cut);
        xid = cut;
      }
    }
    Set<String> ids = new LinkedHashSet<>();
    for (Change change : changes) {
      if (visited.get(change.payment()) == 0) {
        visited.put(change.payment(), 1);
        ids.add(change.payment());
      }
    }
    return ids;
  }

  private String upTo() {
    return epoch == end.epoch() ? " and t.xid < ?::xid8" : " and t.xid <= ?::xid8";
  }

  private List<Change> query(Connection connection, String sql, int limit) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setInt(1, epoch);
      query.setString(2, Long.toUnsignedString(xid));
      boolean one = limit == Integer.MAX_VALUE;
      long top = one ? xid : epoch == end.epoch() ? end.xid() : -1L;
      query.setString(3, Long.toUnsignedString(top));
      query.setInt(4, limit);
      List<Change> changes = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          changes.add(new Change(row.getString(1), Long.parseUnsignedLong(row.getString(2))));
        }
      }
      return changes;
    }
  }
}
