package io.serai.check;

import io.serai.check.internal.CheckRun;
import io.serai.check.internal.Setting;
import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * States I1 to I8 over what a hub has written. Made with {@link #on} and told more by the methods
 * that return it; not thread-safe, but it may run beside a hub at work: it reads small pages in
 * transactions that are read-only and limited in time, and counts what is still on its way as
 * unresolved or unsettled.
 *
 * <p>A run without a breach leaves a mark, and the next one looks only at payments that changed
 * since, unless it is told {@link #full()}. A run with a breach leaves the mark as it is.
 */
public final class Checker {

  /** Breaches that a report holds at the most; all are counted. */
  public static final int MOST_BREACHES = 1000;

  private final DataSource database;
  private final Map<String, URI> books = new LinkedHashMap<>();
  private @Nullable String brokers;
  private @Nullable String topic;
  private boolean full;
  private int page = 500;
  private Duration patience = Duration.ofMinutes(10);
  private Clock clock = Clock.systemUTC();
  private Consumer<String> progress = line -> {};

  private Checker(DataSource database) {
    this.database = Objects.requireNonNull(database);
  }

  /** A checker of the hub's database. */
  public static Checker on(DataSource database) {
    return new Checker(database);
  }

  /** Reads the journal's published copy too. */
  public Checker kafka(String bootstrapServers, String journalTopic) {
    brokers = bootstrapServers;
    topic = journalTopic;
    return this;
  }

  /**
   * Compares with a provider's own book.
   *
   * @param provider the provider's name in {@code providers.yaml}
   * @param book where its book is, a JSON array; {@code http}, {@code https} or {@code file}
   */
  public Checker book(String provider, URI book) {
    books.put(provider, book);
    return this;
  }

  /** Looks at every payment and card account, however long ago it was last changed. */
  public Checker full() {
    full = true;
    return this;
  }

  /** How long an entry may take to Kafka and to settlement; 10 minutes unless told otherwise. */
  public Checker patience(Duration limit) {
    patience = limit;
    return this;
  }

  /** Payments in one transaction; 500 unless told otherwise. */
  public Checker page(int payments) {
    page = payments;
    return this;
  }

  /** The time by which ages are told. */
  public Checker clock(Clock time) {
    clock = time;
    return this;
  }

  /** Who hears how far it is: a line every few seconds, on the thread of {@link #run}. */
  public Checker progress(Consumer<String> listener) {
    progress = listener;
    return this;
  }

  /**
   * Checks; blocks until it is done.
   *
   * @throws SQLException if the database cannot be read
   * @throws IllegalStateException if Kafka or a book cannot be read
   */
  public CheckReport run() throws SQLException {
    Setting setting =
        new Setting(brokers, topic, Map.copyOf(books), full, page, patience, clock, progress);
    return new CheckRun(database, setting).run();
  }
}
