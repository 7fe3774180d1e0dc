package io.serai.issuing.internal;

import io.serai.issuing.Card;
import io.serai.issuing.CardAccount;
import io.serai.issuing.CardStatus;
import io.serai.issuing.Hold;
import io.serai.issuing.Snapshot;
import io.serai.payment.Currency;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Locks what a group is about and reads it: {@code serai_card_look}.
 *
 * @param json of the columns that are JSON
 */
record LookCall(CardJson json) {

  private static final String SQL = "select * from serai_card_look(" + Columns.marks(5) + ")";

  /** In the order of the items. */
  List<Seen> look(Connection connection, List<CardItem> group, Instant at) throws SQLException {
    var items = new Columns("text text text text text");
    for (CardItem item : group) {
      items.add(item.tenant(), item.token(), item.account(), item.work.key(), item.work.holdRef());
    }
    List<Seen> seen = new ArrayList<>(group.size());
    try (PreparedStatement call = connection.prepareStatement(SQL)) {
      items.bind(connection, call, 1);
      try (ResultSet row = call.executeQuery()) {
        while (row.next()) {
          seen.add(seen(row, at));
        }
      }
    }
    return seen;
  }

  private Seen seen(ResultSet row, Instant at) throws SQLException {
    String decision = row.getString("decision");
    return new Seen(
        new Snapshot(at, account(row), card(row), hold(row), named(row)),
        row.getString("fingerprint"),
        decision == null ? null : json.decision(decision),
        row.getBoolean("told_taken_back"));
  }

  private Snapshot.@Nullable Named named(ResultSet row) throws SQLException {
    String decision = row.getString("named_decision");
    return decision == null
        ? null
        : new Snapshot.Named(json.decision(decision), row.getBoolean("named_taken_back"));
  }

  private @Nullable CardAccount account(ResultSet row) throws SQLException {
    String id = row.getString("account_id");
    return id == null
        ? null
        : new CardAccount(
            id,
            row.getString("tenant"),
            row.getString("program"),
            Currency.of(row.getString("currency")),
            row.getLong("balance_minor"),
            row.getLong("credit_line_minor"),
            row.getLong("account_held_minor"),
            row.getLong("seq"),
            json.usage(row.getString("usage")));
  }

  private static @Nullable Card card(ResultSet row) throws SQLException {
    String id = row.getString("card_id");
    return id == null
        ? null
        : new Card(
            id,
            row.getString("account_id"),
            row.getString("token"),
            row.getString("bin"),
            row.getString("last_four"),
            YearMonth.parse(row.getString("expiry")),
            CardStatus.valueOf(row.getString("card_status").toUpperCase(Locale.ROOT)));
  }

  private @Nullable Hold hold(ResultSet row) throws SQLException {
    String id = row.getString("hold_id");
    if (id == null) {
      return null;
    }
    String key = row.getString("hold_key");
    return new Hold(
        id,
        row.getString("account_id"),
        row.getString("hold_card"),
        key.substring(row.getString("tenant").length() + 1),
        row.getLong("authorized_minor"),
        row.getLong("held_minor"),
        row.getLong("cleared_minor"),
        row.getLong("reversed_minor"),
        Hold.State.valueOf(row.getString("hold_state").toUpperCase(Locale.ROOT)),
        row.getString("approval_code"),
        row.getString("rrn"),
        json.merchant(row.getString("merchant")),
        row.getObject("hold_at", OffsetDateTime.class).toInstant(),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        row.getBoolean("estimated"),
        row.getBoolean("stand_in"));
  }
}
