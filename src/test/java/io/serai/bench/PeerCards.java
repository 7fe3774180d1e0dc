package io.serai.bench;

import io.serai.testkit.TestCards;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;

/**
 * The issuer of cards, as it is usually written: a transaction for each message that locks the
 * account, looks at what is available, inserts the decision, adds to what is held, and commits. No
 * limits, no history, no events.
 */
record PeerCards(DataSource database) implements Peer.Decision {

  private static final int AT_ONCE = 5_000;

  /** Makes tables and cards. */
  static PeerCards of(DataSource database, int cards) throws SQLException {
    var unused = PeerInsert.of(database);
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create table account (id bigint primary key, balance bigint, held bigint not null"
              + " default 0); create table card (pan text primary key, expiry text, status text,"
              + " account bigint not null references account)");
      statement.execute(
          "insert into account (id, balance) select n, %d from generate_series(1, %d) n"
              .formatted(Servers.BALANCE, cards));
      try (PreparedStatement card =
          connection.prepareStatement("insert into card values (?, '3012', 'active', ?)")) {
        for (int number = 1; number <= cards; number++) {
          card.setString(1, TestCards.number(number));
          card.setLong(2, number);
          card.addBatch();
          if (number % AT_ONCE == 0 || number == cards) {
            card.executeBatch();
          }
        }
      }
      statement.execute("vacuum analyze account, card");
    }
    return new PeerCards(database);
  }

  @Override
  public String of(ISOMsg message) throws SQLException, ISOException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        String code = decide(connection, message);
        connection.commit();
        return code;
      } catch (SQLException | ISOException e) {
        connection.rollback();
        throw e;
      }
    }
  }

  private static String decide(Connection connection, ISOMsg message)
      throws SQLException, ISOException {
    long amount = Long.parseLong(message.getString(4));
    try (PreparedStatement find =
        connection.prepareStatement(
            "select a.id, a.balance - a.held, c.status, c.expiry from card c join account a"
                + " on a.id = c.account where c.pan = ? for update of a")) {
      find.setString(1, message.getString(2));
      try (ResultSet row = find.executeQuery()) {
        if (!row.next()) {
          return told(connection, message, "14");
        }
        if (!row.getString(3).equals("active")) {
          return told(connection, message, "62");
        }
        if (!row.getString(4).equals(message.getString(14))) {
          return told(connection, message, "54");
        }
        if (row.getLong(2) < amount) {
          return told(connection, message, "51");
        }
        hold(connection, row.getLong(1), amount);
        return told(connection, message, "00");
      }
    }
  }

  private static void hold(Connection connection, long account, long amount) throws SQLException {
    try (PreparedStatement more =
        connection.prepareStatement("update account set held = held + ? where id = ?")) {
      more.setLong(1, amount);
      more.setLong(2, account);
      more.executeUpdate();
    }
  }

  private static String told(Connection connection, ISOMsg message, String code)
      throws SQLException, ISOException {
    PeerInsert.insert(connection, message, code);
    return code;
  }
}
