package io.serai.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;
import org.jpos.iso.ISORequestListener;
import org.jpos.iso.ISOServer;
import org.jpos.iso.ISOSource;
import org.jpos.iso.packager.GenericPackager;

/**
 * The peer, as a jPOS server is usually written: a thread for each connection, a transaction
 * committed for each message, then the answer. System properties: {@code peer.port}, {@code
 * peer.database} (JDBC URL), {@code peer.connections}; with {@code peer.cards} it is the issuer of
 * as many cards ({@link PeerCards}), otherwise it inserts a row ({@link PeerInsert}).
 */
public final class Peer implements ISORequestListener {

  /** What a message is answered; committed when this returns. */
  interface Decision {
    String of(ISOMsg message) throws SQLException, ISOException;
  }

  private final Decision decision;
  private final AtomicLong numbers = new AtomicLong();

  private Peer(Decision decision) {
    this.decision = decision;
  }

  /** Runs until the process is ended. */
  public static void main(String[] args) throws ISOException, SQLException {
    HikariConfig pool = new HikariConfig();
    pool.setJdbcUrl(System.getProperty("peer.database"));
    int connections = Integer.getInteger("peer.connections", 40);
    pool.setMaximumPoolSize(connections);
    pool.setMinimumIdle(connections);
    HikariDataSource database = new HikariDataSource(pool);
    int cards = Integer.getInteger("peer.cards", 0);
    Decision decision = cards > 0 ? PeerCards.of(database, cards) : PeerInsert.of(database);
    GenericPackager packager =
        new GenericPackager(Peer.class.getResourceAsStream(IsoFrame.PACKAGER));
    PeerChannel channel = new PeerChannel();
    channel.setPackager(packager);
    // Without a pool of threads it makes its own, of up to a hundred.
    ISOServer server = new ISOServer(Integer.getInteger("peer.port"), channel, null);
    server.addISORequestListener(new Peer(decision));
    server.run();
  }

  @Override
  public boolean process(ISOSource source, ISOMsg message) {
    try {
      String code = decision.of(message);
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
}
