package io.serai.journal.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.journal.Claim;
import io.serai.journal.Commit;
import io.serai.journal.CommitResult;
import io.serai.journal.CommitWatcher;
import io.serai.journal.GroupCommit;
import io.serai.journal.GroupSize;
import io.serai.journal.HistoryEntry;
import io.serai.journal.Journal;
import io.serai.journal.JournalSettings;
import io.serai.payment.CardNumber;
import io.serai.payment.ErrorCode;
import io.serai.payment.Payment;
import io.serai.payment.SeraiException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** The journal in PostgreSQL: commits in groups, readers beside them. */
final class PostgresJournal implements Journal, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresJournal.class);
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  private final GroupCommit<Commit, CommitResult> groups;
  private final ExecutorService readers;
  private final Supplier<SeraiException> full;
  private final JdbcTemplate jdbc;
  private final ObjectMapper json;
  private final CardVault vault;
  private final String lease;
  private final List<CommitWatcher> watchers;

  PostgresJournal(
      DataSource database,
      JournalSettings settings,
      ObjectMapper json,
      CardVault vault,
      String lease,
      int epoch,
      List<CommitWatcher> watchers) {
    this.watchers = watchers;
    this.readers = Threads.fixed("journal-reader", settings.readers(), settings.queue());
    this.jdbc = new JdbcTemplate(database);
    this.json = json;
    this.vault = vault;
    this.lease = lease;
    var work = new JournalGroups(new GroupCall(json, vault), epoch);
    this.full = work::full;
    this.groups =
        new GroupCommit<>(
            new GroupSize("journal", settings.writers(), settings.queue(), settings.group()),
            database,
            work,
            System::nanoTime);
  }

  @Override
  public CompletableFuture<CommitResult> commit(Commit commit) {
    CompletableFuture<CommitResult> written = groups.commit(commit);
    return commit.postings().isEmpty() || watchers.isEmpty()
        ? written
        : written.thenApply(result -> tell(commit, result));
  }

  private CommitResult tell(Commit commit, CommitResult result) {
    if (result == CommitResult.COMMITTED) {
      for (CommitWatcher watcher : watchers) {
        try {
          watcher.committed(commit);
        } catch (RuntimeException e) {
          LOG.error("A commit of {} was not counted", commit.payment().id(), e);
        }
      }
    }
    return result;
  }

  @Override
  public CompletableFuture<Optional<Payment>> payment(String paymentId) {
    return read(
        () ->
            jdbc
                .query(
                    "select data from payment where id = ?",
                    (row, n) -> read(row.getString(1), Payment.class),
                    paymentId)
                .stream()
                .findFirst());
  }

  @Override
  public CompletableFuture<Optional<Claim>> claim(String tenant, String key) {
    return read(
        () ->
            jdbc
                .query(
                    "select payment_id, subject, fingerprint, at from claim where id = ?",
                    (row, n) ->
                        new Claim(
                            key,
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getTimestamp(4).toInstant()),
                    tenant + "/" + key)
                .stream()
                .findFirst());
  }

  @Override
  public CompletableFuture<Optional<String>> answer(String paymentId, String subject) {
    return read(
        () ->
            jdbc
                .queryForList(
                    "select answer from journal where payment_id = ? and subject = ?"
                        + " and answer is not null order by seq desc limit 1",
                    String.class,
                    paymentId,
                    subject)
                .stream()
                .findFirst());
  }

  @Override
  public CompletableFuture<List<HistoryEntry>> history(String paymentId) {
    return read(
        () ->
            jdbc.query(
                "select seq, event, at, data from journal where payment_id = ? order by seq",
                (row, n) ->
                    new HistoryEntry(
                        row.getInt(1),
                        row.getString(2),
                        row.getTimestamp(3).toInstant(),
                        map(row.getString(4))),
                paymentId));
  }

  @Override
  public CompletableFuture<Optional<CardNumber>> card(String paymentId) {
    return read(
        () ->
            jdbc
                .query(
                    "select key_id, sealed from card_vault where payment_id = ?",
                    (row, n) -> vault.open(paymentId, row.getString(1), row.getBytes(2)),
                    paymentId)
                .stream()
                .findFirst());
  }

  @Override
  public String keyed(String text) {
    return vault.keyed(text);
  }

  @Override
  public String lease() {
    return lease;
  }

  private <T> CompletableFuture<T> read(Supplier<T> query) {
    try {
      return CompletableFuture.supplyAsync(() -> guarded(query), readers);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(full.get());
    }
  }

  private static <T> T guarded(Supplier<T> query) {
    try {
      return query.get();
    } catch (DataAccessException e) {
      throw new SeraiException(
          ErrorCode.JOURNAL_UNAVAILABLE, null, "the journal cannot be read just now", e);
    }
  }

  private <T> T read(String text, Class<T> type) {
    try {
      return json.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new SeraiException(ErrorCode.INTERNAL, null, "a row of the journal is unreadable", e);
    }
  }

  private Map<String, Object> map(String text) {
    try {
      return json.readValue(text, MAP);
    } catch (JsonProcessingException e) {
      throw new SeraiException(ErrorCode.INTERNAL, null, "a row of the journal is unreadable", e);
    }
  }

  @Override
  public void close() {
    groups.close();
    Threads.stop(readers);
  }
}
