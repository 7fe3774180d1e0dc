package io.serai.check.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The checks over card accounts, page after page: all of them, or those that changed. */
final class CardChecks {

  /** An account has many more events than a payment has entries. */
  private static final int FEWER = 10;

  private static final Duration KEYS_KEPT = Duration.ofDays(30);

  private final DataSource database;
  private final Setting setting;
  private final Progress progress;
  private final Findings findings;
  private final Instant forgottenBefore;

  @FunctionalInterface
  private interface Ids {
    @Nullable Set<String> next(Connection connection) throws SQLException;
  }

  CardChecks(DataSource database, Setting setting, Progress progress, Findings findings) {
    this.database = database;
    this.setting = setting;
    this.progress = progress;
    this.findings = findings;
    this.forgottenBefore = setting.clock().instant().minus(KEYS_KEPT);
  }

  /** All accounts and all keys. */
  void all() throws SQLException {
    CardPages pages = new CardPages(size());
    check(pages::next);
    CardClaims claims = new CardClaims(setting.page());
    boolean more = true;
    while (more) {
      more = Reading.of(database, connection -> claims.next(connection, findings));
    }
  }

  /** The accounts that have events since then; a key without one was seen when it was new. */
  void changed(Mark from, Mark end) throws SQLException {
    Changes changes = Changes.ofCards(from, end, size());
    check(changes::next);
  }

  private int size() {
    return Math.max(1, setting.page() / FEWER);
  }

  private void check(Ids ids) throws SQLException {
    boolean more = true;
    while (more) {
      more =
          Reading.of(
              database,
              connection -> {
                Set<String> some = ids.next(connection);
                if (some != null && !some.isEmpty()) {
                  var unused = new CardReader(connection, forgottenBefore, findings).check(some);
                  progress.cards(some.size());
                }
                return some != null;
              });
    }
  }
}
