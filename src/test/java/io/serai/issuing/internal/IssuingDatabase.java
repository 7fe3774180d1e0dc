package io.serai.issuing.internal;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.serai.issuing.IssuingSettings;
import io.serai.testkit.TestPostgres;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A database with card accounts {@code acc_1}, …, each with a card of the token {@code tok_1}, ….
 */
final class IssuingDatabase {

  private static final AtomicLong IDS = new AtomicLong();

  final DataSource database;
  final JdbcTemplate jdbc;

  IssuingDatabase(int accounts, long balance) {
    this(TestPostgres.shared().freshDatabase("issuing"), accounts, balance);
  }

  /** In an empty database. */
  IssuingDatabase(String url, int accounts, long balance) {
    var source = new PGSimpleDataSource();
    source.setUrl(url);
    database = source;
    Flyway.configure().dataSource(database).load().migrate();
    jdbc = new JdbcTemplate(database);
    jdbc.update(
        "insert into card_account (id, tenant, program, currency, balance_minor, created_at,"
            + " updated_at) select 'acc_' || i, 'bank', 'prepaid', 'JPY', ?, now(), now()"
            + " from generate_series(1, ?) i",
        balance,
        accounts);
    jdbc.update(
        "insert into card (id, account_id, tenant, token, bin, last_four, expiry, status,"
            + " created_at, updated_at) select 'crd_' || i, 'acc_' || i, 'bank', 'tok_' || i,"
            + " '411111', '1111', '2031-12', 'active', now(), now() from generate_series(1, ?) i",
        accounts);
  }

  static IssuingSettings settings(int writers, int queue, int group) {
    return new IssuingSettings(writers, queue, group, Duration.ofMillis(250), 1_000, null);
  }

  CardGroups work(Clock clock) {
    var json = new CardJson(JsonMapper.builder().findAndAddModules().build());
    return new CardGroups(json, new BusinessDates(() -> null), clock, () -> {});
  }

  PostgresCardAccounts accounts(IssuingSettings settings) {
    return accounts(database, settings);
  }

  PostgresCardAccounts accounts(DataSource by, IssuingSettings settings) {
    return new PostgresCardAccounts(
        by,
        settings,
        work(Clock.systemUTC()),
        prefix -> prefix + IDS.incrementAndGet(),
        System::nanoTime);
  }

  long held(String account) {
    return number("select held_minor from card_account where id = ?", account);
  }

  long number(String sql, Object... values) {
    Long found = jdbc.queryForObject(sql, Long.class, values);
    return found == null ? 0 : found;
  }

  /** What must hold of every account, whatever was done to it. */
  long breaches() {
    return number(
        """
        select count(*) from card_account a
          left join (select account_id, sum(held_minor) held from card_hold group by 1) h
            on h.account_id = a.id
          left join (select account_id, count(*) n, max(seq) seq, sum(posted_minor) posted,
                            sum(held_minor) held from card_event group by 1) e
            on e.account_id = a.id
         where a.held_minor <> coalesce(h.held, 0) or a.held_minor <> coalesce(e.held, 0)
            or a.seq <> coalesce(e.seq, 0) or a.seq <> coalesce(e.n, 0)
        """);
  }
}
