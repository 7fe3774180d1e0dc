package io.serai.issuing.internal;

import io.serai.issuing.AccountWork;
import io.serai.issuing.IssuingSettings;
import io.serai.journal.GroupCommit;
import io.serai.journal.GroupSize;
import io.serai.journal.GroupWork;
import io.serai.payment.Ids;
import io.serai.payment.Ticker;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;

/** Card accounts in PostgreSQL, committed in groups. */
final class PostgresCardAccounts implements QueuedAccounts, AutoCloseable {

  private final GroupCommit<CardItem, Done> groups;
  private final Ids ids;

  PostgresCardAccounts(
      DataSource database,
      IssuingSettings settings,
      GroupWork<CardItem, Done> work,
      Ids ids,
      Ticker ticker) {
    this.ids = ids;
    this.groups =
        new GroupCommit<>(
            new GroupSize("issuing", settings.writers(), settings.queue(), settings.group()),
            database,
            work,
            ticker);
  }

  @Override
  public CompletableFuture<Done> commit(AccountWork work) {
    return groups.commit(item(work));
  }

  @Override
  public CompletableFuture<Done> commitAhead(AccountWork work) {
    return groups.commitAhead(item(work));
  }

  private CardItem item(AccountWork work) {
    return new CardItem(work, ids.next("cmt_"));
  }

  @Override
  public long outlookNanos(AccountWork work, boolean ahead) {
    return groups.outlookNanos(CardItem.lane(work), ahead);
  }

  @Override
  public int waiting() {
    return groups.waiting();
  }

  @Override
  public void close() {
    groups.close();
  }
}
