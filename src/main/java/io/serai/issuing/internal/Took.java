package io.serai.issuing.internal;

import io.serai.issuing.CardAccounts.Done;
import io.serai.issuing.internal.CardItem.Attempt;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds out which steps took effect whose connection broke, by the id of their commit. */
final class Took {

  private static final String EVENT =
      "select 1 from card_event where account_id = ? and seq = ? and commit_id = ?";
  private static final String CLAIM = "select 1 from card_claim where id = ? and commit_id = ?";

  private Took() {}

  /** What is told of each, or null for one that was not written. */
  static List<@Nullable Done> effect(Connection connection, List<CardItem> group)
      throws SQLException {
    wait(connection, group);
    List<@Nullable Done> told = new ArrayList<>(group.size());
    for (CardItem item : group) {
      Attempt attempt = item.attempt;
      told.add(attempt != null && took(connection, item, attempt) ? attempt.done() : null);
    }
    return told;
  }

  /**
   * Where only the way to PostgreSQL broke, the old transaction may still be at work: it has its
   * accounts locked, and is waited for.
   */
  private static void wait(Connection connection, List<CardItem> group) throws SQLException {
    Object[] accounts =
        group.stream()
            .map(item -> item.attempt)
            .filter(Objects::nonNull)
            .map(Attempt::account)
            .filter(Objects::nonNull)
            .toArray(String[]::new);
    try (PreparedStatement lock =
        connection.prepareStatement(
            "select 1 from card_account where id = any(?) order by id for share")) {
      lock.setArray(1, connection.createArrayOf("text", accounts));
      lock.execute();
    }
  }

  private static boolean took(Connection connection, CardItem item, Attempt attempt)
      throws SQLException {
    if (attempt.account() == null && attempt.claim() == null) {
      return true;
    }
    try (PreparedStatement query =
        connection.prepareStatement(attempt.account() == null ? CLAIM : EVENT)) {
      int next = 1;
      if (attempt.account() == null) {
        query.setString(next++, attempt.claim());
      } else {
        query.setString(next++, attempt.account());
        query.setLong(next++, attempt.seq());
      }
      query.setString(next, item.commit);
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }
}
