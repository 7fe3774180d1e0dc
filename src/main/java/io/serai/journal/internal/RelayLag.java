package io.serai.journal.internal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.serai.journal.RelaySource;
import io.serai.payment.AlarmRaised;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How far Kafka is behind: the age of the oldest committed row that is not published, also of one
 * that is held back by a transaction still running. While PostgreSQL cannot be asked it grows from
 * the last answer. Measured by every process, so that a relay that hangs is noticed by the others.
 */
final class RelayLag {

  private final Clock clock;
  private final RelaySource source;
  private final String oldestRow;
  private final Consumer<AlarmRaised> alarms;
  private volatile @Nullable Instant oldest;
  private volatile Instant measured;
  private boolean raised;

  RelayLag(RelaySource source, Clock clock, Consumer<AlarmRaised> alarms) {
    this.clock = clock;
    this.source = source;
    this.oldestRow =
        "select min(o.at) from journal_epoch e cross join lateral (select j.at from "
            + source.table()
            + " j where j.epoch = e.epoch and j.xid >= e."
            + source.mark()
            + " order by j.xid limit 1) o";
    this.alarms = alarms;
    this.measured = clock.instant();
  }

  void register(MeterRegistry meters) {
    Gauge.builder(source.metric(), this, RelayLag::seconds)
        .description("Age of the oldest row of the " + source.name() + " that is not on Kafka")
        .baseUnit("seconds")
        .register(meters);
  }

  void measure(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(oldestRow);
        ResultSet row = query.executeQuery()) {
      Timestamp at = row.next() ? row.getTimestamp(1) : null;
      oldest = at == null ? null : at.toInstant();
      measured = clock.instant();
    }
  }

  void notMeasured() {
    if (oldest == null) {
      oldest = measured;
    }
  }

  /** Raises the alarm once, until the lag is back below the threshold. */
  void watch() {
    boolean late = age().compareTo(source.pace().lagAlarm()) > 0;
    if (late && !raised) {
      alarms.accept(
          new AlarmRaised(
              "relay_lag",
              source.alarmSubject(),
              "Kafka is "
                  + age().toSeconds()
                  + " s behind the "
                  + source.name()
                  + "; nothing is lost, but "
                  + source.whileLate()
                  + ". Look at Kafka, PostgreSQL and long transactions."));
    }
    raised = late;
  }

  Duration age() {
    Instant since = oldest;
    if (since == null) {
      return Duration.ZERO;
    }
    Duration age = Duration.between(since, clock.instant());
    return age.isNegative() ? Duration.ZERO : age;
  }

  double seconds() {
    return age().toMillis() / 1000.0;
  }
}
