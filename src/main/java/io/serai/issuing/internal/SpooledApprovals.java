package io.serai.issuing.internal;

import io.serai.issuing.AccountWork;
import io.serai.issuing.CardAccounts.Done;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Approvals while the database is away: on disk in the spool before they are answered, and booked
 * as advices, before anything else, once it is back. Each is booked once: its key is claimed with
 * it, and it leaves the spool only afterwards. Thread-safe.
 */
final class SpooledApprovals implements WithoutDatabase, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SpooledApprovals.class);
  private static final int AT_ONCE = 500;

  private final OfflineRules rules;
  private final Spool spool;
  private final Spool refused;
  private final QueuedAccounts accounts;

  /**
   * Begins with what an earlier process has left.
   *
   * @param refused where lines go that cannot be booked, for people
   */
  SpooledApprovals(
      OfflineRules rules, Spool spool, Spool refused, QueuedAccounts accounts, Reach reach) {
    this.rules = rules;
    this.spool = spool;
    this.refused = refused;
    this.accounts = accounts;
    reach.onReturn(this::book);
    if (!spool.content().join().lines().isEmpty()) {
      reach.lost();
    }
  }

  /** With a file, and another beside it, {@code .refused}. */
  static SpooledApprovals in(Path file, OfflineRules rules, QueuedAccounts accounts, Reach reach) {
    Path aside = file.resolveSibling(file.getFileName() + ".refused");
    return new SpooledApprovals(rules, new Spool(file), new Spool(aside), accounts, reach);
  }

  @Override
  public @Nullable CompletableFuture<Done> approve(AccountWork work) {
    OfflineRules.Approved approved = work.key() == null ? null : rules.approve(work);
    return approved == null
        ? null
        : spool.append(approved.line()).thenApply(safe -> new Done(approved.decision(), false));
  }

  /** Books all that is there; throws where the database is lost again before it is done. */
  private void book() {
    Spool.Content content = spool.content().join();
    List<String> lines = content.lines();
    if (lines.isEmpty()) {
      return;
    }
    for (int from = 0; from < lines.size(); from += AT_ONCE) {
      List<String> some = lines.subList(from, Math.min(from + AT_ONCE, lines.size()));
      CompletableFuture.allOf(some.stream().map(this::book).toArray(CompletableFuture[]::new))
          .join();
    }
    spool.drop(content).join();
    LOG.info("{} approvals without the database are booked", lines.size());
  }

  private CompletableFuture<Void> book(String line) {
    CompletableFuture<Done> booked;
    try {
      booked = accounts.commitAhead(rules.advice(line));
    } catch (RuntimeException e) {
      booked = CompletableFuture.failedFuture(e);
    }
    return booked.<Void>thenApply(done -> null).exceptionallyCompose(e -> keep(line, e));
  }

  /** What only has to be tried again stays; a line that is wrong must not keep the others. */
  private CompletableFuture<Void> keep(String line, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof SeraiException e
        && e.code().category() == ErrorCode.Category.UNAVAILABLE) {
      return CompletableFuture.failedFuture(e);
    }
    LOG.error("An approval without the database cannot be booked; it is kept aside", cause);
    return refused.append(line);
  }

  @Override
  public void close() {
    spool.close();
    refused.close();
  }
}
