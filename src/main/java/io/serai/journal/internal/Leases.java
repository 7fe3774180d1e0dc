package io.serai.journal.internal;

import io.serai.upkeep.Upkeep;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Keeps this process's lease alive, by the database's clock, which it reads each time. */
final class Leases implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

  private final JdbcTemplate jdbc;
  private final String id;
  private final long seconds;
  private final DatabaseClock clock = new DatabaseClock(System::nanoTime);
  private final Upkeep upkeep = new Upkeep("serai-lease", "This process's lease was not renewed");

  Leases(JdbcTemplate jdbc, String id, Duration length) {
    this.jdbc = jdbc;
    this.id = id;
    this.seconds = Math.max(1, length.toSeconds());
    renew();
    upkeep.every(length.dividedBy(5), this::renew);
  }

  String id() {
    return id;
  }

  /** The database's time. */
  Clock clock() {
    return clock;
  }

  private void renew() {
    long asked = System.nanoTime();
    OffsetDateTime said =
        jdbc.queryForObject(
            "insert into process_lease (id, expires_at) values (?, now() + make_interval(secs => ?))"
                + " on conflict (id) do update set expires_at = excluded.expires_at"
                + " returning clock_timestamp()",
            OffsetDateTime.class,
            id,
            seconds);
    clock.read(Objects.requireNonNull(said).toInstant(), asked);
    jdbc.update("delete from process_lease where expires_at < now() - interval '1 day'");
  }

  /** Gives the lease up, so that what this process left undone is taken over at once. */
  @Override
  public void close() {
    upkeep.close();
    try {
      jdbc.update("delete from process_lease where id = ?", id);
    } catch (DataAccessException e) {
      LOG.warn("The lease {} was not given up; it expires by itself: {}", id, e.getMessage());
    }
  }
}
