package io.serai.check.internal;

import io.serai.check.CheckReport;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One run: first how far everything is, then the providers and Kafka, then page after page. */
public final class CheckRun {

  private static final String READ_ONLY = "25006";

  private final DataSource database;
  private final Setting setting;
  private final Findings findings = new Findings();
  private final Progress progress;

  /** How far everything was when the run began. */
  private record Begin(Mark from, Mark end, Relayed relayed, long payments) {}

  @FunctionalInterface
  private interface Names {
    @Nullable Set<String> next(Connection connection) throws SQLException;
  }

  /** A run as it was told. */
  public CheckRun(DataSource database, Setting setting) {
    this.database = database;
    this.setting = setting;
    this.progress = new Progress(setting);
  }

  /** Runs. */
  public CheckReport run() throws SQLException {
    Begin begin = Reading.of(database, this::begin);
    boolean all = setting.full() || begin.from().isBeginning();
    progress.say(
        all
            ? "checking all payments, about " + begin.payments()
            : "checking the payments that changed since " + begin.from().at());
    Books books = Books.read(setting);
    Published published = new Published(begin.relayed(), begin.from(), progress);
    if (setting.brokers() != null && setting.topic() != null) {
      published.read(database, setting.brokers(), setting.topic(), findings);
    }
    books.strangers(database, findings);
    List<Rule> rules =
        List.of(
            new OneEffect(books, begin.end(), setting.clock().instant()),
            new OneState(),
            new NothingForgotten(),
            new IntentsFirst(books),
            new Balanced(),
            new SettledRight(progress),
            published,
            new CardFree());
    Pages pages = new Pages(setting.page());
    Changes changes = new Changes(begin.from(), begin.end(), setting.page());
    check(all ? pages::next : changes::next, rules, all ? begin.payments() : 0);
    CardChecks cards = new CardChecks(database, setting, progress, findings);
    if (all) {
      cards.all();
    } else {
      cards.changed(begin.from(), begin.end());
    }
    CardScan.run(database, all, progress, findings);
    CheckReport report = progress.report(findings);
    if (report.found() == 0) {
      keep(progress.next(begin.end()));
    }
    return report;
  }

  private Begin begin(Connection connection) throws SQLException {
    Mark last = Mark.last(connection);
    Mark from = setting.full() ? Mark.BEGINNING : last;
    return new Begin(
        from,
        Mark.now(connection, setting.clock().instant()),
        Relayed.read(connection),
        payments(connection));
  }

  /** Counted where that is cheap, else as PostgreSQL's statistics have it. */
  private static long payments(Connection connection) throws SQLException {
    try (Statement query = connection.createStatement();
        ResultSet row =
            query.executeQuery(
                "select case when c.reltuples > 100000 then c.reltuples::bigint"
                    + " else (select count(*) from payment) end"
                    + " from pg_class c where c.oid = 'payment'::regclass")) {
      row.next();
      return row.getLong(1);
    }
  }

  private void check(Names names, List<Rule> rules, long total) throws SQLException {
    boolean more = true;
    while (more) {
      Optional<List<PaymentFile>> page =
          Reading.of(
              database,
              connection -> {
                Set<String> ids = names.next(connection);
                return ids == null
                    ? Optional.empty()
                    : Optional.of(new FileReader(connection).read(ids));
              });
      page.ifPresent(payments -> payments.forEach(payment -> check(payment, rules)));
      progress.of(total);
      more = page.isPresent();
    }
  }

  private void check(PaymentFile payment, List<Rule> rules) {
    rules.forEach(rule -> rule.check(payment, findings));
    progress.checked(payment);
  }

  private void keep(Mark next) throws SQLException {
    try (Connection connection = database.getConnection()) {
      next.keep(connection);
    } catch (SQLException e) {
      if (!READ_ONLY.equals(e.getSQLState())) {
        throw e;
      }
      progress.say("this database cannot be written: the next run begins where this one did");
    }
  }
}
