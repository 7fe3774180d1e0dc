package io.serai.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Asks the hub's database how far relay and settlement are behind. */
final class Behind implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String UNPUBLISHED =
      "select count(*), coalesce(extract(epoch from now() - min(j.at)), 0)"
          + " from journal_epoch e join journal j on j.epoch = e.epoch and j.xid >= e.mark";
  private static final String UNSETTLED =
      "select (select coalesce(sum(seq), 0) from payment)"
          + " - (select coalesce(sum(seq), 0) from settlement.position), 0";

  private final Connection database;

  /**
   * At one moment.
   *
   * @param unpublished entries that are not on Kafka
   * @param oldestSeconds the age of the oldest of them
   * @param unsettled entries that are not in the settlement table
   */
  record Lag(long unpublished, double oldestSeconds, long unsettled) {}

  Behind(String url) throws SQLException {
    database = DriverManager.getConnection(url);
  }

  Lag now() {
    double[] relay = ask(UNPUBLISHED);
    return new Lag((long) relay[0], relay[1], (long) ask(UNSETTLED)[0]);
  }

  /** Waits until everything is settled; says how many seconds that took. */
  double awaitSettled() {
    long began = System.nanoTime();
    Awaitility.await("everything is settled")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(250))
        .until(() -> ask(UNSETTLED)[0] == 0);
    return (System.nanoTime() - began) / 1e9;
  }

  private double[] ask(String sql) {
    try (Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return new double[] {row.getDouble(1), row.getDouble(2)};
    } catch (SQLException e) {
      throw new IllegalStateException("the lag cannot be read", e);
    }
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
