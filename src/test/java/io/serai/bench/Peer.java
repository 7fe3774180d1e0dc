package io.serai.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;
import org.jpos.iso.ISORequestListener;
import org.jpos.iso.ISOServer;
import org.jpos.iso.ISOSource;
import org.jpos.iso.packager.GenericPackager;

/**
 * The peer, as a jPOS server is usually written: a thread for each connection, a row inserted and
 * committed for each message, then the answer. System properties: {@code peer.port}, {@code
 * peer.database} (JDBC URL), {@code peer.connections}.
 */
public final class Peer implements ISORequestListener {

  private static final String INSERT =
      "insert into message (terminal, merchant, stan, sent_at, mti, amount, currency, code)"
          + " values (?, ?, ?, ?, ?, ?, ?, ?)";

  private final DataSource database;
  private final AtomicLong numbers = new AtomicLong();

  private Peer(DataSource database) {
    this.database = database;
  }

  /** Runs until the process is ended. */
  public static void main(String[] args) throws ISOException, SQLException {
    HikariConfig pool = new HikariConfig();
    pool.setJdbcUrl(System.getProperty("peer.database"));
    int connections = Integer.getInteger("peer.connections", 40);
    pool.setMaximumPoolSize(connections);
    pool.setMinimumIdle(connections);
    HikariDataSource database = new HikariDataSource(pool);
    createTable(database);
    GenericPackager packager =
        new GenericPackager(Peer.class.getResourceAsStream(IsoFrame.PACKAGER));
    PeerChannel channel = new PeerChannel();
    channel.setPackager(packager);
    // Without a pool of threads it makes its own, of up to a hundred.
    ISOServer server = new ISOServer(Integer.getInteger("peer.port"), channel, null);
    server.addISORequestListener(new Peer(database));
    server.run();
  }

  private static void createTable(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create table message (terminal text, merchant text, stan text, sent_at text, mti text,"
              + " amount bigint, currency text, code text, at timestamptz default now(),"
              + " primary key (terminal, merchant, sent_at, stan))");
    }
  }

  @Override
  public boolean process(ISOSource source, ISOMsg message) {
    try {
      String code = "00";
      insert(message, code);
      message.setResponseMTI();
      message.set(37, "%012d".formatted(numbers.incrementAndGet()));
      message.set(38, "A12345");
      message.set(39, code);
      source.send(message);
      return true;
    } catch (SQLException | ISOException | IOException e) {
      System.err.println("not answered: " + e);
      return false;
    }
  }

  private void insert(ISOMsg message, String code) throws SQLException, ISOException {
    try (Connection connection = database.getConnection();
        PreparedStatement row = connection.prepareStatement(INSERT)) {
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
