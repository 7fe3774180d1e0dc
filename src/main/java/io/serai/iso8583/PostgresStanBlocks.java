package io.serai.iso8583;

import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Leases from PostgreSQL, by its clock, so that no replica and no restart gets a block again. */
record PostgresStanBlocks(JdbcTemplate jdbc) implements StanBlocks {

  @Override
  public OptionalInt lease(String link, Duration hold, Duration rest, @Nullable Integer done) {
    Integer block =
        jdbc.queryForObject(
            "select serai_lease_stans(?, make_interval(secs => ?), make_interval(secs => ?),"
                + " cast(? as int))",
            Integer.class,
            link,
            seconds(hold),
            seconds(rest),
            done);
    return block == null ? OptionalInt.empty() : OptionalInt.of(block);
  }

  /** Rounded up. */
  private static long seconds(Duration duration) {
    return duration.plusMillis(999).toSeconds();
  }
}
