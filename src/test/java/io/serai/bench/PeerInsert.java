package io.serai.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;

/** Approves everything, with a row for each message. */
record PeerInsert(DataSource database) implements Peer.Decision {

  private static final String INSERT =
      "insert into message (terminal, merchant, stan, sent_at, mti, amount, currency, code)"
          + " values (?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String APPROVED = "00";

  /** Makes the table. */
  static PeerInsert of(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create table message (terminal text, merchant text, stan text, sent_at text, mti text,"
              + " amount bigint, currency text, code text, at timestamptz default now(),"
              + " primary key (terminal, merchant, sent_at, stan))");
    }
    return new PeerInsert(database);
  }

  @Override
  public String of(ISOMsg message) throws SQLException, ISOException {
    try (Connection connection = database.getConnection()) {
      insert(connection, message, APPROVED);
    }
    return APPROVED;
  }

  static void insert(Connection connection, ISOMsg message, String code)
      throws SQLException, ISOException {
    try (PreparedStatement row = connection.prepareStatement(INSERT)) {
      row.setString(1, message.getString(41));
      row.setString(2, message.getString(42));
      row.setString(3, message.getString(11));
      row.setString(4, message.getString(7));
      row.setString(5, message.getMTI());
      row.setLong(6, Long.parseLong(message.getString(4)));
      row.setString(7, message.getString(49));
      row.setString(8, code);
      row.executeUpdate();
    }
  }
}
